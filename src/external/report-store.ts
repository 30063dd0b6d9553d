// Knows how to read report files from S3 to the last byte: streams that break are taken up where they broke.

import type { Readable } from 'node:stream'
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3'
import { ActionError, asActionError } from '../errors.ts'
import type { ObjectStore, StoredObject } from '../inventory/store.ts'
import { encodeText } from '../report/display.ts'
import { serverDateOf } from './aws.ts'
import { isNetworkError } from './aws-errors.ts'
import { type BucketHandle, changed, getObject, headObject, listFolders } from './s3.ts'

/** A connection that gives no byte for this long is taken for dead; Node itself never notices. */
const IDLE_TIMEOUT_MS = 30_000
/** Breaks in a row without progress before a file is given up. */
const MAX_BREAKS = 8
/** Small network chunks are gathered to this size: fewer messages to the scan workers, and buffers of their own. */
const CHUNK_BYTES = 1024 * 1024

/** The destination bucket as the inventory and scan parts see it. */
export function createReportStore(handle: BucketHandle): ObjectStore {
  return {
    listFolders: async (prefix) => (await listFolders(handle, prefix)).map((folder) => `${prefix}${folder}/`),
    read: (key, { maxBytes }) => readSmall(handle, key, maxBytes),
    head: async (key) => {
      const answer = await headObject(handle, key)
      return answer && { size: answer.ContentLength ?? 0, etag: unquote(answer.ETag) }
    },
    stream: (key, { size, signal }) => gather(streamWhole(handle, key, size, signal)),
    range: (key, start, end, { ifMatch, signal }) => readRange(handle, key, start, end, ifMatch, signal),
  }
}

const unquote = (etag: string | undefined) => (etag ?? '').replaceAll('"', '')
const at = (handle: BucketHandle, key: string) => `s3://${handle.bucket}/${key}`

async function readSmall(handle: BucketHandle, key: string, maxBytes: number): Promise<StoredObject | undefined> {
  const first = await getObject(handle, key)
  if (first === undefined) return undefined
  const size = first.ContentLength ?? 0
  if (size > maxBytes) {
    discard(first)
    throw new ActionError(
      'UNREADABLE',
      `${at(handle, key)} has ${size} bytes, more than such a file can have (${maxBytes}).`,
    )
  }
  const parts: Uint8Array[] = []
  for await (const chunk of streamFrom(handle, key, 0, size, first, undefined)) parts.push(chunk)
  // Without a Date header there is no clock to judge ages by; the runner's own is the next best.
  return { bytes: Buffer.concat(parts), etag: unquote(first.ETag), serverDate: serverDateOf(first) ?? Date.now() }
}

async function* streamWhole(handle: BucketHandle, key: string, size: number, signal: AbortSignal | undefined) {
  if (size === 0) return
  const first = await getObject(handle, key, signal === undefined ? {} : { signal })
  if (first === undefined) throw missing(handle, key)
  if (first.ContentLength !== undefined && first.ContentLength !== size) {
    discard(first)
    throw new ActionError(
      'INCOMPLETE_DELIVERY',
      `${at(handle, key)} has ${first.ContentLength} bytes, but the inventory manifest says ${size}.`,
      { hint: 'The report was replaced or damaged after its delivery. Wait for the next one.' },
    )
  }
  yield* streamFrom(handle, key, 0, size, first, signal)
}

async function readRange(
  handle: BucketHandle,
  key: string,
  start: number,
  end: number,
  etag: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of streamFrom(handle, key, start, end, undefined, signal, `"${etag}"`)) parts.push(chunk)
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : new Uint8Array(Buffer.concat(parts))
}

/**
 * Bytes `start` to `end` of one and the same object: every later request carries If-Match with the first answer's ETag
 * and asks for exactly what is missing. The SDK retries only until the headers have come, never a body.
 */
async function* streamFrom(
  handle: BucketHandle,
  key: string,
  start: number,
  end: number,
  first: GetObjectCommandOutput | undefined,
  signal: AbortSignal | undefined,
  ifMatch?: string,
): AsyncGenerator<Uint8Array> {
  let answer = first
  let etag = ifMatch ?? first?.ETag
  let offset = start
  let breaks = 0
  while (offset < end) {
    const before = offset
    try {
      if (answer === undefined) {
        const range = `bytes=${offset}-${end - 1}`
        answer = await getObject(handle, key, { range, ...(etag && { ifMatch: etag }), ...(signal && { signal }) })
        if (answer === undefined) throw missing(handle, key)
        etag ??= answer.ETag
        checkRange(handle, key, answer, offset, end)
      }
      for await (const chunk of withIdleTimeout(answer, signal)) {
        offset += chunk.byteLength
        if (offset > end) throw changed(handle, key)
        yield chunk
      }
    } catch (error) {
      if (error instanceof ActionError && error.code !== 'SERVICE_UNAVAILABLE') throw error
      if (signal?.aborted || !(error instanceof ActionError || isNetworkError(error) || error instanceof IdleError)) {
        throw asActionError(error, 'SERVICE_UNAVAILABLE')
      }
    }
    answer = undefined
    breaks = offset > before ? 0 : breaks + 1
    if (offset < end && breaks > MAX_BREAKS) {
      throw new ActionError(
        'SERVICE_UNAVAILABLE',
        `${at(handle, key)} broke off ${breaks} times at byte ${offset} of ${end}.`,
        {
          hint: 'The network between runner and S3 is unstable. Run the job again.',
        },
      )
    }
  }
}

/** A 206 must be for the bytes that were asked for; anything else would join two things that do not belong together. */
function checkRange(
  handle: BucketHandle,
  key: string,
  answer: GetObjectCommandOutput,
  start: number,
  end: number,
): void {
  const covered = answer.ContentRange?.startsWith(`bytes ${start}-${end - 1}/`) ?? start === 0
  if (covered && (answer.ContentLength ?? end - start) === end - start) return
  discard(answer)
  throw new ActionError(
    'UNREADABLE',
    `${at(handle, key)} answered with bytes ${encodeText(answer.ContentRange ?? `0-${answer.ContentLength}`)} instead of ${start}-${end - 1}.`,
  )
}

class IdleError extends Error {}

async function* withIdleTimeout(
  answer: GetObjectCommandOutput,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const body = answer.Body as Readable
  const stop = () => body.destroy(new Error('aborted'))
  signal?.addEventListener('abort', stop, { once: true })
  let timer: NodeJS.Timeout | undefined
  const rearm = () => {
    clearTimeout(timer)
    timer = setTimeout(() => body.destroy(new IdleError(`no byte for ${IDLE_TIMEOUT_MS / 1000} s`)), IDLE_TIMEOUT_MS)
  }
  try {
    rearm()
    for await (const chunk of body) {
      // While the consumer works, the connection is not idle: we are.
      clearTimeout(timer)
      yield chunk as Uint8Array
      rearm()
    }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    body.destroy()
  }
}

function discard(answer: GetObjectCommandOutput): void {
  const body = answer.Body as Readable | undefined
  body?.on('error', () => {})
  body?.destroy()
}

function missing(handle: BucketHandle, key: string): ActionError {
  return new ActionError(
    'INCOMPLETE_DELIVERY',
    `${at(handle, key)} is listed in the inventory manifest but does not exist.`,
    {
      hint: 'A lifecycle rule may have removed it, or the delivery is not finished. Wait for the next report.',
    },
  )
}

/** Joins small chunks into big ones that own their memory, so that they can be moved to a worker without a copy. */
async function* gather(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let buffer = new Uint8Array(CHUNK_BYTES)
  let filled = 0
  for await (const chunk of chunks) {
    for (let offset = 0; offset < chunk.byteLength; ) {
      const taken = Math.min(chunk.byteLength - offset, CHUNK_BYTES - filled)
      buffer.set(chunk.subarray(offset, offset + taken), filled)
      filled += taken
      offset += taken
      if (filled < CHUNK_BYTES) continue
      yield buffer
      buffer = new Uint8Array(CHUNK_BYTES)
      filled = 0
    }
  }
  if (filled > 0) yield buffer.slice(0, filled)
}
