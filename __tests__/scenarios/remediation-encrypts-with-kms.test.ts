import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedKmsKey } from '../../emulator/seed.ts'
import {
  allowTargetKey,
  currentObjects,
  expectCopiedOnce,
  oldKeys,
  onlyJob,
  remediationOutputs,
  seedFindings,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, openScenario, type Scenario } from '../support/scenario.ts'

afterEach(closeScenarios)

async function openWithKey(): Promise<{ scenario: Scenario; keyArn: string; inputs: Record<string, string> }> {
  const scenario = await openScenario({
    seed: (world) => {
      getBucket(world, BUCKET).defaultEncryption = { algorithm: 'aws:kms', bucketKey: false, explicit: true }
      seedFindings(world, oldKeys(2), { metadata: { kept: 'yes' } })
    },
  })
  const { arn } = seedKmsKey(scenario.world)
  allowTargetKey(scenario, arn)
  const inputs = { ...scenario.remediation, 'target-encryption': 'SSE-KMS', 'kms-key-arn': arn }
  return { scenario, keyArn: arn, inputs }
}

it.each([true, false])('encrypts with the given KMS key and bucket-key %s, metadata kept', async (bucketKey) => {
  const { scenario, keyArn, inputs } = await openWithKey()
  const { batch } = scenario.roles
  const actions = ['kms:GenerateDataKey', 'kms:Decrypt']
  batch.policies = [...batch.policies, { Statement: [{ Effect: 'Allow', Action: actions, Resource: keyArn }] }]

  const result = await scenario.run({ ...inputs, 'bucket-key': String(bucketKey) })

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
  for (const { encryption, metadata } of currentObjects(scenario.world).values()) {
    expect(encryption).toEqual({ status: 'SSE-KMS', kmsKeyArn: keyArn, bucketKey })
    expect([...metadata]).toEqual([['kept', 'yes']])
  }
  expect(onlyJob(scenario.world).request.operation).toMatchObject({ kmsKeyId: keyArn, newMetadata: undefined })
  expectCopiedOnce(scenario.world, oldKeys(2))
})

it('says that the batch role may not use the key, and encrypts nothing', async () => {
  const { scenario, inputs } = await openWithKey()

  const result = await scenario.run(inputs)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', succeeded: '0', failed: '2' })
  expect(result.summary).toContain('kms:GenerateDataKey')
  expectCopiedOnce(scenario.world, [])
})
