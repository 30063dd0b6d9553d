// Authorizes access to buckets, objects and KMS keys (Service Authorization Reference, "Actions, resources, and
// condition keys for Amazon S3").

import { ServiceError } from '../http.ts'
import { type AuthorizeOptions, authorize, isAuthorized } from '../iam/evaluate.ts'
import type { KmsKey } from '../kms/key.ts'
import { bucketArn, hostSuffixOf } from '../partition.ts'
import { answerTo } from '../unsettled.ts'
import type { Bucket, Encryption, Principal, World } from '../world.ts'
import type { BucketCall } from './call.ts'

type ContextKeys = Readonly<Record<string, string>>

type Question = readonly [
  world: World,
  principal: Principal | undefined,
  /** Without `s3:`. */
  action: string,
  target: { readonly bucket: Bucket; readonly key?: string | undefined },
  context?: ContextKeys,
]

/** Throws 403 AccessDenied unless the principal may do this to the bucket, or to a key in it. */
export function authorizeS3(...question: Question): void {
  authorize(...toIamQuestion(question))
}

/** The same check without an exception. */
export function mayS3(...question: Question): boolean {
  return isAuthorized(...toIamQuestion(question))
}

function toIamQuestion([world, principal, action, target, context]: Question): Parameters<typeof authorize> {
  const { bucket, key } = target
  const resource = bucketArn(world, bucket.name, key)
  return [
    world,
    principal,
    { action: `s3:${action}`, resource, context: { ...bucketContext(bucket), ...context } },
    { resourcePolicy: bucket.policy, resourceOwner: bucket.owner },
  ]
}

function bucketContext(bucket: Bucket): ContextKeys {
  return { 's3:resourceaccount': bucket.owner, 'aws:requestedregion': bucket.region }
}

/** Throws 403 AccessDenied unless the principal may do this in its own account, outside any bucket. */
export function authorizeAccount(world: World, principal: Principal | undefined, action: string, resource = '*'): void {
  authorize(world, principal, { action: `s3:${action}`, resource, context: {} })
}

/**
 * The error for a missing key: 404 for callers who may list the bucket, otherwise 403 (S3 API Reference, GetObject,
 * "Permissions").
 */
export function missingKeyError(
  world: World,
  principal: Principal | undefined,
  bucket: Bucket,
  error: ServiceError,
): ServiceError {
  if (mayS3(world, principal, 'ListBucket', { bucket })) return error
  return new ServiceError(403, 'AccessDenied', 'Access Denied', error.extra)
}

/** A write encrypts and needs kms:GenerateDataKey (S3 User Guide, "Using server-side encryption with AWS KMS keys"). */
export function authorizeEncrypt(
  world: World,
  principal: Principal | undefined,
  bucket: Bucket,
  encryption: Encryption,
): void {
  if (encryption.kmsKeyArn !== undefined)
    authorizeKms(world, principal, bucket, 'GenerateDataKey', encryption.kmsKeyArn)
}

/** A read decrypts and needs kms:Decrypt. */
export function authorizeDecrypt(
  world: World,
  principal: Principal | undefined,
  bucket: Bucket,
  encryption: Encryption,
): void {
  if (encryption.kmsKeyArn !== undefined) authorizeKms(world, principal, bucket, 'Decrypt', encryption.kmsKeyArn)
}

/** Throws unless the key exists, is enabled and may be used by the principal through S3. */
export function authorizeKms(
  world: World,
  principal: Principal | undefined,
  bucket: Bucket,
  action: string,
  keyArn: string,
): void {
  const key = getKmsKey(world, keyArn)
  // The policy of the AWS managed key allows everyone in its account to use it through S3, and nobody else.
  if (key.manager === 'AWS' && principal?.account === key.account) return
  const context = {
    'aws:requestedregion': bucket.region,
    'kms:viaservice': `s3.${bucket.region}.${hostSuffixOf(world)}`,
    ...(principal === undefined ? {} : { 'kms:calleraccount': principal.account }),
  }
  authorize(world, principal, { action: `kms:${action}`, resource: key.arn, context }, keyPolicyOf(key))
}

/**
 * The policies that decide about a key. Without its own policy it has the default one, which delegates to the account's
 * IAM policies (KMS Developer Guide, "Default key policy"); otherwise that policy must allow the caller or its account.
 */
export function keyPolicyOf({ policy, account }: KmsKey): AuthorizeOptions {
  return { resourcePolicy: policy, resourceOwner: account, resourcePolicyMustAllow: policy !== undefined }
}

/**
 * S3 passes on the errors of KMS as `KMS.` followed by KMS's own name: UNCONFIRMED (docs/unconfirmed.md), like the
 * status 400.
 */
export function getKmsKey(world: World, arn: string): KmsKey {
  const key = world.kmsKeys.get(arn)
  if (key?.state === 'Enabled') return key
  if (answerTo(world, 'kms-refusal') === 'does-not')
    throw new ServiceError(400, 'InvalidRequest', 'The key cannot be used.')
  if (key === undefined) throw new ServiceError(400, 'KMS.NotFoundException', `Key '${arn}' does not exist`)
  if (key.state === 'Disabled') throw new ServiceError(400, 'KMS.DisabledException', `${arn} is disabled.`)
  throw new ServiceError(400, 'KMS.KMSInvalidStateException', `${arn} is in the state ${key.state}.`)
}

/** The same for the bucket of a call. */
export function authorizeBucket(call: BucketCall, action: string): void {
  authorizeS3(call.world, call.principal, action, { bucket: call.bucket })
}
