// Checks the permissions that S3 needs to deliver a report: the policies of the destination bucket and of the reports'
// key must allow it (S3 User Guide, "Configuring Amazon S3 Inventory").

import { ServiceError } from '../http.ts'
import { authorize } from '../iam/evaluate.ts'
import { bucketArn } from '../partition.ts'
import { authorizeS3, getKmsKey } from '../s3/access.ts'
import { getBucket } from '../s3/state.ts'
import { answerTo } from '../unsettled.ts'
import type { Bucket, InventoryConfiguration, World } from '../world.ts'
import { chooseReportEncryption, S3 } from './put.ts'

/** The condition keys of each of S3's requests for a bucket ("Creating a destination bucket policy"). */
const sourceKeys = (world: World, source: Bucket) => ({
  'aws:sourcearn': bucketArn(world, source.name),
  'aws:sourceaccount': source.owner,
})

/**
 * Why S3 may not write one of these objects, in AWS's words; undefined if it may write all. No error is reported: the
 * owner only sees that no report is delivered.
 */
export function findDeliveryRefusal(
  world: World,
  source: Bucket,
  destination: InventoryConfiguration['destination'],
  keys: readonly string[],
): string | undefined {
  const bucket = getBucket(world, destination.bucket)
  const context = sourceKeys(world, source)
  try {
    for (const key of keys) {
      authorizeS3(world, S3, 'PutObject', { bucket, key }, { ...context, ...writeKeys(world, destination) })
    }
    authorizeKey(world, bucket, destination, context)
    return undefined
  } catch (error) {
    if (error instanceof ServiceError && error.status !== 501) return error.message
    throw error
  }
}

/**
 * Condition keys of the request headers: the ACL is in the guide's policy; that the encryption is sent is UNCONFIRMED.
 */
function writeKeys(world: World, { encryption }: InventoryConfiguration['destination']): Record<string, string> {
  const acl = { 's3:x-amz-acl': 'bucket-owner-full-control' }
  if (encryption === undefined || answerTo(world, 'delivery-encryption') === 'not-named') return acl
  if (encryption.kind === 'SSE-S3') return { ...acl, 's3:x-amz-server-side-encryption': 'AES256' }
  const algorithm = { 's3:x-amz-server-side-encryption': 'aws:kms' }
  return { ...acl, ...algorithm, 's3:x-amz-server-side-encryption-aws-kms-key-id': encryption.keyId }
}

/** "Granting Amazon S3 permission to use your customer managed key for encryption": only the key policy decides. */
function authorizeKey(
  world: World,
  bucket: Bucket,
  destination: InventoryConfiguration['destination'],
  context: Readonly<Record<string, string>>,
): void {
  const { kmsKeyArn } = chooseReportEncryption(world, bucket, destination)
  if (kmsKeyArn === undefined) return
  const key = getKmsKey(world, kmsKeyArn)
  if (key.manager === 'AWS') {
    if (destination.encryption === undefined) return
    throw new ServiceError(400, 'InvalidRequest', 'The AWS managed key aws/s3 is not supported for inventory reports')
  }
  const request = { action: 'kms:GenerateDataKey', resource: key.arn, context }
  authorize(world, S3, request, { resourcePolicy: key.policy, resourceOwner: key.account })
}
