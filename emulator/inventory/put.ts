// Writes the objects of a report to the destination bucket as S3 itself (S3 User Guide, "Configuring S3 Inventory").

import { bytesBody } from '../s3/body.ts'
import { resolveKmsKey } from '../s3/encryption.ts'
import { putSinglePart } from '../s3/write.ts'
import type { Bucket, Encryption, InventoryConfiguration, ObjectVersion, Principal, World } from '../world.ts'

/** The service itself, which belongs to no account. */
export const S3: Principal = { arn: 's3.amazonaws.com', account: '' }

/** Writes one object as `s3.amazonaws.com`, encrypted as in the configuration, otherwise as the bucket's default. */
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
    encryption: chooseReportEncryption(world, bucket, destination),
    storageClass: 'STANDARD',
    headers: new Map([['content-type', contentType]]),
    metadata: new Map(),
    tags: new Map(),
    grants: [],
    writer: S3.arn,
  })
}

/** The encryption of the configuration, otherwise the bucket's default. */
export function chooseReportEncryption(
  world: World,
  bucket: Bucket,
  destination: InventoryConfiguration['destination'],
): Encryption {
  if (destination.encryption?.kind === 'SSE-S3') return { status: 'SSE-S3' }
  if (destination.encryption?.kind === 'SSE-KMS') {
    return { status: 'SSE-KMS', kmsKeyArn: destination.encryption.keyId, bucketKey: false }
  }
  const { algorithm, kmsKeyArn, bucketKey } = bucket.defaultEncryption
  if (algorithm === 'AES256') return { status: 'SSE-S3' }
  const status = algorithm === 'aws:kms' ? 'SSE-KMS' : 'DSSE-KMS'
  // "If … default encryption is SSE-KMS" without a key's ARN, nobody can read the reports: aws/s3 is then the writer's.
  return { status, kmsKeyArn: kmsKeyArn ?? resolveKmsKey(world, bucket.region, ACCOUNT_OF_S3, undefined), bucketKey }
}

/** The account whose aws/s3 key S3 uses. It belongs to nobody in this world. */
const ACCOUNT_OF_S3 = '000000000000'
