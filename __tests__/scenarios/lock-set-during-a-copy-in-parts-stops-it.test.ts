import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { oldKeys, seedFindings, setLock, statuses } from '../support/remediation.ts'
import { BUCKET, closeScenarios } from '../support/scenario.ts'
import { HUGE, openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it('a lock that was set between the look and the copy stops a copy in parts before it is completed, where it is seen', async () => {
  const scenario = await openLocked(0, {
    seed: (world) => seedFindings(world, oldKeys(1), HUGE),
    copiesDirectly: true,
  })
  const { world } = scenario
  world.faults.push({
    match: { operation: 'UploadPartCopy' },
    phase: 'before',
    effect: { kind: 'call', run: () => setLock(world, 'old/1') },
    times: 1,
  })

  const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'direct' })

  expect(run.report).toMatchObject({ buckets: [{ directCopies: { outcomes: [{ outcome: 'locked', objects: 1 }] } }] })
  expect(statuses(world)).toEqual({ 'old/1': 'NOT-SSE' })
  expect([...getBucket(world, BUCKET).uploads.keys()]).toEqual([])
})
