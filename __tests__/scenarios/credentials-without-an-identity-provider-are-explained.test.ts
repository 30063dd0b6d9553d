import { afterEach, it } from '@jest/globals'
import { identityProvider } from '../../emulator/sts/web-identity.ts'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('says that the account has no identity provider for GitHub, and how to create one', async () => {
  const scenario = await openScenario()
  identityProvider(scenario.world).registered = false

  expectNoAnswer(
    await scenario.run(),
    'NO_CREDENTIALS',
    'Account 111122223333 has no identity provider for GitHub',
    'aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com --client-id-list sts.amazonaws.com',
  )
})

it('says that the identity provider does not list the audience', async () => {
  const scenario = await openScenario()
  identityProvider(scenario.world).audiences = ['https://github.com/octo-org']

  expectNoAnswer(await scenario.run(), 'NO_CREDENTIALS', 'does not list the audience `sts.amazonaws.com`')
})
