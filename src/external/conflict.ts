// A 409 response to a conditional write: another write to the same key was in progress, nothing was written, try again.

import { type RetryPolicy, retry, type Sleep } from '../time/retry.ts'
import { httpStatusOf } from './aws-errors.ts'

const WRITING: RetryPolicy = { tries: 5, firstPauseMs: 500 }

/** ConditionalRequestConflict (API reference, "PutObject", "CompleteMultipartUpload"). */
const isConflict = (error: unknown) => httpStatusOf(error) === 409

/**
 * Retries a write until the response is not 409. A multipart upload is started again each time, as S3 requires.
 * @throws the error of the last attempt
 */
export async function writeThroughConflicts<T>(write: () => Promise<T>, sleep: Sleep): Promise<T> {
  return await retry(write, WRITING, { sleep }, isConflict)
}
