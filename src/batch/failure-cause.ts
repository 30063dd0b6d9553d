// Knows what a failed task means and what to do about it.

import type { FailureCause } from './outcome.ts'

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
  if (/^KMS\b|Kms|KMS/.test(task.errorCode) || /\bKMS\b|\bkms:/.test(task.message)) return 'kms'
  if (task.httpStatus === '400' && /too large|maximum allowed|larger than/i.test(task.message)) return 'too-large'
  return CAUSE_OF_STATUS.get(task.httpStatus) ?? (task.httpStatus.startsWith('5') ? 'service-error' : 'other')
}

/** One sentence on what to do. Trusted text. */
export const HINT_OF_CAUSE: Readonly<Record<FailureCause, string>> = {
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

/** Causes that a further job with the same time limit cannot mend: what the object is now decides. */
export const SETTLED_CAUSES: ReadonlySet<FailureCause> = new Set(['changed-since-report', 'deleted-since-report'])
