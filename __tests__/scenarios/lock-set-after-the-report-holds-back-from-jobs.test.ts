import { afterEach, expect, it } from '@jest/globals'
import { orderedKeys, remediationOutputs, setLock } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { HOLDS, heldBack, lockOf, openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it.each(HOLDS)('a lock that was set after the report holds its object back from jobs, as %s', async (_, lock) => {
  const scenario = await openLocked(3)
  setLock(scenario.world, 'old/2', lock)

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', jobs: 1, succeeded: '2' })
  expect(run.report).toMatchObject({
    buckets: [{ ...heldBack('object-lock', 1), lockCheck: { checked: 2, lost: 0 } }],
  })
  expect(orderedKeys(scenario.world)).toEqual(['old/1', 'old/3'])
  expect(lockOf(scenario, 'old/2')).toEqual(lock)
})
