// The rules for every write of an object, by a PUT, a copy or a completed multipart upload: permissions, the ETag, and
// the condition keys of the request.

import { createHash } from 'node:crypto'
import { answerTo } from '../unsettled.ts'
import type { Body, Bucket, Encryption, ObjectVersion, Principal, World } from '../world.ts'
import { authorizeEncrypt, authorizeS3 } from './access.ts'
import { bodyMd5 } from './body.ts'
import { conditionContext } from './conditions.ts'
import { type EncryptionRequest, isEtagMd5 } from './encryption.ts'
import { chooseLock } from './object-lock.ts'
import { type NewVersion, putVersion } from './state.ts'

/** The properties of a write, apart from its bytes, that affect permissions. */
export type WriteClaims = {
  readonly encryption: Encryption
  /** The requested encryption; condition keys exist only for headers that were sent, not for the bucket's default. */
  readonly askedEncryption: EncryptionRequest | undefined
  readonly askedStorageClass: string | undefined
  readonly hasTags: boolean
  readonly hasAcl: boolean
  readonly lock?: ObjectVersion['lock']
  /**
   * A conditional write with If-Match also needs s3:GetObject (UNCONFIRMED: only "Enforce conditional deletes" says so,
   * for deletes).
   */
  readonly ifMatch?: string | undefined
  readonly ifNoneMatch?: string | undefined
  /** `bucket/key` of the source of a copy. */
  readonly copySource?: string | undefined
  /** The canned ACL, for the condition key s3:x-amz-acl. */
  readonly acl?: string | undefined
  /** Condition keys of a service that writes for the principal, such as aws:CalledVia. */
  readonly calledVia?: Readonly<Record<string, string>> | undefined
}

/** Throws 403 unless the principal may write this object like this (Service Authorization Reference, S3). */
export function authorizeWrite(
  world: World,
  principal: Principal | undefined,
  bucket: Bucket,
  key: string,
  claims: WriteClaims,
): void {
  const target = { bucket, key }
  const context = { ...writeContext(claims), ...claims.calledVia }
  authorizeS3(world, principal, 'PutObject', target, context)
  if (claims.hasTags) authorizeS3(world, principal, 'PutObjectTagging', target, context)
  if (claims.hasAcl) authorizeS3(world, principal, 'PutObjectAcl', target, context)
  if (claims.lock?.mode !== undefined || claims.lock?.eventHold !== undefined)
    authorizeS3(world, principal, 'PutObjectRetention', target, context)
  if (claims.lock?.legalHold !== undefined) authorizeS3(world, principal, 'PutObjectLegalHold', target, context)
  const readsToo = claims.ifMatch !== undefined && answerTo(world, 'if-match-reads') === 'asked'
  if (readsToo) authorizeS3(world, principal, 'GetObject', target)
  authorizeEncrypt(world, principal, bucket, claims.encryption)
}

function writeContext(claims: WriteClaims): Record<string, string> {
  const { askedEncryption: asked, encryption } = claims
  const values: Readonly<Record<string, string | undefined>> = {
    'x-amz-server-side-encryption': asked?.algorithm,
    'x-amz-server-side-encryption-aws-kms-key-id': asked?.kmsKeyArn === undefined ? undefined : encryption.kmsKeyArn,
    'x-amz-server-side-encryption-customer-algorithm': encryption.status === 'SSE-C' ? 'AES256' : undefined,
    'x-amz-storage-class': claims.askedStorageClass,
    'x-amz-copy-source': claims.copySource,
    'x-amz-acl': claims.acl,
  }
  const context = conditionContext(claims)
  for (const [name, value] of Object.entries(values)) if (value !== undefined) context[`s3:${name}`] = value
  return context
}

/**
 * ETag of a body uploaded in one piece: its MD5 under SSE-S3, something else under KMS or customer keys. `salt` makes
 * the latter different for each write.
 */
export function singlePartEtag(body: Body, encryption: Encryption, salt: string): string {
  const md5 = bodyMd5(body)
  return isEtagMd5(encryption) ? md5 : createHash('md5').update(`${md5} encrypted ${salt}`).digest('hex')
}

/** Stores a version written in one piece, with the ETag of its encryption and the bucket's default lock. */
export function putSinglePart(
  world: World,
  bucket: Bucket,
  draft: Omit<NewVersion, 'etag' | 'partCount'>,
): ObjectVersion {
  const etag = singlePartEtag(draft.body, draft.encryption, `${draft.key} ${world.clock.now()}`)
  return putVersion(world, bucket, { ...draft, etag, lock: chooseLock(bucket, draft.lock, world.clock.now()) })
}
