// Finds the cause of a failed task, and what to do about it.

import type { FailureCause } from '../operations/failure-causes.ts'
import { jobOperationOf, type PlannedJob } from '../operations/registry.ts'

/** Error codes that are more specific than their HTTP status. Permanent failures were seen with HTTP 500. */
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

/** The cause of a failed task, by its error code, then its message, then its HTTP status. */
export function classifyFailure(task: { httpStatus: string; errorCode: string; message: string }): FailureCause {
  const byCode = CAUSE_OF_CODE.get(task.errorCode)
  if (byCode) return byCode
  if (/Kms|KMS/.test(task.errorCode) || /\bKMS\b|\bkms:/.test(task.message)) return 'kms'
  if (task.httpStatus === '400' && /too large|maximum allowed|larger than/i.test(task.message)) return 'too-large'
  return CAUSE_OF_STATUS.get(task.httpStatus) ?? (task.httpStatus.startsWith('5') ? 'service-error' : 'other')
}

const LOOK_UP = 'Check the error code and the page of the operation in the S3 User Guide.'

/** Used if the operation defines no hint itself. */
const HINT_OF_CAUSE: Readonly<Record<Exclude<FailureCause, 'access-denied' | 'invalid-request'>, string>> = {
  'changed-since-report':
    'Modified after the report, so S3 did not copy the newer data. S3 encrypts new objects; the next report will show it.',
  'deleted-since-report': 'Deleted after the report: nothing is left to encrypt.',
  archived: LOOK_UP,
  'too-large': LOOK_UP,
  kms: 'The batch role is not allowed to use the KMS key, or the key is disabled. It needs kms:Decrypt on the source key and kms:GenerateDataKey and kms:Decrypt on the target key.',
  'function-permanent': LOOK_UP,
  'function-temporary': LOOK_UP,
  'service-error': 'An S3 error or a throttled request: run again; only these objects are tried again.',
  other: 'Check the completion report in the work location.',
}

/** One sentence on what to do about a task of this operation. Trusted text. */
export function hintFor(cause: FailureCause, operation: PlannedJob['operation']): string {
  const hints = { ...HINT_OF_CAUSE, ...jobOperationOf({ operation }).hints }
  return hints[cause]
}

/** Causes that another job with the same time limit cannot fix: the current state of the object decides. */
export const SETTLED_CAUSES: ReadonlySet<FailureCause> = new Set(['changed-since-report', 'deleted-since-report'])
