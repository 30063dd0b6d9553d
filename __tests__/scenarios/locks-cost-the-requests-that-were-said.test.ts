import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { lockRequests, openLocked } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it('refuses with the number needed where the budget is too small, before anything is looked at', async () => {
  const scenario = await openLocked(3)

  const run = await scenario.run({ ...scenario.remediation, 'max-evidence-requests': '17' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
  expect(run.summary).toContain('3 objects would have to be checked, by 18 requests')
  expect(run.summary).toContain('by at least 1')
  expect(lockRequests(run)).toBe(0)
})

it('asks no more than it said', async () => {
  const scenario = await openLocked(3)
  const run = await scenario.run({ ...scenario.remediation, 'max-evidence-requests': '18' })
  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '3' })
  // Beside them one HeadObject each, as after every job.
  expect(lockRequests(run)).toBe(18 + 3)
})
