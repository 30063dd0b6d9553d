// Defines what a policy can require of an object's KMS key, in addition to the encryption status. Pure.

import type { EncryptionStatus } from './encryption.ts'

export type KeyRule = {
  /** SSE-KMS and DSSE-KMS objects must use this key, whichever Region its ARN names; undefined: any key. */
  readonly kmsKeyArn: string | undefined
  /** Objects under SSE-KMS must use an S3 Bucket Key. DSSE-KMS has none (S3 User Guide, "Using DSSE-KMS"). */
  readonly bucketKey: boolean
}

export const ANY_KEY: KeyRule = { kmsKeyArn: undefined, bucketKey: false }

/** Statuses whose objects are encrypted under a KMS key. */
const KMS_STATUSES: readonly EncryptionStatus[] = ['SSE-KMS', 'DSSE-KMS']

/** True if only objects under KMS keys are accepted: only then can a policy require a specific key. */
export function acceptsOnlyKms(accepted: readonly EncryptionStatus[]): boolean {
  return accepted.length > 0 && accepted.every((status) => KMS_STATUSES.includes(status))
}

/** True if an object of this status can break the rule, so its status alone is not enough. */
export function asksMoreOf(status: EncryptionStatus, rule: KeyRule): boolean {
  if (!KMS_STATUSES.includes(status)) return false
  return rule.kmsKeyArn !== undefined || (rule.bucketKey && status === 'SSE-KMS')
}

/** An object's encryption as HeadObject returns it. */
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
 * True if two ARNs refer to the same key. Replicas of a multi-Region key are the same key in different Regions: same
 * key material, id, account and partition. All other ARNs must be identical.
 */
export function isSameKey(one: string | undefined, other: string | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && withoutRegion(one) === withoutRegion(other))
}

function withoutRegion(kmsKeyArn: string): string {
  const [, service, key] = MULTI_REGION_KEY.exec(kmsKeyArn) ?? []
  return service === undefined ? kmsKeyArn : `${service}::${key}`
}

/** The part of the policy that the object breaks; undefined if it complies. */
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
