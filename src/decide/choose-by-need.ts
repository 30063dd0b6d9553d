// Chooses the operation that fixes a need with the least cost and risk, and lists the needs that no operation may fix.
// A pure table.

import type { Choice, Choices } from '../findings/choice.ts'

export type OperationRules = {
  readonly target: 'SSE-S3' | 'SSE-KMS'
  /** Whether this action may copy objects in parts if they are too large for one copy. */
  readonly copiesInParts: boolean
  readonly restoresArchived: boolean
  /** Whether server access logs are delivered to the bucket. */
  readonly takesAccessLogs?: boolean | undefined
}

/** The choice for each need under these rules. */
export function chooseByNeed(rules: OperationRules): Choices {
  const isKms = rules.target === 'SSE-KMS'
  // S3 User Guide, "Enabling Amazon S3 server access logging": a destination bucket for logs supports SSE-S3, not
  // SSE-KMS.
  const takesLogs = isKms && rules.takesAccessLogs === true
  const unlessLogs = (choice: Choice): Choice => (takesLogs ? 'access-log-target' : choice)
  // UpdateObjectEncryption supports only SSE-KMS as its target (API reference, "UpdateObjectEncryption"); a copy to
  // SSE-S3 would remove the customer's key.
  const rekeyed = (choice: Choice) => unlessLogs(isKms ? choice : 'status-not-remediable')
  return {
    'sse-c': 'sse-c',
    'dsse-kms': 'dsse-kms',
    rekey: rekeyed('update-encryption'),
    // S3 User Guide, "Updating server-side encryption": locked objects are refused; a copy does not inherit the lock.
    'rekey-locked': rekeyed('object-lock'),
    'rekey-default-hold': rekeyed('object-lock-default-hold'),
    encrypt: unlessLogs('copy'),
    'encrypt-locked': unlessLogs('object-lock'),
    'encrypt-default-hold': unlessLogs('object-lock-default-hold'),
    'encrypt-acl-not-private': unlessLogs('acl-not-private'),
    'encrypt-acl-unknown': unlessLogs('acl-unknown'),
    'encrypt-class-unknown': unlessLogs('storage-class-unknown'),
    'encrypt-class-unsupported': unlessLogs('storage-class-unsupported'),
    'encrypt-archived': unlessLogs(rules.restoresArchived ? 'restore' : 'archived'),
    'encrypt-tier-unknown': unlessLogs('access-tier-unknown'),
    'encrypt-archived-oddly': unlessLogs('archived'),
    'encrypt-large': unlessLogs(rules.copiesInParts ? 'multipart-copy' : 'too-large'),
  }
}
