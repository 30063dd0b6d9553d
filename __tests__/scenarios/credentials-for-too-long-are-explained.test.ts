import { afterEach, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it("says that the session would be longer than the role's maximum", async () => {
  const scenario = await openScenario()
  scenario.roles.scan.maxSessionDuration = 3600

  expectNoAnswer(
    await scenario.run({ 'role-duration-seconds': '43200' }),
    'NO_CREDENTIALS',
    "role-duration-seconds is 43200, more than the role's maximum session duration",
  )
})
