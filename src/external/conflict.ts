// Knows what a 409 to a write on condition means: another one of the same key was going on, nothing was done, come again.

import { httpStatusOf } from './aws-errors.ts'

const MAX_TRIES = 5
const FIRST_PAUSE_MS = 500

/** ConditionalRequestConflict (API reference, "PutObject", "CompleteMultipartUpload"). */
const isConflict = (error: unknown) => httpStatusOf(error) === 409

/**
 * Writes until S3 takes it or has another answer than 409. An upload in parts is begun anew each time, as S3 asks for.
 * @throws the error of the last try
 */
export async function writeThroughConflicts<T>(
  write: () => Promise<T>,
  sleep: (ms: number) => Promise<void>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await write()
    } catch (error) {
      if (!isConflict(error) || tries === MAX_TRIES) throw error
      await sleep(FIRST_PAUSE_MS * 2 ** (tries - 1))
    }
  }
}
