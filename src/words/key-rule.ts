// Knows what a policy can require of the KMS key of an object, beyond its encryption status. Pure.

import type { EncryptionStatus } from './encryption.ts'

export type KeyRule = {
  /** Objects under SSE-KMS and DSSE-KMS must be under this key, in whatever Region's ARN it is named; undefined: under any. */
  readonly kmsKeyArn: string | undefined
  /** Objects under SSE-KMS must use an S3 Bucket Key. DSSE-KMS has none (S3 User Guide, "Using DSSE-KMS"). */
  readonly bucketKey: boolean
}

export const ANY_KEY: KeyRule = { kmsKeyArn: undefined, bucketKey: false }

/** Statuses whose objects lie under a KMS key. */
const KMS_STATUSES: readonly EncryptionStatus[] = ['SSE-KMS', 'DSSE-KMS']

/** True where nothing but objects under KMS keys is accepted: only then can a policy demand one key. */
export function acceptsOnlyKms(accepted: readonly EncryptionStatus[]): boolean {
  return accepted.length > 0 && accepted.every((status) => KMS_STATUSES.includes(status))
}

/** True when an object of this status can break the rule, so that its status alone says too little. */
export function asksMoreOf(status: EncryptionStatus, rule: KeyRule): boolean {
  if (!KMS_STATUSES.includes(status)) return false
  return rule.kmsKeyArn !== undefined || (rule.bucketKey && status === 'SSE-KMS')
}

/** An object's encryption as HeadObject shows it. */
export type SeenEncryption = {
  readonly encryption: EncryptionStatus
  /** The key's ARN. */
  readonly kmsKeyArn: string | undefined
  readonly bucketKey: boolean
}

export type Breach = 'status' | 'key' | 'bucket-key'

/** `arn:<partition>:kms:<region>:<account>:key/mrk-<hex>` (KMS Developer Guide, "Multi-Region keys"). */
const MULTI_REGION_KEY = /^(arn:[^:]+:kms):[^:]+:(\d{12}:key\/mrk-.+)$/

export const isMultiRegionKey = (kmsKeyArn: string): boolean => MULTI_REGION_KEY.test(kmsKeyArn)

/**
 * True when two ARNs name one key. The replicas of a multi-Region key are the same key in different Regions: same key
 * material, same id, same account and partition. All others are equal only as whole ARNs.
 */
export function isSameKey(one: string | undefined, other: string | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && withoutRegion(one) === withoutRegion(other))
}

function withoutRegion(kmsKeyArn: string): string {
  const [, service, key] = MULTI_REGION_KEY.exec(kmsKeyArn) ?? []
  return service === undefined ? kmsKeyArn : `${service}::${key}`
}

/** What of the policy the object breaks; undefined when it complies. */
export function findBreach(
  seen: SeenEncryption,
  accepted: readonly EncryptionStatus[],
  rule: KeyRule,
): Breach | undefined {
  if (!accepted.includes(seen.encryption)) return 'status'
  if (!asksMoreOf(seen.encryption, rule)) return undefined
  if (rule.kmsKeyArn !== undefined && !isSameKey(seen.kmsKeyArn, rule.kmsKeyArn)) return 'key'
  return rule.bucketKey && seen.encryption === 'SSE-KMS' && !seen.bucketKey ? 'bucket-key' : undefined
}
