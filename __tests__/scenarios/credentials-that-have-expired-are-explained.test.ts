import { afterEach, it } from '@jest/globals'
import { seedCredential } from '../../emulator/seed.ts'
import { closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const KEYS = {
  accessKeyId: 'AKIAEXPIRED000000000',
  secretAccessKey: 'EMULATORsecretExpired',
  sessionToken: 'EMULATORold',
}

it('says that ambient credentials have expired, and what renews itself instead', async () => {
  const scenario = await openScenario()
  seedCredential(scenario.world, { ...KEYS, expiration: scenario.world.clock.now() - 1 })
  const env = {
    AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
    AWS_SESSION_TOKEN: KEYS.sessionToken,
  }

  expectNoAnswer(
    await scenario.run({ 'role-to-assume': '' }, { env }),
    'NO_CREDENTIALS',
    'No usable AWS credentials. AWS said `ExpiredToken',
    'Set role-to-assume',
  )
})
