import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, countOf } from '../support/scenario.ts'
import { openWebsite } from '../support/scenes/website.ts'

afterEach(closeScenarios)

it('plans nothing to start, with the figure, where more objects than allowed would have to be looked at', async () => {
  const scenario = await openWebsite(2, 1)
  const inputs = { ...scenario.remediation, remediation: 'plan', 'max-evidence-requests': '2' }
  const run = await scenario.run(inputs)
  expect(remediationOutputs(run)).toMatchObject({ status: 'PLANNED', jobs: 0 })
  expect(run.summary).toContain('cannot be started yet')
  expect(run.summary).toContain('3 objects would have to be checked')
  expect(countOf(run, 'HeadObject')).toBe(0)
})
