import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('tells an error nobody foresaw, and fails', async () => {
  const scenario = await openScenario()

  const run = await scenario.run({}, { env: { RUNNER_TEMP: '/nowhere/at/all' } })

  expectNoAnswer(run, 'INTERNAL_ERROR', 'ENOENT')
})

it('keeps the verdict when the JSON report cannot be written', async () => {
  const scenario = await openScenario()

  const run = await scenario.run({ 'report-file': 'no/such/folder/report.json' })

  expect(Object.fromEntries(run.outputs)).toMatchObject({ verdict: 'NON_COMPLIANT', 'report-file': '' })
  expect(run.annotated).toContain('The JSON report could not be written to no/such/folder/report.json')
})
