import { afterEach, expect, it } from '@jest/globals'
import { scriptJob } from '../../emulator/s3-control/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { seedFindings, setLock } from '../support/remediation.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it('a lock that was set between the look and the copy is found under keys of every kind, beside keys that begin alike and versions by the hundred', async () => {
  const hostile = ['a b+c', 'a b+c/more', 'ü%20&<\u0001>']
  const scenario = await openLocked(0, { seed: (world) => seedFindings(world, [...hostile, 'plain']) })
  const { world } = scenario
  scriptJob(world, {
    onTask: ({ key = '' }, phase) => {
      if (!hostile.includes(key)) return
      if (phase === 'before') setLock(world, key)
      else for (let times = 0; times < 120; times++) seedObject(world, BUCKET, { key, body: 'newer', status: 'SSE-S3' })
    },
  })
  const run = await scenario.run(scenario.remediation)
  expect(run.report).toMatchObject({ buckets: [{ lockCheck: { checked: 4, lost: 3 } }] })
})
