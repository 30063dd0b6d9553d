// Knows the scene of objects with and without a bucket key.

import { INVENTORY_FIELDS } from '../../../emulator/inventory/columns.ts'
import { seedKmsKey, seedObject } from '../../../emulator/seed.ts'
import { readDocumentedPolicy } from '../../../emulator/stage.ts'
import { changeInventory } from '../inventory.ts'
import { BUCKET, openScenario, type Scenario } from '../scenario.ts'

/** Two objects with a bucket key, one without, and two that cannot have one. */
export async function openBucketKeys(
  format: 'CSV' | 'ORC' | 'Parquet',
  listed: boolean,
  missing = true,
): Promise<Scenario> {
  const scenario = await openScenario({
    format,
    seed: (world) => {
      const { arn: kmsKeyArn } = seedKmsKey(world)
      const kms = { size: 10, status: 'SSE-KMS', kmsKeyArn } as const
      for (const key of ['with/1', 'with/2']) seedObject(world, BUCKET, { ...kms, key, bucketKey: true })
      if (missing) seedObject(world, BUCKET, { ...kms, key: 'without/1', bucketKey: false })
      seedObject(world, BUCKET, { key: 's3', size: 10, status: 'SSE-S3' })
      seedObject(world, BUCKET, { key: 'dsse', size: 10, status: 'DSSE-KMS', kmsKeyArn })
      if (listed) return
      changeInventory(world, () => ({
        optionalFields: INVENTORY_FIELDS.filter((field) => field !== 'BucketKeyStatus'),
      }))
    },
  })
  const { scan } = scenario.roles
  const names = { bucket: BUCKET, repository: 'octo-org/octo-repo' }
  if (!listed) scan.policies = [...scan.policies, readDocumentedPolicy(scenario.world, 'evidence-policy.json', names)]
  return scenario
}
