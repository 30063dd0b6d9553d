import { afterEach, it } from '@jest/globals'
import { createRole, serviceTrustPolicy } from '../../emulator/sts/roles.ts'
import { closeScenarios } from '../support/scenario.ts'
import { expectStopped, openPreflight, runWithPreflight } from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('the batch role is wrong where it trusts another service', async () => {
  const scenario = await openPreflight()
  const { policies } = scenario.roles.batch
  createRole(scenario.world, {
    name: 's3-encryption-batch',
    policies,
    trustPolicy: serviceTrustPolicy('s3.amazonaws.com'),
  })
  const result = await runWithPreflight(scenario)
  expectStopped(
    scenario,
    result,
    'batch-role-trust',
    'does not let batchoperations.s3.amazonaws.com',
    'batch-role-trust-policy.json',
  )
})
