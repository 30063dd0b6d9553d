import { afterEach, expect, it } from '@jest/globals'
import { closeScenarios, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it.each([
  ['exclude', 'old/**', 'COMPLIANT', '3', 2],
  ['exclude', '*/1', 'NON_COMPLIANT', '3', 2],
  ['include', 'new/*', 'COMPLIANT', '3', 2],
  ['include', 'old/?\nnothing/**', 'NON_COMPLIANT', '2', 3],
])('%s: %j leaves out what it says, and says how much', async (input, globs, verdict, scanned, excluded) => {
  const scenario = await openScenario()

  const run = await scenario.run({ [input]: globs })

  expect(Object.fromEntries(run.outputs)).toMatchObject({ verdict, 'objects-scanned': scanned })
  expect(run.report).toMatchObject({ buckets: [{ scan: { rows: 5, excluded: { objects: excluded } } }] })
  expect(run.summary).toContain(`${excluded} objects`)
  expect(run.summary).toContain('left out by include and exclude')
})
