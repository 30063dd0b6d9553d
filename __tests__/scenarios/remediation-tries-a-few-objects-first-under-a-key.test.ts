import { afterEach, expect, it } from '@jest/globals'
import { seedKmsKey } from '../../emulator/seed.ts'
import { listRefusals } from '../support/permissions.ts'
import { allowTargetKey, expectCopiedOnce, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { MANY, RICH } from '../support/scenes/canaries.ts'

afterEach(closeScenarios)

it('tries copies to a KMS key without a right of its own to use that key', async () => {
  const checksum = { algorithm: 'CRC32', value: 'AAAAAA==', type: 'FULL_OBJECT' } as const
  const scenario = await openScenario({ seed: (world) => seedFindings(world, MANY, { ...RICH, checksum }) })
  const { world, roles } = scenario
  const { arn } = seedKmsKey(world)
  allowTargetKey(scenario, arn)
  const Action = ['kms:GenerateDataKey', 'kms:Decrypt']
  roles.batch.policies = [...roles.batch.policies, { Statement: [{ Effect: 'Allow', Action, Resource: arn }] }]

  const result = await scenario.run({
    ...scenario.remediation,
    'target-encryption': 'SSE-KMS',
    'kms-key-arn': arn,
  })

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 2, succeeded: '1001' })
  expect(listRefusals(world)).toEqual([])
  expectCopiedOnce(world, MANY)
})
