// Knows what a 409 to a conditional write means: another write to the same key was in progress, nothing was done, try
// again.

import { type RetryPolicy, retry, type Sleep } from '../time/retry.ts'
import { httpStatusOf } from './aws-errors.ts'

const WRITING: RetryPolicy = { tries: 5, firstPauseMs: 500 }

/** ConditionalRequestConflict (API reference, "PutObject", "CompleteMultipartUpload"). */
const isConflict = (error: unknown) => httpStatusOf(error) === 409

/**
 * Writes until S3 takes it or has another answer than 409. An upload in parts is begun anew each time, as S3 asks for.
 * @throws the error of the last try
 */
export async function writeThroughConflicts<T>(write: () => Promise<T>, sleep: Sleep): Promise<T> {
  return await retry(write, WRITING, { sleep }, isConflict)
}
