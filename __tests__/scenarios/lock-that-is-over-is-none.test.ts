import { afterEach, expect, it } from '@jest/globals'
import { oldKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it.each<[string, object]>([
  ['a job', {}],
  ['the action itself', { 'copy-engine': 'direct' }],
])('a lock that is over is none for %s', async (_, inputs) => {
  const lock = { mode: 'GOVERNANCE', retainUntil: Date.UTC(2026, 10, 1), legalHold: false, eventHold: false }
  const scenario = await openLocked(0, {
    seed: (world) => seedFindings(world, oldKeys(2), { lock }),
    copiesDirectly: true,
  })
  const run = await scenario.run({ ...scenario.remediation, ...inputs })
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
})
