// Reads an object of S3 to the last byte over connections that break, stall or return something else.
//
// The SDK retries until the headers have arrived, but never a body, and does not detect a connection that stays silent.
// Therefore every body that matters is read here: reports, completion reports, records of multipart copies.

import type { Readable } from 'node:stream'
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3'
import { type RetryPolicy, Tries } from '../time/retry.ts'
import { ActionError, asActionError } from '../words/errors.ts'
import { encodeText } from '../words/outside-text.ts'
import { isNetworkError } from './aws-errors.ts'
import type { BucketHandle } from './bucket-handle.ts'
import type { Deps } from './deps.ts'
import { changed, getObject } from './s3.ts'

/** A connection without a byte for this long is considered dead; Node itself never detects it. */
const IDLE_TIMEOUT_MS = 30_000
/** Limits while there is no progress at all. */
const READING: RetryPolicy = { tries: 9, firstPauseMs: 250, maxPauseMs: 20_000, patienceMs: 10 * 60_000 }

/** Time, and the signal that ends everything. */
export type ReadTiming = Pick<Deps, 'now' | 'sleep' | 'startTimer' | 'signal'>

export type Stretch = {
  readonly start: number
  /** Exclusive. */
  readonly end: number
  /** A response whose body begins at `start`. */
  readonly first?: GetObjectCommandOutput | undefined
  /** With quotes; if undefined, that of the first response. */
  readonly etag?: string | undefined
  readonly signal?: AbortSignal | undefined
}

export const at = (handle: BucketHandle, key: string) => `s3://${handle.bucket}/${key}`

/**
 * Bytes `start` to `end` of one and the same object: every later request has If-Match with the first response's ETag
 * and requests exactly the missing bytes. Responses for other bytes are rejected.
 * @throws ActionError if the object changed or is gone, or if connections keep breaking
 */
export async function* readResuming(
  handle: BucketHandle,
  key: string,
  stretch: Stretch,
  timing: ReadTiming,
): AsyncGenerator<Uint8Array> {
  const { start, end } = stretch
  const signal = eitherSignal(timing.signal, stretch.signal)
  let answer = stretch.first
  let etag = stretch.etag ?? stretch.first?.ETag
  let offset = start
  const tries = new Tries(READING, timing)
  while (offset < end) {
    const before = offset
    let trouble: unknown
    try {
      if (answer === undefined) {
        answer = await askFor(handle, key, { offset, end, etag, signal })
        etag ??= answer.ETag
      }
      for await (const chunk of withIdleTimeout(answer, signal, timing)) {
        if (offset + chunk.byteLength > end) throw changed(handle, key)
        offset += chunk.byteLength
        yield chunk
      }
    } catch (error) {
      if (signal.aborted || !mayPass(error)) throw asActionError(error, 'SERVICE_UNAVAILABLE')
      trouble = error
    }
    answer = undefined
    if (offset >= end) return
    if (offset > before) tries.succeed()
    else if (!(await tries.again())) throw gaveUp(handle, key, offset, end, trouble)
  }
}

/** A whole object whose first response has arrived: as many bytes as that response stated. */
export function readRest(
  handle: BucketHandle,
  key: string,
  first: GetObjectCommandOutput,
  timing: ReadTiming,
): AsyncGenerator<Uint8Array> {
  return readResuming(handle, key, { start: 0, end: first.ContentLength ?? 0, first }, timing)
}

/** The bytes of a small object whose first response has arrived. */
export async function readRestAsBytes(
  handle: BucketHandle,
  key: string,
  first: GetObjectCommandOutput,
  timing: ReadTiming,
): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const chunk of readRest(handle, key, first, timing)) parts.push(chunk)
  return Buffer.concat(parts)
}

/** The text of a small object whose first response has arrived. */
export async function readRestAsText(...of: Parameters<typeof readRestAsBytes>): Promise<string> {
  return (await readRestAsBytes(...of)).toString('utf8')
}

/** Closes a response whose body is not read. */
export function discard(answer: GetObjectCommandOutput): void {
  const body = answer.Body as Readable | undefined
  body?.on('error', () => {})
  body?.destroy()
}

class IdleError extends Error {}
class WrongRangeError extends Error {}

/** True for errors that another attempt may fix. */
function mayPass(error: unknown): boolean {
  if (error instanceof ActionError) return error.code === 'SERVICE_UNAVAILABLE'
  return isNetworkError(error) || error instanceof IdleError || error instanceof WrongRangeError
}

function gaveUp(handle: BucketHandle, key: string, offset: number, end: number, trouble: unknown): ActionError {
  const place = `${at(handle, key)} broke off at byte ${offset} of ${end}`
  if (trouble instanceof WrongRangeError) {
    return new ActionError('UNREADABLE', `${place}: it ${trouble.message}.`, {
      hint: 'Something between runner and S3, such as a proxy or a cache, does not support range requests.',
    })
  }
  if (trouble instanceof ActionError) return trouble
  return new ActionError('SERVICE_UNAVAILABLE', `${place}, repeatedly.`, {
    hint: 'The network between runner and S3 is unstable. Run it again.',
  })
}

type Ask = {
  readonly offset: number
  readonly end: number
  readonly etag: string | undefined
  readonly signal: AbortSignal
}

/** The response must be for the requested bytes; anything else would mix different data. */
async function askFor(handle: BucketHandle, key: string, { offset, end, etag, signal }: Ask) {
  const range = `bytes=${offset}-${end - 1}`
  const answer = await getObject(handle, key, { range, ...(etag && { ifMatch: etag }), signal })
  if (answer === undefined) {
    throw new ActionError('INCOMPLETE_DELIVERY', `${at(handle, key)} was removed while it was read.`, {
      hint: 'A lifecycle rule may have removed it. Run again; if it does not reappear, wait for the next report.',
    })
  }
  if (etag !== undefined && answer.ETag !== undefined && answer.ETag !== etag) {
    discard(answer)
    throw changed(handle, key)
  }
  const covered = answer.ContentRange?.startsWith(`bytes ${offset}-${end - 1}/`) ?? offset === 0
  if (covered && (answer.ContentLength ?? end - offset) === end - offset) return answer
  discard(answer)
  throw new WrongRangeError(
    `answered with bytes ${encodeText(answer.ContentRange ?? `0-${answer.ContentLength}`)} instead of ${offset}-${end - 1}`,
  )
}

function eitherSignal(one: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other === undefined || other === one ? one : AbortSignal.any([one, other])
}

/** The body of a response; throws if it stalls, or is no longer needed. */
export async function* withIdleTimeout(
  answer: Pick<GetObjectCommandOutput, 'Body'>,
  signal: AbortSignal,
  { startTimer }: Pick<ReadTiming, 'startTimer'>,
): AsyncGenerator<Uint8Array> {
  const body = answer.Body as Readable
  const stop = () => body.destroy(new Error('aborted'))
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  const watch = () =>
    startTimer(IDLE_TIMEOUT_MS, () => body.destroy(new IdleError(`no byte for ${IDLE_TIMEOUT_MS / 1000} s`)))
  let unwatch = watch()
  try {
    for await (const chunk of body) {
      // While the consumer works, we are idle, not the connection.
      unwatch()
      yield chunk as Uint8Array
      unwatch = watch()
    }
  } finally {
    unwatch()
    signal.removeEventListener('abort', stop)
    body.destroy()
  }
}
