// A small world to experiment with: a bucket with encrypted and unencrypted objects, its inventory, a bucket for
// reports.

import { createWorld } from './index.ts'
import { deliverInventory } from './inventory/deliver.ts'
import { organizationState } from './organizations/state.ts'
import { seedMetadataTables } from './s3/metadata-tables.ts'
import { seedBucket, seedCredential, seedKmsKey, seedObject } from './seed.ts'
import { allowDelivery } from './stage.ts'
import type { Credential, World } from './world.ts'

const DAY_MS = 86_400_000
const SOURCE_BUCKET = 'sample-data'
const REPORT_BUCKET = 'sample-reports'
const CONFIGURATION_ID = 'daily'

export type SampleWorld = {
  readonly world: World
  /** May do everything in the account. */
  readonly credential: Credential
  readonly sourceBucket: string
  readonly reportBucket: string
  /** Key of the delivered inventory manifest, in the report bucket. */
  readonly inventoryManifestKey: string
}

/** Creates the sample world; its clock runs with real time. */
export async function createSampleWorld(): Promise<SampleWorld> {
  const world = createWorld({ start: Date.now(), runningClock: true })
  const now = world.clock.now()
  const credential = seedCredential(world)
  organizationState(world).accounts.push(
    { id: world.account, name: 'sample', state: 'ACTIVE' },
    { id: '444455556666', name: 'sample-data', state: 'ACTIVE' },
    { id: '777788889999', name: 'sample-closed', state: 'SUSPENDED' },
  )
  const key = seedKmsKey(world)
  seedBucket(world, { name: REPORT_BUCKET, createdAt: now - 400 * DAY_MS })
  const bucket = seedBucket(world, {
    name: SOURCE_BUCKET,
    createdAt: now - 2000 * DAY_MS,
    versioning: 'Enabled',
    inventory: [
      {
        id: CONFIGURATION_ID,
        enabled: true,
        includedVersions: 'Current',
        frequency: 'Daily',
        optionalFields: ['Size', 'LastModifiedDate', 'StorageClass', 'ETag', 'IsMultipartUploaded', 'EncryptionStatus'],
        destination: { bucket: REPORT_BUCKET, prefix: 'inventory', format: 'CSV' },
      },
    ],
  })
  allowDelivery(world, SOURCE_BUCKET, REPORT_BUCKET)
  seedMetadataTables(world, SOURCE_BUCKET)
  const lastModified = now - 1500 * DAY_MS
  seedObject(world, bucket, { key: 'reports/2021.txt', body: 'written before 2023\n', lastModified })
  seedObject(world, bucket, { key: 'reports/with space+plus.txt', body: 'a key to encode\n', lastModified })
  seedObject(world, bucket, { key: 'archive/2020.bin', size: 1_048_576, storageClass: 'STANDARD_IA', lastModified })
  seedObject(world, bucket, {
    key: 'reports/2026.txt',
    body: 'encrypted\n',
    status: 'SSE-S3',
    lastModified: now - DAY_MS,
  })
  seedObject(world, bucket, {
    key: 'secret.txt',
    body: 'secret\n',
    status: 'SSE-KMS',
    kmsKeyArn: key.arn,
    lastModified,
  })
  const delivery = await deliverInventory(world, SOURCE_BUCKET, CONFIGURATION_ID, { at: now })
  return {
    world,
    credential,
    sourceBucket: SOURCE_BUCKET,
    reportBucket: REPORT_BUCKET,
    inventoryManifestKey: delivery.manifestKey,
  }
}
