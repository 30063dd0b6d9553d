import { afterEach, expect, it } from '@jest/globals'
import { scriptJob } from '../../emulator/s3-control/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { remediationOutputs, setLock } from '../support/remediation.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it('a lock that was set between the look and the copy is told also where the object was written again after the copy', async () => {
  const scenario = await openLocked(2)
  const { world } = scenario
  scriptJob(world, {
    onTask: (task, phase) => {
      if (task.key !== 'old/2') return
      if (phase === 'before') setLock(world, 'old/2')
      else seedObject(world, BUCKET, { key: 'old/2', body: 'newer', status: 'SSE-S3' })
    },
  })
  const run = await scenario.run(scenario.remediation)
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED' })
  expect(run.report).toMatchObject({ buckets: [{ lockCheck: { lost: 1 } }] })
})
