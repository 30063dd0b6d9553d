// Knows what to do about each way a run can end: one piece of advice per reason, for people who have ten seconds.

import type { DirectOutcome } from '../direct/direct-outcome.ts'
import type { HeldBackReason } from '../findings/choice.ts'
import type { FailureCause } from '../operations/failure-causes.ts'
import type { InsufficientDataReason } from '../words/errors.ts'

/** What to do when there is no answer. The hint of the error itself, where it has one, knows more and comes first. */
export const REASON_ADVICE: Readonly<Record<InsufficientDataReason, string>> = {
  NO_INVENTORY_CONFIGURATION:
    'Create an S3 Inventory configuration with the Encryption field (bucket, Management, Inventory configurations), or name the place of the reports in the input buckets.',
  NEVER_DELIVERED:
    'The first report takes up to 48 hours. If it is later than that, check that the policy of the destination bucket lets s3.amazonaws.com write (docs/iam/destination-bucket-policy.json of the action).',
  STALE:
    'Check that the inventory configuration is enabled and the destination bucket still accepts reports; if the age is right for you, raise max-inventory-age.',
  INCOMPLETE_DELIVERY:
    'S3 may still be delivering: run again in some hours. If it stays, look for a lifecycle rule that deletes reports.',
  CHECKSUM_MISMATCH:
    'The report is not what S3 wrote. Find out who can write to the destination bucket, then wait for the next report.',
  NO_ENCRYPTION_STATUS:
    'Add the Encryption field (EncryptionStatus) to the inventory configuration; the next report will carry it.',
  WRONG_BUCKET: 'The report is about another bucket: correct the location after "=" in the input buckets.',
  WRONG_PREFIX:
    'The filter of the inventory configuration was changed after the report was made: wait for the next report, or read another configuration (inventory-id).',
  UNREADABLE:
    'The report could not be understood. Wait for the next one; if that fails too, open an issue for this action.',
  UNKNOWN_STATUS: 'S3 wrote an encryption status this version does not know: update the action.',
  PARTIAL_INVENTORY:
    'Read an inventory configuration of the whole bucket, narrow include to the prefix it lists, or set allow-partial-inventory: true.',
  NOTHING_SELECTED: 'Correct include and exclude: they leave no object to be judged.',
  EVIDENCE_MISSING:
    'Raise max-evidence-requests, or narrow the run with include and exclude, so that every object whose key the report does not tell can be looked at.',
  ACCESS_DENIED:
    'Give the role the permission named above; the policies to copy are in the docs/iam folder of the action.',
  NO_CREDENTIALS:
    'Give the job the permission id-token: write and set role-to-assume, or run aws-actions/configure-aws-credentials first. Pull requests from forks cannot have it.',
  BUCKET_NOT_FOUND: 'Check the name of the bucket and the account of the role.',
  SERVICE_UNAVAILABLE: 'AWS did not answer in time, several tries included: run again.',
  INVALID_INPUT: 'Correct the inputs named above; nothing was called on AWS.',
  INTERRUPTED: 'The run was stopped before it had an answer: run again. Jobs that were started go on.',
  INTERNAL_ERROR: 'This is a bug in the action: open an issue and attach the log.',
}

/** `short` for lists, `why` completes "held back because it is". */
type HeldBackWords = { readonly short: string; readonly why: string; readonly advice: string }

/** Why a finding is not copied, and what would help. */
export const HELD_BACK_ADVICE: Readonly<Record<HeldBackReason, HeldBackWords>> = {
  'too-large': {
    short: 'larger than 5 GB',
    why: 'larger than 5 GB, the limit of one copy',
    advice: 'Set copy-engine to auto: the action then copies it in parts, on condition that nobody writes it.',
  },
  archived: {
    short: 'archived',
    why: 'archived, so it cannot be read',
    advice: 'Set restore-archived: true; a later run copies what S3 has restored.',
  },
  'object-lock': {
    short: 'under Object Lock',
    why: 'under Object Lock',
    advice: 'A copy would not inherit the lock: wait until the retention ends, or the hold is lifted.',
  },
  'object-lock-unknown': {
    short: 'Object Lock not visible',
    why: 'Object Lock is on, the role may not see whether the object is locked',
    advice: 'Allow s3:GetObjectRetention and s3:GetObjectLegalHold: see docs/iam/object-lock-policy.json.',
  },
  'object-lock-default-hold': {
    short: 'default event hold',
    why: 'the bucket puts every new version under an event hold',
    advice:
      'A copy could not be deleted until somebody releases its hold: take the default event hold off the bucket for the time of the run, or leave these objects.',
  },
  'contradictory-rows': {
    short: 'contradictory rows',
    why: 'listed more than once, with different facts',
    advice: 'Nothing tells which row is true now. Wait for the next report.',
  },
  'website-redirect': {
    short: 'website redirect',
    why: 'it redirects visitors of the website, which a job would lose',
    advice: 'Set copy-engine to direct: the action then copies it with its redirect.',
  },
  'access-log-target': {
    short: 'in a target bucket of access logs',
    why: 'server access logs are delivered to the bucket, which must be under SSE-S3',
    advice: 'Accept SSE-S3 for this bucket, or set target-encryption to SSE-S3.',
  },
  'acl-not-private': {
    short: 'ACL not private',
    why: 'its ACL grants more than the owner',
    advice: 'A copy makes it private: replace the ACL by a bucket policy.',
  },
  'acl-unknown': {
    short: 'ACL unknown',
    why: 'ACLs are on, the report does not say which',
    advice: 'Add the ACL field to the inventory configuration, or switch ACLs off (Bucket owner enforced).',
  },
  'storage-class-unknown': {
    short: 'storage class unknown',
    why: 'the report does not name its storage class',
    advice:
      'Add the Storage class field to the inventory configuration; a copy without it would move the object to Standard.',
  },
  'storage-class-unsupported': {
    short: 'storage class not supported',
    why: 'its storage class cannot be the target of a copy',
    advice: 'Copy it by hand into a current storage class.',
  },
  'sse-c': {
    short: 'SSE-C',
    why: 'encrypted with a key only the customer has (SSE-C)',
    advice: 'Copy it by hand with that key, or accept SSE-C.',
  },
  'dsse-kms': {
    short: 'DSSE-KMS',
    why: 'encrypted in two layers (DSSE-KMS)',
    advice: 'Any other encryption would take a layer away: accept DSSE-KMS, or copy it by hand.',
  },
  'status-not-remediable': {
    short: 'under a KMS key, where SSE-S3 is wanted',
    why: 'encrypted with a KMS key, where SSE-S3 is wanted',
    advice: 'SSE-S3 would take the key away: accept SSE-KMS, or choose target-encryption SSE-KMS.',
  },
}

/** Failed tasks in a few words. */
export const FAILURE_CAUSE_WORDS: Readonly<Record<FailureCause, string>> = {
  'changed-since-report': 'changed since the report',
  'deleted-since-report': 'deleted since the report',
  'access-denied': 'access denied',
  kms: 'KMS refused',
  archived: 'archived',
  'too-large': 'larger than 5 GB',
  'invalid-request': 'request not valid',
  'service-error': 'error of the service',
  other: 'other',
}

/** How a direct copy ended, in a few words. */
export const DIRECT_OUTCOME_WORDS: Readonly<Record<DirectOutcome, string>> = {
  encrypted: 'encrypted and checked',
  already: 'was encrypted already',
  gone: 'deleted since the report',
  changed: 'changed by somebody else',
  archived: 'archived',
  restoring: 'being restored',
  locked: 'locked',
  denied: 'access denied',
  failed: 'failed',
  mismatch: 'copied, but not as before',
  interrupted: 'not finished',
}

/** What helps where a direct copy ended so; nothing where only looking at the reason does. */
export const DIRECT_OUTCOME_ADVICE: Readonly<Partial<Record<DirectOutcome, string>>> = {
  archived: 'Set restore-archived: true; a later run copies what S3 has restored.',
  restoring: 'A later run copies it once S3 has restored it.',
  changed: 'What was written stands; the next report tells how it is encrypted.',
  denied:
    "Add docs/iam/direct-copy-policy.json to the action's role; for objects that are under a KMS key by now docs/iam/direct-copy-old-key-policy.json, too, and for copies under one docs/iam/direct-copy-kms-policy.json.",
}
