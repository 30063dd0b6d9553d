// Chooses the encryption of a new object as S3 does, and renders it in headers (S3 User Guide, "Protecting data with
// server-side encryption"; "Default encryption FAQ").

import { createHash } from 'node:crypto'
import { ServiceError } from '../http.ts'
import { partitionOf } from '../partition.ts'
import type { Bucket, Encryption, EncryptionStatus, Principal, World } from '../world.ts'
import { invalidArgument, invalidRequest } from './call.ts'

type Headers = Readonly<Record<string, string>>
type Algorithm = Bucket['defaultEncryption']['algorithm']

/** A requested encryption, in the terms of the headers. */
export type EncryptionRequest = {
  readonly algorithm: Algorithm
  /** Key ARN, key id or `alias/aws/s3`; the AWS managed key if absent. */
  readonly kmsKeyArn?: string | undefined
  readonly bucketKey?: boolean | undefined
}

const SSE = 'x-amz-server-side-encryption'
const CUSTOMER = 'x-amz-server-side-encryption-customer'
const STATUSES: Readonly<Record<Algorithm, EncryptionStatus>> = {
  AES256: 'SSE-S3',
  'aws:kms': 'SSE-KMS',
  'aws:kms:dsse': 'DSSE-KMS',
}
const ALGORITHMS: ReadonlyMap<EncryptionStatus, string> = new Map(
  Object.entries(STATUSES).map(([algorithm, status]) => [status, algorithm]),
)

/** Reads the SSE headers of a write; undefined if there are none (then the bucket's default applies). */
export function parseEncryptionRequest(headers: Headers): EncryptionRequest | undefined {
  const algorithm = headers[SSE]
  const kmsKeyArn = headers[`${SSE}-aws-kms-key-id`]
  const bucketKey = headers[`${SSE}-bucket-key-enabled`]
  if (algorithm === undefined) {
    if (kmsKeyArn === undefined) return undefined
    throw invalidArgument(
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      SSE,
      'null',
    )
  }
  if (!isAlgorithm(algorithm)) {
    throw invalidArgument('The encryption method specified is not supported', SSE, algorithm)
  }
  if (algorithm === 'AES256' && kmsKeyArn !== undefined) {
    throw invalidArgument(
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      SSE,
      algorithm,
    )
  }
  return { algorithm, kmsKeyArn, bucketKey: bucketKey === undefined ? undefined : bucketKey === 'true' }
}

/** One of the three algorithms that S3 itself can encrypt with. */
export function isAlgorithm(text: string): text is Algorithm {
  return Object.hasOwn(STATUSES, text)
}

/**
 * The encryption of a new object: the requested one, otherwise the bucket's default, which is at least SSE-S3 since
 * January 2023. NOT-SSE cannot be written, only seeded.
 */
export function chooseEncryption(
  world: World,
  bucket: Bucket,
  asked: EncryptionRequest | undefined,
  principal: Principal | undefined,
): Encryption {
  const preset = bucket.defaultEncryption
  const algorithm = asked?.algorithm ?? preset.algorithm
  if (algorithm === 'AES256') return { status: 'SSE-S3' }
  const named =
    asked === undefined || (asked.kmsKeyArn === undefined && preset.algorithm === algorithm)
      ? preset.kmsKeyArn
      : asked.kmsKeyArn
  // DSSE-KMS has no bucket keys (S3 User Guide, "Using dual-layer server-side encryption").
  const bucketKey = algorithm === 'aws:kms' && (asked?.bucketKey ?? preset.bucketKey)
  return {
    status: STATUSES[algorithm],
    kmsKeyArn: resolveKmsKey(world, bucket.region, principal?.account ?? bucket.owner, named),
    bucketKey,
  }
}

/**
 * The full ARN of a key given by ARN, id or `alias/aws/s3`. If none is given, it is the account's AWS managed key,
 * which is created on first use (KMS Developer Guide, "AWS managed keys").
 */
export function resolveKmsKey(world: World, region: string, account: string, named: string | undefined): string {
  if (named === undefined || named.endsWith('alias/aws/s3')) return ensureManagedKey(world, region, account)
  if (named.startsWith('arn:')) return named
  return `arn:${partitionOf(world)}:kms:${region}:${account}:${named.includes('/') ? named : `key/${named}`}`
}

function ensureManagedKey(world: World, region: string, account: string): string {
  const hex = createHash('md5').update(`aws/s3 ${region} ${account}`).digest('hex')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const arn = `arn:${partitionOf(world)}:kms:${region}:${account}:key/${id}`
  const key = { usage: 'ENCRYPT_DECRYPT', spec: 'SYMMETRIC_DEFAULT', manager: 'AWS' } as const
  if (!world.kmsKeys.has(arn)) world.kmsKeys.set(arn, { arn, account, state: 'Enabled', ...key })
  return arn
}

/** The response headers about an object's encryption; none for NOT-SSE (S3 API Reference, HeadObject). */
export function renderEncryptionHeaders(encryption: Encryption): Record<string, string> {
  if (encryption.status === 'SSE-C') {
    return { [`${CUSTOMER}-algorithm`]: 'AES256', [`${CUSTOMER}-key-md5`]: encryption.customerKeyMd5 ?? '' }
  }
  const algorithm = ALGORITHMS.get(encryption.status)
  if (algorithm === undefined) return {}
  return {
    [SSE]: algorithm,
    ...(encryption.kmsKeyArn === undefined ? {} : { [`${SSE}-aws-kms-key-id`]: encryption.kmsKeyArn }),
    ...(encryption.bucketKey === true ? { [`${SSE}-bucket-key-enabled`]: 'true' } : {}),
  }
}

/** Whether the ETag of a single-part object is the MD5 of its bytes (S3 API Reference, Object). */
export function isEtagMd5(encryption: Encryption): boolean {
  return encryption.status === 'SSE-S3' || encryption.status === 'NOT-SSE'
}

/**
 * The MD5 of the customer key of a request, validated; undefined if there is none. `copySource` reads the headers for
 * the source of a copy.
 */
export function parseCustomerKey(headers: Headers, copySource = false): string | undefined {
  const prefix = copySource ? 'x-amz-copy-source-server-side-encryption-customer' : CUSTOMER
  const algorithm = headers[`${prefix}-algorithm`]
  const key = headers[`${prefix}-key`]
  const md5 = headers[`${prefix}-key-md5`]
  if (algorithm === undefined && key === undefined && md5 === undefined) return undefined
  if (algorithm !== 'AES256') {
    throw invalidArgument(
      'The requested encryption algorithm is not valid, must be AES256.',
      `${prefix}-algorithm`,
      algorithm ?? 'null',
    )
  }
  const bytes = Buffer.from(key ?? '', 'base64')
  if (bytes.length !== 32) {
    throw invalidArgument('The secret key was invalid for the specified algorithm.', `${prefix}-algorithm`, algorithm)
  }
  if (createHash('md5').update(bytes).digest('base64') !== md5) {
    throw invalidArgument(
      'The calculated MD5 hash of the key did not match the hash that was provided.',
      `${prefix}-key-md5`,
      md5 ?? 'null',
    )
  }
  return md5
}

/** SSE-C writes are refused by default since April 2026 (S3 User Guide, "Default SSE-C setting FAQ"). */
export function refuseBlockedSseC(bucket: Bucket): void {
  if (bucket.blockSseC) {
    throw new ServiceError(
      403,
      'AccessDenied',
      'Access Denied: server-side encryption with customer-provided keys (SSE-C) is blocked on this bucket',
    )
  }
}

/** 400 or 403 unless the request has exactly the customer key with which an SSE-C object was written. */
export function checkCustomerKey(encryption: Encryption, keyMd5: string | undefined): void {
  if (encryption.status !== 'SSE-C') {
    if (keyMd5 === undefined) return
    throw invalidRequest('The encryption parameters are not applicable to this object.')
  }
  if (keyMd5 === undefined) {
    throw invalidRequest(
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    )
  }
  if (keyMd5 !== encryption.customerKeyMd5) throw new ServiceError(403, 'AccessDenied', 'Access Denied')
}
