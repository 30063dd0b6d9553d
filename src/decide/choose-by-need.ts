// Knows which operation fixes a need with the least cost and risk, and which needs no operation may touch. A pure
// table.

import type { Choice, Choices } from '../findings/choice.ts'

export type OperationRules = {
  readonly target: 'SSE-S3' | 'SSE-KMS'
  /** Whether objects beyond one copy may be copied in parts by this action itself. */
  readonly copiesInParts: boolean
  readonly restoresArchived: boolean
  /** Whether server access logs are delivered to the bucket. */
  readonly takesAccessLogs?: boolean | undefined
}

/** What is done about each need under these rules. */
export function chooseByNeed(rules: OperationRules): Choices {
  const isKms = rules.target === 'SSE-KMS'
  // S3 User Guide, "Enabling Amazon S3 server access logging": a destination of logs takes SSE-S3, not SSE-KMS.
  const takesLogs = isKms && rules.takesAccessLogs === true
  const unlessLogs = (choice: Choice): Choice => (takesLogs ? 'access-log-target' : choice)
  // UpdateObjectEncryption has SSE-KMS as its only target (API reference, "UpdateObjectEncryption"); a copy to SSE-S3
  // would take the customer's key away.
  const rekeyed = (choice: Choice) => unlessLogs(isKms ? choice : 'status-not-remediable')
  return {
    'sse-c': 'sse-c',
    'dsse-kms': 'dsse-kms',
    rekey: rekeyed('update-encryption'),
    // S3 User Guide, "Updating server-side encryption": locked objects are refused; a copy of one does not inherit the lock.
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
    'encrypt-archived-oddly': unlessLogs('archived'),
    'encrypt-large': unlessLogs(rules.copiesInParts ? 'multipart-copy' : 'too-large'),
  }
}
