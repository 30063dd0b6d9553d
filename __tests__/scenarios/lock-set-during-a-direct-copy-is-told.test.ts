import { afterEach, expect, it } from '@jest/globals'
import { oldKeys, remediationOutputs, seedFindings, setLock } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { HUGE, openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it.each<[string, string, object]>([
  ['in one piece', 'CopyObject', { size: 100 }],
  ['in parts', 'CompleteMultipartUpload', HUGE],
])('a lock that was set between the look and the copy is told by a direct copy %s', async (_, operation, size) => {
  const scenario = await openLocked(0, {
    seed: (world) => seedFindings(world, oldKeys(1), size),
    copiesDirectly: true,
  })
  const { world } = scenario
  world.faults.push({
    match: { operation },
    phase: 'before',
    effect: { kind: 'call', run: () => setLock(world, 'old/1') },
    times: 1,
  })

  const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'direct' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
  const outcomes = [{ outcome: 'mismatch', objects: 1 }]
  expect(run.report).toMatchObject({ buckets: [{ directCopies: { outcomes } }] })
  expect(run.summary).toContain('it was locked (legal hold) during the copy')
})
