import { afterEach, expect, it } from '@jest/globals'
import { oldKeys, remediationOutputs, seedFindings, setLock } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { HUGE, lockOf, openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it.each<[string, object]>([
  ['in one piece', { size: 100 }],
  ['in parts', HUGE],
])('a lock that was set after the report keeps the action’s own copies away, %s', async (_, size) => {
  const scenario = await openLocked(0, {
    seed: (world) => seedFindings(world, oldKeys(2), size),
    copiesDirectly: true,
  })
  setLock(scenario.world, 'old/2')

  const run = await scenario.run({ ...scenario.remediation, 'copy-engine': 'direct' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', jobs: 0 })
  const outcomes = [
    { outcome: 'encrypted', objects: 1 },
    { outcome: 'locked', objects: 1 },
  ]
  expect(run.report).toMatchObject({ buckets: [{ directCopies: { outcomes } }] })
  expect(lockOf(scenario, 'old/2')).toEqual({ legalHold: true })
})
