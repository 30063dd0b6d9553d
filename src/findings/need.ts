// Determines what is wrong with a finding, and what prevents fixing it. Pure; does not decide what to do.

import type { EncryptionStatus } from '../words/encryption.ts'
import { findStanding, isArchiveClass } from './standing.ts'

/**
 * `rekey…`: encrypted, but not as the policy requires; `encrypt…`: not encrypted at all. The suffix is the first
 * obstacle that applies: those that would cause a silent loss come first, so that `encrypt-archived` and
 * `encrypt-large` mean that there is no other obstacle.
 */
export const NEEDS = [
  'sse-c',
  'dsse-kms',
  'rekey',
  'rekey-locked',
  'rekey-default-hold',
  'encrypt',
  'encrypt-locked',
  'encrypt-default-hold',
  'encrypt-acl-not-private',
  'encrypt-acl-unknown',
  'encrypt-class-unknown',
  'encrypt-class-unsupported',
  'encrypt-archived',
  /** In Intelligent-Tiering, by a source that never shows the tier. */
  'encrypt-tier-unknown',
  /** In an archive tier of a class that has none: no restore is known to help. */
  'encrypt-archived-oddly',
  'encrypt-large',
] as const
export type Need = (typeof NEEDS)[number]

/** What determines a need. Read one by one, because some of it takes time to find out. */
export interface ObjectFacts {
  readonly status: EncryptionStatus
  /** Bytes. */
  readonly size: number
  /** '' if the report does not say. */
  readonly storageClass: string
  /** Of Intelligent-Tiering; '' for none. */
  readonly accessTier: string
  /**
   * Also `none` if the report does not say: in a bucket with Object Lock each object is checked first (plan-looks.ts).
   */
  readonly lock: 'none' | 'locked' | 'default-hold'
  /** Also `private` if ACLs have no effect. */
  readonly acl: 'private' | 'not-private' | 'unknown'
}

/** Maximum size of one copy, of an object or of a part (S3 User Guide, "Copy objects"): 5 GiB. */
export const MAX_COPY_BYTES = 5 * 2 ** 30

/** Classes whose objects can be read immediately and that a copy job can name as its target. */
export const COPYABLE_STORAGE_CLASSES: readonly string[] = [
  'STANDARD',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
]
const COPYABLE: ReadonlySet<string> = new Set(COPYABLE_STORAGE_CLASSES)

export function findNeed(object: ObjectFacts): Need {
  switch (object.status) {
    case 'SSE-C':
      return 'sse-c'
    case 'DSSE-KMS':
      return 'dsse-kms'
    case 'SSE-S3':
    case 'SSE-KMS':
      return object.lock === 'none' ? 'rekey' : `rekey-${object.lock}`
    case 'NOT-SSE':
      // A copy is private, and without a lock, whatever its source was (API reference, "CopyObject").
      if (object.lock !== 'none') return `encrypt-${object.lock}`
      return object.acl === 'private' ? findObstacle(object) : `encrypt-acl-${object.acl}`
  }
}

function findObstacle({ storageClass, accessTier, size }: ObjectFacts): Need {
  if (storageClass === '') return 'encrypt-class-unknown'
  // Comes first: the class becomes part of a folder name, and the text of a report is not trusted.
  if (!COPYABLE.has(storageClass) && !isArchiveClass(storageClass)) return 'encrypt-class-unsupported'
  const standing = findStanding(storageClass, accessTier)
  if (standing === 'archived-oddly') return 'encrypt-archived-oddly'
  if (standing !== 'readable') return 'encrypt-archived'
  return size <= MAX_COPY_BYTES ? 'encrypt' : 'encrypt-large'
}
