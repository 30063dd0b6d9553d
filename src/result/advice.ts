// What to do about each way in which a run can end: one short piece of advice per reason.

import type { DirectOutcome } from '../direct/direct-outcome.ts'
import type { OneByOneOutcome } from '../direct/one-by-one.ts'
import type { HeldBackReason } from '../findings/choice.ts'
import type { FailureCause } from '../operations/failure-causes.ts'
import type { InsufficientDataReason } from '../words/errors.ts'

/** What to do if there is no verdict. If the error has its own hint, that is more specific and takes precedence. */
export const REASON_ADVICE: Readonly<Record<InsufficientDataReason, string>> = {
  NO_INVENTORY_CONFIGURATION:
    'Create an S3 Inventory configuration with the Encryption field (bucket, Management, Inventory configurations), or give the location of the reports in the input buckets.',
  NEVER_DELIVERED:
    'The first report takes up to 48 hours. If it is later than that, check that the policy of the destination bucket lets s3.amazonaws.com write (docs/iam/destination-bucket-policy.json of the action).',
  STALE:
    'Check that the inventory configuration is enabled and the destination bucket still accepts reports; if this age is acceptable, increase max-inventory-age.',
  INCOMPLETE_DELIVERY:
    'S3 may still be delivering: run again in a few hours. If it persists, check for a lifecycle rule that deletes reports.',
  CHECKSUM_MISMATCH:
    'The report is not what S3 wrote. Find out who can write to the destination bucket, then wait for the next report.',
  NO_ENCRYPTION_STATUS:
    'Add the Encryption field (EncryptionStatus) to the inventory configuration; the next report will contain it.',
  WRONG_BUCKET: 'The report is about another bucket: correct the location after "=" in the input buckets.',
  WRONG_PREFIX:
    'The filter of the inventory configuration was changed after the report was made: wait for the next report, or read another configuration (inventory-id).',
  UNREADABLE: 'The report could not be read. Wait for the next one; if that fails too, open an issue for this action.',
  UNKNOWN_STATUS: 'S3 reported an encryption status that this version does not support: update the action.',
  PARTIAL_INVENTORY:
    'Read an inventory configuration of the whole bucket, narrow include to the prefix it lists, or set allow-partial-inventory: true.',
  NOTHING_SELECTED: 'Correct include and exclude: they select no object.',
  EVIDENCE_MISSING:
    'Raise max-evidence-requests, or narrow the run with include and exclude, so that every object whose KMS key the report does not show can be checked.',
  QUERY_FAILED:
    'Athena gave no answer that can be used: the reason is above. Correct it, or set scan-engine: stream, which needs no Athena.',
  ACCESS_DENIED:
    'Give the role the permission named above; the policies to copy are in the docs/iam folder of the action.',
  NO_CREDENTIALS:
    'Give the job the permission id-token: write and set role-to-assume, or run aws-actions/configure-aws-credentials first. Pull requests from forks cannot have it.',
  BUCKET_NOT_FOUND: 'Check the name of the bucket and the account of the role.',
  SERVICE_UNAVAILABLE: 'AWS did not respond in time, even after retries: run again.',
  INVALID_INPUT: 'Correct the inputs named above; no request was sent to AWS.',
  INTERRUPTED: 'The run was stopped before it had an answer: run again. Jobs that were started continue.',
  INTERNAL_ERROR: 'This is a bug in the action: open an issue and attach the log.',
}

/** Where a command was typed, and there is no job to give anything to. */
export const ADVICE_ON_TERMINAL: Readonly<Partial<Record<InsufficientDataReason, string>>> = {
  NO_CREDENTIALS:
    'Sign in, for example with aws sso login, and choose the profile with --profile or AWS_PROFILE; or set the variables of the credentials.',
  INVALID_INPUT: 'Correct the flags named above; no request was sent to AWS.',
}

/** `short` is for lists; `why` completes the sentence "held back because it is". */
type HeldBackWords = { readonly short: string; readonly why: string; readonly advice: string }

/** Why a finding is not copied, and what would help. */
export const HELD_BACK_ADVICE: Readonly<Record<HeldBackReason, HeldBackWords>> = {
  'too-large': {
    short: 'larger than 5 GB',
    why: 'larger than 5 GB, the limit of one copy',
    advice: 'Set `copy-engine: auto`: the action then copies it in parts, on condition that it does not change.',
  },
  archived: {
    short: 'archived',
    why: 'archived, so it cannot be read',
    advice: 'Set `restore-archived: true`; a later run copies what S3 has restored.',
  },
  'object-lock': {
    short: 'under Object Lock',
    why: 'under Object Lock',
    advice:
      'A job would not lock the copy. Use `operation: invoke-lambda` with the shipped function encrypt-and-keep and `object-lock: locked`, which locks it alike (docs/operations.md), or wait until the retention ends, or the hold is lifted.',
  },
  'object-lock-unknown': {
    short: 'Object Lock not visible',
    why: 'Object Lock is enabled, and the role is not allowed to read the lock of the object',
    advice: 'Allow s3:GetObjectRetention and s3:GetObjectLegalHold: see docs/iam/object-lock-policy.json.',
  },
  'object-lock-default-hold': {
    short: 'default event hold',
    why: 'the bucket places an event hold on every new version',
    advice:
      'A copy could not be deleted until its hold is released: remove the default event hold of the bucket for the time of the run, or leave these objects as they are.',
  },
  'contradictory-rows': {
    short: 'contradictory rows',
    why: 'listed more than once, with different facts',
    advice: 'It is unknown which row is right. Wait for the next report.',
  },
  'website-redirect': {
    short: 'website redirect',
    why: 'it has a website redirect, which a job would lose',
    advice:
      'Set `copy-engine: direct`: the action then copies it with its redirect. For many objects, use `operation: invoke-lambda` with the shipped function encrypt-and-keep (docs/operations.md).',
  },
  'access-log-target': {
    short: 'in a target bucket of access logs',
    why: 'server access logs are delivered to the bucket, which must use SSE-S3',
    advice: 'Accept SSE-S3 for this bucket, or set `target-encryption: SSE-S3`.',
  },
  'acl-not-private': {
    short: 'ACL not private',
    why: 'its ACL grants more than the owner',
    advice:
      'A job would make it private: replace the ACL with a bucket policy, or use `operation: invoke-lambda` with the shipped function encrypt-and-keep and `object-acl: not-private`, which keeps the grants (docs/operations.md).',
  },
  'acl-unknown': {
    short: 'ACL unknown',
    why: 'ACLs are enabled, and the report does not contain them',
    advice: 'Add the ACL field to the inventory configuration, or disable ACLs (Bucket owner enforced).',
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
    advice: 'Copy it manually to a current storage class.',
  },
  'sse-c': {
    short: 'SSE-C',
    why: 'encrypted with a key only the customer has (SSE-C)',
    advice: 'Copy it manually with that key, or accept SSE-C.',
  },
  'dsse-kms': {
    short: 'DSSE-KMS',
    why: 'encrypted in two layers (DSSE-KMS)',
    advice: 'Any other encryption would remove a layer: accept DSSE-KMS, or copy it manually.',
  },
  'status-not-remediable': {
    short: 'SSE-KMS, where SSE-S3 is required',
    why: 'encrypted with a KMS key, where SSE-S3 is required',
    advice: 'SSE-S3 would remove the key: accept SSE-KMS, or choose target-encryption SSE-KMS.',
  },
  'not-archived': {
    short: 'not archived',
    why: 'not archived, so there is nothing to restore',
    advice: '',
  },
  'access-tier-unknown': {
    short: 'access tier unknown',
    why: 'in an access tier that the report does not show, or that its storage class does not have',
    advice:
      'Add the Intelligent-Tiering: Access tier field to the inventory configuration and wait for its next report; a table of S3 Metadata has none, so set source to inventory or list.',
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
  'service-error': 'service error',
  'function-permanent': 'the function failed',
  'function-temporary': 'the function failed for now',
  other: 'other',
}

/** How a direct copy ended, in a few words. */
export const DIRECT_OUTCOME_WORDS: Readonly<Record<DirectOutcome, string>> = {
  encrypted: 'encrypted and checked',
  already: 'already encrypted',
  gone: 'deleted since the report',
  changed: 'changed by another client',
  archived: 'archived',
  restoring: 'being restored',
  locked: 'locked',
  denied: 'access denied',
  failed: 'failed',
  mismatch: 'copied, but not as before',
  interrupted: 'not finished',
}

/** What to do after a direct copy with this outcome; missing if only its reason helps. */
export const DIRECT_OUTCOME_ADVICE: Readonly<Partial<Record<DirectOutcome, string>>> = {
  archived: 'Set `restore-archived: true`; a later run copies what S3 has restored.',
  restoring: 'A later run copies it once S3 has restored it.',
  changed: 'The newer data is kept; the next report shows how it is encrypted.',
  denied:
    "Add docs/iam/direct-copy-policy.json to the action's role; for objects that now have a KMS key also docs/iam/direct-copy-old-key-policy.json, and for copies with a KMS key docs/iam/direct-copy-kms-policy.json.",
}

/** How work without a job, object by object, ended, in a few words. */
export const ONE_BY_ONE_WORDS: Readonly<Record<OneByOneOutcome, string>> = {
  done: 'done and checked',
  already: 'already as wanted',
  skipped: 'skipped, as asked',
  gone: 'deleted since the report',
  waiting: 'being restored by S3',
  changed: 'changed by another client',
  'not-possible': 'not possible',
  denied: 'access denied',
  failed: 'failed',
  interrupted: 'not finished',
}

export const ONE_BY_ONE_ADVICE: Readonly<Partial<Record<OneByOneOutcome, string>>> = {
  changed: 'What others wrote is kept. Run again.',
  denied: "Add docs/iam/tag-policy.json to the action's role.",
  waiting: 'A later run finds them when S3 has restored them.',
  interrupted: 'Run again.',
}
