// Knows what a failed call means: whether it can be retried, and whether it may have taken effect.

import type { CopyObjectCommand } from '@aws-sdk/client-s3'
import type { Fault } from '../time/retry.ts'
import { errorNameOf, explainAwsError, httpStatusOf, isNetworkError } from './aws-errors.ts'
import type { Attempt } from './permissions.ts'

/**
 * Keeps the SDK from repeating a copy that may have been made already. Its conditions would not stop the second one: an
 * ETag under SSE-S3 is the MD5 it was before (S3 API Reference, "Object"). The caller looks first, then decides.
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
    // Inside of the SDK's retries, so that what is thrown here is one attempt's end.
    { step: 'finalizeRequest', name: 'sendUntilDoubtful', priority: 'low' },
  )
}

/** Not an error the SDK would repeat a call for: it looks into `cause`, too, so what was lost has another name here. */
class DoubtfulError extends Error {
  override readonly name = 'DoubtfulError'
  readonly lost: unknown

  constructor(lost: unknown) {
    super(lost instanceof Error ? lost.message : String(lost))
    this.lost = lost
  }
}

/** Undefined where S3 knows no such object or upload; a bucket that is not there is an error. */
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

/** Explains an error at the door and says what it means for the next step. */
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
 * S3 API Reference, "Error responses", and the errors CopyObject and CompleteMultipartUpload name. S3 User Guide,
 * "Troubleshooting Batch Operations", and the S3 Control API reference disagree on some names: both are taken.
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
  // A 503 that does not say so may as well be a copy that broke off half-way.
  if (status === 429 || /SlowDown|Throttl|TooManyRequests|RequestLimitExceeded/.test(name)) return 'throttled'
  if (status === 403) return 'access-denied'
  if ((status !== undefined && status >= 500) || (status === undefined && isNetworkError(error))) return 'ambiguous'
  return undefined
}
