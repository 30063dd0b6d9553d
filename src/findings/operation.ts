// Knows which operation encrypts a finding as wanted at the least cost and risk, and which findings none may touch. Pure.

import type { EncryptionStatus } from '../words/encryption.ts'

/**
 * What a finding needs, whoever does it:
 *
 * - `copy`: one copy onto itself (CopyObject, or a job of S3PutObjectCopy)
 * - `multipart-copy`: the same in parts, beyond the size of one copy
 * - `update-encryption`: another key around the data key; no byte moves (S3UpdateObjectEncryption)
 * - `restore`: archived, so it can be copied only after a restore (S3InitiateRestoreObject)
 */
export const OPERATIONS = ['copy', 'multipart-copy', 'update-encryption', 'restore'] as const
export type Operation = (typeof OPERATIONS)[number]

/** What decides. Read one by one, because some of it costs time to find out. */
export interface ObjectFacts {
  readonly status: EncryptionStatus
  /** Bytes. */
  readonly size: number
  /** '' where the report does not say. */
  readonly storageClass: string
  /** Of Intelligent-Tiering; '' for none. */
  readonly accessTier: string
  /** `none` also where the report does not tell: in a bucket with Object Lock each object is looked at first (plan-looks.ts). */
  readonly lock: 'none' | 'locked' | 'default-hold'
  /** `private` also where ACLs have no effect. */
  readonly acl: 'private' | 'not-private' | 'unknown'
}

export type OperationRules = {
  readonly target: 'SSE-S3' | 'SSE-KMS'
  /** Whether objects beyond one copy may be copied in parts by this action itself. */
  readonly copiesInParts: boolean
  readonly restoresArchived: boolean
  /** Whether server access logs are delivered to the bucket. */
  readonly takesAccessLogs?: boolean | undefined
}

/** The largest object CopyObject and Batch Operations can copy (S3 User Guide, "Copy objects"): 5 GiB. */
export const MAX_COPY_BYTES = 5 * 2 ** 30

/** Classes whose objects can be read at once and that a copy job can name as its target. */
export const COPYABLE_STORAGE_CLASSES: readonly string[] = [
  'STANDARD',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
]
const COPYABLE: ReadonlySet<string> = new Set(COPYABLE_STORAGE_CLASSES)
const ARCHIVE_CLASSES: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE'])
/** Intelligent-Tiering's tiers that need a restore; ARCHIVE_INSTANT_ACCESS is none of them. */
const ARCHIVE_TIERS: ReadonlySet<string> = new Set(['ARCHIVE', 'DEEP_ARCHIVE', 'ARCHIVE_ACCESS', 'DEEP_ARCHIVE_ACCESS'])

/**
 * The operation for a finding, or why it is held back. What would be lost without a sound comes first, so that
 * `archived` and `too-large` mean: nothing else stands in the way.
 */
export function chooseOperation(object: ObjectFacts, rules: OperationRules): Operation | HeldBackReason {
  switch (object.status) {
    case 'SSE-C':
      return 'sse-c'
    case 'DSSE-KMS':
      return 'dsse-kms'
    case 'SSE-S3':
    case 'SSE-KMS':
      // UpdateObjectEncryption has SSE-KMS as its only target (API reference, "UpdateObjectEncryption"); a copy to
      // SSE-S3 would take the customer's key away.
      if (isLog(rules)) return 'access-log-target'
      return rules.target === 'SSE-KMS' ? (findLock(object) ?? 'update-encryption') : 'status-not-remediable'
    case 'NOT-SSE':
      if (isLog(rules)) return 'access-log-target'
      return findLock(object) ?? findAclLoss(object) ?? chooseCopy(object, rules)
  }
}

/** S3 User Guide, "Enabling Amazon S3 server access logging": a destination of logs takes SSE-S3, not SSE-KMS. */
const isLog = ({ target, takesAccessLogs }: OperationRules) => target === 'SSE-KMS' && takesAccessLogs === true

/** S3 User Guide, "Updating server-side encryption": locked objects are refused; a copy of one does not inherit the lock. */
function findLock({ lock }: ObjectFacts): HeldBackReason | undefined {
  if (lock === 'none') return undefined
  return lock === 'locked' ? 'object-lock' : 'object-lock-default-hold'
}

/** A copy is private, whatever its source was (API reference, "CopyObject"). */
function findAclLoss({ acl }: ObjectFacts): HeldBackReason | undefined {
  if (acl === 'private') return undefined
  return acl === 'unknown' ? 'acl-unknown' : 'acl-not-private'
}

function chooseCopy(object: ObjectFacts, rules: OperationRules): Operation | HeldBackReason {
  const { storageClass } = object
  if (storageClass === '') return 'storage-class-unknown'
  // Before anything else: a class becomes part of a folder's name, and a report is somebody else's text.
  if (!COPYABLE.has(storageClass) && !ARCHIVE_CLASSES.has(storageClass)) return 'storage-class-unsupported'
  if (ARCHIVE_CLASSES.has(storageClass) || ARCHIVE_TIERS.has(object.accessTier)) {
    const isRestorable = ARCHIVE_CLASSES.has(storageClass) || storageClass === 'INTELLIGENT_TIERING'
    return rules.restoresArchived && isRestorable ? 'restore' : 'archived'
  }
  if (object.size <= MAX_COPY_BYTES) return 'copy'
  return rules.copiesInParts ? 'multipart-copy' : 'too-large'
}

/** A word of OPERATIONS, not a reason to hold an object back. */
export function isOperation(choice: Operation | HeldBackReason): choice is Operation {
  return (OPERATIONS as readonly string[]).includes(choice)
}

/** Why nothing is done about a finding: every operation would fail, or would lose something (docs/safety.md). */
export const HELD_BACK_REASONS = [
  'too-large',
  'archived',
  'object-lock',
  'object-lock-unknown',
  'object-lock-default-hold',
  'acl-not-private',
  'acl-unknown',
  'storage-class-unknown',
  'storage-class-unsupported',
  'sse-c',
  'dsse-kms',
  'status-not-remediable',
  'website-redirect',
  'access-log-target',
  'contradictory-rows',
] as const

export type HeldBackReason = (typeof HELD_BACK_REASONS)[number]
