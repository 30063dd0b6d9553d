// Knows how S3 itself writes the objects of a report into the destination bucket (S3 User Guide, "Configuring S3 Inventory").

import { bytesBody } from '../s3/body.ts'
import { putSinglePart } from '../s3/write.ts'
import type { Bucket, Encryption, InventoryConfiguration, ObjectVersion, World } from '../world.ts'

const SERVICE_PRINCIPAL = 's3.amazonaws.com'

/** Writes one object as `s3.amazonaws.com`, encrypted as the configuration says, else as the bucket's default. */
export function putReportObject(
  world: World,
  destination: InventoryConfiguration['destination'],
  key: string,
  bytes: Uint8Array,
  contentType: string,
): ObjectVersion {
  const bucket = world.buckets.get(destination.bucket)
  if (bucket === undefined) throw new Error(`the destination bucket "${destination.bucket}" is not in this world`)
  return putSinglePart(world, bucket, {
    key,
    body: bytesBody(bytes),
    size: bytes.length,
    encryption: chooseEncryption(bucket, destination),
    storageClass: 'STANDARD',
    headers: new Map([['content-type', contentType]]),
    metadata: new Map(),
    tags: new Map(),
    grants: [],
    writer: SERVICE_PRINCIPAL,
  })
}

function chooseEncryption(bucket: Bucket, destination: InventoryConfiguration['destination']): Encryption {
  if (destination.encryption?.kind === 'SSE-S3') return { status: 'SSE-S3' }
  if (destination.encryption?.kind === 'SSE-KMS') {
    return { status: 'SSE-KMS', kmsKeyArn: destination.encryption.keyId, bucketKey: false }
  }
  const chosen = bucket.defaultEncryption
  if (chosen.algorithm === 'AES256') return { status: 'SSE-S3' }
  const status = chosen.algorithm === 'aws:kms' ? 'SSE-KMS' : 'DSSE-KMS'
  return { status, kmsKeyArn: chosen.kmsKeyArn, bucketKey: chosen.bucketKey }
}
