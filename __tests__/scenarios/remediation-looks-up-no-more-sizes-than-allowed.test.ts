import { afterEach, expect, it } from '@jest/globals'
import { jobsOf, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, countOf } from '../support/scenario.ts'
import { openLacking, planOf } from '../support/scenes/lacking-columns.ts'

afterEach(closeScenarios)

it('refuses with the figure where more objects than allowed would have to be looked at', async () => {
  const scenario = await openLacking(2, 1)

  const run = await scenario.run({ ...scenario.remediation, 'max-evidence-requests': '2' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
  expect(run.summary).toContain('The report has no Size column, and a job fails for every object over 5&nbsp;GB')
  expect(run.summary).toContain('Raise max-evidence-requests by at least 1')
  expect(run.summary).toContain('Add Size to the fields of the inventory configuration')
  expect(planOf(run)).toMatchObject({ usd: null })
  expect(countOf(run, 'HeadObject')).toBe(0)
  expect(jobsOf(scenario.world)).toEqual([])
})
