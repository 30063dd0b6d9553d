import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs, setLock } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { heldBack, lockRequests, openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it('a lock that was set after the report is in no plan either, and a plan writes nothing', async () => {
  const scenario = await openLocked(3)
  setLock(scenario.world, 'old/2')

  const run = await scenario.run({ ...scenario.remediation, remediation: 'plan' })

  expect(remediationOutputs(run)).toMatchObject({ status: 'PLANNED', jobs: 0 })
  expect(run.report).toMatchObject({
    buckets: [
      { ...heldBack('object-lock', 1), plan: { jobs: [{ objects: 2 }], lockLooks: { objects: 2, requests: 12 } } },
    ],
  })
  expect(run.summary).toContain('with 12 requests of max-evidence-requests')
  // HeadObject shows the one lock; of the others both kinds are asked for.
  expect(lockRequests(run)).toBe(3 + 2 * 2)
})
