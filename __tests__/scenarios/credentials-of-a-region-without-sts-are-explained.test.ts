import { afterEach, it } from '@jest/globals'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('says that STS is not active in the Region', async () => {
  const scenario = await openScenario()
  const message = 'STS is not activated in this region for account:111122223333.'
  const effect = { kind: 'error', status: 403, code: 'RegionDisabledException', message } as const
  scenario.world.faults.push({ match: { operation: 'AssumeRoleWithWebIdentity' }, phase: 'before', effect, times: 99 })

  expectNoAnswer(
    await scenario.run(),
    'NO_CREDENTIALS',
    'It said `RegionDisabledException: STS is not activated in this region for account:111122223333.` (HTTP 403)',
    'STS is not active in eu-west-1 for account 111122223333',
  )
})

it('says that the STS host does not answer to its name', async () => {
  const scenario = await openScenario()

  expectNoAnswer(
    await scenario.run({}, { env: { AWS_ENDPOINT_URL_STS: 'http://sts.eu-wets-1.invalid' } }),
    'NO_CREDENTIALS',
    'The STS endpoint of eu-west-1 could not be reached. Check aws-region for a typo',
  )
})
