import { afterEach, expect, it } from '@jest/globals'
import { jobsOf, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, countOf } from '../support/scenario.ts'
import { openWebsite } from '../support/scenes/website.ts'

afterEach(closeScenarios)

it('refuses with the figure where more objects than allowed would have to be looked at', async () => {
  const scenario = await openWebsite(2, 1)

  const run = await scenario.run({ ...scenario.remediation, 'max-evidence-requests': '2' })

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run.summary).toContain('3 objects would have to be checked')
  expect(run.summary).toContain('max-evidence-requests')
  expect(countOf(run, 'HeadObject')).toBe(0)
  expect(jobsOf(scenario.world)).toEqual([])
})
