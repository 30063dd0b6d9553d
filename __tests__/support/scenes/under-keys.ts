// Knows the scene in which everything that can be under a KMS key is.

import { getBucket } from '../../../emulator/s3/state.ts'
import { seedKmsKey, seedObject } from '../../../emulator/seed.ts'
import { WORK_BUCKET } from '../../../emulator/stage.ts'
import { encryptReports } from '../inventory.ts'
import { attach, seedFindings } from '../remediation.ts'
import { BUCKET, OLD, openScenario, type Scenario } from '../scenario.ts'

const LARGE = 6 * 1024 ** 3

/** Everything that can be under a key is. */
export async function openUnderKeys(): Promise<{ scenario: Scenario; inputs: Record<string, string> }> {
  const keys = { kmsKeyArn: '', oldKmsKeyArn: '', reportKmsKeyArn: '', workKmsKeyArn: '' }
  const scenario = await openScenario({
    seed: (world) => {
      keys.reportKmsKeyArn = encryptReports(world)
      keys.workKmsKeyArn = seedKmsKey(world).arn
      keys.kmsKeyArn = seedKmsKey(world).arn
      keys.oldKmsKeyArn = seedKmsKey(world).arn
      getBucket(world, WORK_BUCKET).defaultEncryption = {
        algorithm: 'aws:kms',
        kmsKeyArn: keys.workKmsKeyArn,
        bucketKey: true,
        explicit: true,
      }
      seedFindings(world, ['none'])
      const headers = { 'content-type': 'video/mp4' }
      seedFindings(world, ['large'], { size: LARGE, headers, annotations: { label: 'cat' } })
      const object = { size: 100, lastModified: OLD } as const
      seedObject(world, BUCKET, { ...object, key: 'under-s3', status: 'SSE-S3' })
      seedObject(world, BUCKET, { ...object, key: 'under-old', status: 'SSE-KMS', kmsKeyArn: keys.oldKmsKeyArn })
    },
  })
  const { remediation, batch } = scenario.roles
  for (const role of [remediation, batch]) role.policies = []
  const ours = [
    'remediation-role-policy.json',
    'inventory-kms-policy.json',
    'kms-target-policy.json',
    'direct-copy-policy.json',
    'direct-copy-kms-policy.json',
    'work-location-kms-policy.json',
  ]
  attach(scenario, 'remediation', ours, keys)
  const batches = ['batch-role-policy.json', 'batch-role-update-encryption-policy.json', 'batch-role-kms-policy.json']
  attach(scenario, 'batch', batches, keys)
  const target = { 'accepted-encryption': 'SSE-KMS', 'target-encryption': 'SSE-KMS', 'kms-key-arn': keys.kmsKeyArn }
  return { scenario, inputs: { ...scenario.remediation, ...target } }
}
