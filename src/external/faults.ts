// Explains a failed call: whether it can be retried, and whether it may have taken effect.

import type { CopyObjectCommand } from '@aws-sdk/client-s3'
import type { Fault } from '../time/retry.ts'
import type { Attempt } from './attempt.ts'
import { errorNameOf, explainAwsError, httpStatusOf, isNetworkError } from './aws-errors.ts'

/**
 * Prevents the SDK from repeating a copy that may have succeeded. Its conditions would not stop the second copy: the
 * ETag under SSE-S3 is the same MD5 as before (S3 API Reference, "Object"). The caller checks the object first, then
 * decides.
 */
export function sendUntilDoubtful(command: CopyObjectCommand): void {
  command.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args)
      } catch (error) {
        throw classifyFault(error) === 'ambiguous' ? new DoubtfulError(error) : error
      }
    },
    // Inside the SDK's retries, so that an error thrown here ends one attempt.
    { step: 'finalizeRequest', name: 'sendUntilDoubtful', priority: 'low' },
  )
}

/**
 * An error for which the SDK does not repeat a call: because the SDK inspects `cause`, too, that is stored under
 * another name.
 */
class DoubtfulError extends Error {
  override readonly name = 'DoubtfulError'
  readonly lost: unknown

  constructor(lost: unknown) {
    super(lost instanceof Error ? lost.message : String(lost))
    this.lost = lost
  }
}

/** Undefined if S3 has no such object or upload; a missing bucket is an error. */
export async function absentAs404<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call()
  } catch (error) {
    if (httpStatusOf((error as Error).cause) === 404 && errorNameOf((error as Error).cause) !== 'NoSuchBucket') {
      return undefined
    }
    throw error
  }
}

/** Explains an error and adds the fault, which decides the next step. */
export async function calling<T>(attempt: Attempt, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (thrown) {
    const isDoubtful = thrown instanceof DoubtfulError
    const error = isDoubtful ? thrown.lost : thrown
    const { attempts = 1 } = (thrown as { $metadata?: { attempts?: number } }).$metadata ?? {}
    const fault = classifyFault(error)
    throw Object.assign(explainAwsError(error, attempt), { fault, mayHaveActed: isDoubtful || attempts > 1 })
  }
}

/**
 * S3 API Reference, "Error responses", and the errors of CopyObject and CompleteMultipartUpload. S3 User Guide,
 * "Troubleshooting Batch Operations", and the S3 Control API reference disagree on some names: both are accepted.
 */
export function classifyFault(error: unknown): Fault | undefined {
  const name = errorNameOf(error)
  const status = httpStatusOf(error)
  if (name === 'IdempotencyException') return 'token-conflict'
  if (name === 'JobStatusException') return 'wrong-status'
  if (name === 'InvalidObjectState') return 'archived'
  if (status === 412) return 'precondition'
  if (status === 409) return 'conflict'
  if (status === 404 || /^(NotFoundException|NoSuchJob|NoSuchJobException|NotFound|NoSuchKey)$/.test(name))
    return 'not-found'
  // Any other 503 may be a copy that was interrupted.
  if (status === 429 || /SlowDown|Throttl|TooManyRequests|RequestLimitExceeded/.test(name)) return 'throttled'
  if (status === 403) return 'access-denied'
  if ((status !== undefined && status >= 500) || (status === undefined && isNetworkError(error))) return 'ambiguous'
  return undefined
}
