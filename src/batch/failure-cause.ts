// Knows what a failed task means and what to do about it.

import type { PlannedJob } from '../operations/planned.ts'
import type { FailureCause } from './job-outcome.ts'

/** Error codes that say more than their HTTP status; permanent failures were seen with HTTP 500. */
const CAUSE_OF_CODE = new Map<string, FailureCause>([
  ['InvalidObjectState', 'archived'],
  ['PreconditionFailed', 'changed-since-report'],
  ['NoSuchKey', 'deleted-since-report'],
  ['NoSuchBucket', 'invalid-request'],
  ['EntityTooLarge', 'too-large'],
  ['SlowDown', 'service-error'],
])

const CAUSE_OF_STATUS = new Map<string, FailureCause>([
  ['412', 'changed-since-report'],
  ['404', 'deleted-since-report'],
  ['403', 'access-denied'],
  ['400', 'invalid-request'],
  ['405', 'invalid-request'],
  ['409', 'invalid-request'],
  ['429', 'service-error'],
])

/** The cause of a failed task, by its error code, its message, then its HTTP status. */
export function classifyFailure(task: { httpStatus: string; errorCode: string; message: string }): FailureCause {
  const byCode = CAUSE_OF_CODE.get(task.errorCode)
  if (byCode) return byCode
  if (/Kms|KMS/.test(task.errorCode) || /\bKMS\b|\bkms:/.test(task.message)) return 'kms'
  if (task.httpStatus === '400' && /too large|maximum allowed|larger than/i.test(task.message)) return 'too-large'
  return CAUSE_OF_STATUS.get(task.httpStatus) ?? (task.httpStatus.startsWith('5') ? 'service-error' : 'other')
}

type Operation = PlannedJob['operation']

const HINT_OF_CAUSE: Readonly<Record<FailureCause, string>> = {
  'changed-since-report':
    'Written after the report, so S3 left the newer data alone. New objects are encrypted by S3; the next report will tell.',
  'deleted-since-report': 'Deleted after the report: nothing is left to encrypt.',
  'access-denied':
    'The batch role may not read or write these objects. Check its policy, the bucket policy and the owner of the objects.',
  kms: 'The batch role may not use the KMS key, or the key is disabled. It needs kms:Decrypt on the source key and kms:GenerateDataKey and kms:Decrypt on the target key.',
  archived: 'Archived objects must be restored before they can be copied.',
  'too-large': 'Objects over 5 GB cannot be copied by a Batch job.',
  'invalid-request': 'S3 refused the copy itself. Look at the error code, the bucket policy and Object Lock.',
  'service-error': 'A fault of S3 or a throttled request: run again, only these objects are tried again.',
  other: 'Look at the completion report in the work location.',
}

const LOOK_UP = 'Look at the error code and at the page of the operation in the S3 User Guide.'

/** Where a job did something else than copy. */
const OTHER_HINTS: Readonly<Partial<Record<Operation, Partial<Record<FailureCause, string>>>>> = {
  S3UpdateObjectEncryption: {
    'access-denied':
      'The batch role may not change the keys of these objects (s3:UpdateObjectEncryption, s3:PutObject), or Object Lock protects them. Check its policy and the bucket policy.',
    archived: LOOK_UP,
    'too-large': LOOK_UP,
    'invalid-request':
      'S3 refused to change the key. Look at the error code: locked objects and other encryptions cannot be changed so.',
  },
  S3InitiateRestoreObject: {
    'changed-since-report': 'Written after the report. The next report will tell whether there is anything to restore.',
    'deleted-since-report': 'Deleted after the report: nothing is left to restore.',
    'access-denied':
      'The batch role may not restore these objects (s3:RestoreObject). Check its policy and the bucket policy.',
    archived: 'S3 does not restore these objects as they are. Look at their storage class and tier.',
    'too-large': LOOK_UP,
    'invalid-request':
      'S3 refused the restore. A restore that is in progress already needs none; otherwise look at the error code.',
  },
}

/** One sentence on what to do about a task of this operation. Trusted text. */
export function hintFor(cause: FailureCause, operation: Operation): string {
  return OTHER_HINTS[operation]?.[cause] ?? HINT_OF_CAUSE[cause]
}

/** Causes that a further job with the same time limit cannot mend: what the object is now decides. */
export const SETTLED_CAUSES: ReadonlySet<FailureCause> = new Set(['changed-since-report', 'deleted-since-report'])
