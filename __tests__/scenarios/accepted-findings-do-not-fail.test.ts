import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it.each([
  ['2', 'COMPLIANT', 0],
  ['1', 'NON_COMPLIANT', 1],
])('two findings with max-findings %s are %s', async (maximum, verdict, exitCode) => {
  const scenario = await openScenario()

  const run = await scenario.run({ 'max-findings': maximum })

  expect(run.exitCode).toBe(exitCode)
  expect(Object.fromEntries(run.outputs)).toMatchObject({ verdict, findings: '2', 'finding-bytes': '2000' })
  expect(run.summary).toContain(`up to ${maximum} finding`)
})
