import { afterEach, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('tells an error nobody foresaw, and fails', async () => {
  const scenario = await openScenario()

  const run = await scenario.run({}, { env: { RUNNER_TEMP: '/nowhere/at/all' } })

  expectNoAnswer(run, 'INTERNAL_ERROR', 'ENOENT')
})
