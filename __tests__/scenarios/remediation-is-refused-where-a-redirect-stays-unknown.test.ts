import { afterEach, expect, it } from '@jest/globals'
import { jobsOf, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { openWebsite } from '../support/scenes/website.ts'

afterEach(closeScenarios)

it.each([403, 400])('refuses where one look of many is answered with %s', async (status) => {
  const scenario = await openWebsite(9, 1)
  const effect = { kind: 'error', status, code: status === 403 ? 'AccessDenied' : 'InvalidRequest' } as const
  scenario.world.faults.push({
    match: { operation: 'HeadObject', urlIncludes: 'old/5' },
    phase: 'before',
    effect,
    times: 100,
  })

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'FAILED', jobs: 0 })
  expect(run.summary).toContain('old/5')
  expect(jobsOf(scenario.world)).toEqual([])
})
