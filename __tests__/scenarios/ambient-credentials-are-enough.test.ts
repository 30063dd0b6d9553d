import { afterEach, expect, it } from '@jest/globals'
import { seedCredential } from '../../emulator/seed.ts'
import { closeScenarios, countOperations, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('uses the credentials from the environment when no role is named', async () => {
  const scenario = await openScenario()
  const credential = seedCredential(scenario.world)

  const run = await scenario.run(
    { 'role-to-assume': '' },
    { env: { AWS_ACCESS_KEY_ID: credential.accessKeyId, AWS_SECRET_ACCESS_KEY: credential.secretAccessKey } },
  )

  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(countOperations(scenario.world, ['sts', 'oidc'])).toEqual({ GetCallerIdentity: 1 })
})
