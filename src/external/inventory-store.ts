// The inventory's destination bucket, as the inventory and scan parts use it.

import type { ObjectStore, ObjectStream, StoredObject } from '../inventory/store.ts'
import { ActionError } from '../words/errors.ts'
import type { BucketHandle } from './bucket-handle.ts'
import { headObject } from './head-object.ts'
import { at, discard, type ReadTiming, readRest, readResuming, type Stretch } from './resuming-read.ts'
import { getObject, listFolders, toRead } from './s3.ts'
import { serverDateOf } from './watch-calls.ts'

/**
 * Small network chunks are combined to this size: fewer messages to the scan workers, and buffers that can be moved.
 */
const CHUNK_BYTES = 1024 * 1024

/** The destination bucket as a store of reports. */
export function createInventoryStore(handle: BucketHandle, timing: ReadTiming): ObjectStore {
  const spare: ArrayBuffer[] = []
  return {
    listFolders: async (prefix) => (await listFolders(handle, prefix)).map((folder) => `${prefix}${folder}/`),
    read: (key, { maxBytes }) => readSmall(handle, key, maxBytes, timing),
    head: async (key) => {
      const look = await headObject(handle, key, { attempt: toRead(handle, key) })
      return look && { size: look.size, etag: unquote(look.etag) }
    },
    stream: (key, { size, signal }) => streamWhole(handle, key, { size, signal, spare }, timing),
    recycle: (memory) => {
      if (memory.byteLength === CHUNK_BYTES) spare.push(memory)
    },
    range: (key, start, end, { ifMatch, signal }) =>
      readRange(handle, key, { start, end, etag: `"${ifMatch}"`, signal }, timing),
  }
}

const unquote = (etag: string | undefined) => (etag ?? '').replaceAll('"', '')

async function readSmall(
  handle: BucketHandle,
  key: string,
  maxBytes: number,
  timing: ReadTiming,
): Promise<StoredObject | undefined> {
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
  for await (const chunk of readRest(handle, key, first, timing)) parts.push(chunk)
  // Without a Date header there is no S3 clock for ages; the runner's clock is used instead.
  return {
    bytes: Buffer.concat(parts),
    etag: unquote(first.ETag),
    serverDate: serverDateOf(first) ?? Date.now(),
    lastModified: first.LastModified?.getTime(),
  }
}

async function streamWhole(
  handle: BucketHandle,
  key: string,
  {
    size,
    signal,
    spare,
  }: { readonly size: number; readonly signal: AbortSignal | undefined; readonly spare: ArrayBuffer[] },
  timing: ReadTiming,
): Promise<ObjectStream> {
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
  if (size === 0) discard(first)
  const chunks = readResuming(handle, key, { start: 0, end: size, first, signal }, timing)
  return { etag: unquote(first.ETag), bytes: readAhead(gather(chunks, size, spare)) }
}

/** The same chunks; the first is fetched immediately, so that the connection is not idle until it is read. */
function readAhead(chunks: AsyncGenerator<Uint8Array>): AsyncIterable<Uint8Array> {
  const first = chunks.next()
  // A failure is reported when the chunk is read, which may be never.
  first.catch(() => {})
  return (async function* () {
    const { value, done } = await first
    if (done) return
    yield value
    yield* chunks
  })()
}

async function readRange(handle: BucketHandle, key: string, stretch: Stretch, timing: ReadTiming): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of readResuming(handle, key, stretch, timing)) parts.push(chunk)
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : new Uint8Array(Buffer.concat(parts))
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

/**
 * Joins small chunks into large ones that own their memory, so that they can be moved to a worker without a copy. What is
 * left of a file gets no more than it needs: of hundreds of small files each would leave a large chunk behind.
 * @param size bytes of all chunks
 */
async function* gather(
  chunks: AsyncIterable<Uint8Array>,
  size: number,
  spare: ArrayBuffer[],
): AsyncGenerator<Uint8Array> {
  let left = size
  const take = () => {
    const bytes = Math.min(left, CHUNK_BYTES)
    left -= bytes
    return new Uint8Array((bytes === CHUNK_BYTES ? spare.pop() : undefined) ?? new ArrayBuffer(bytes))
  }
  let buffer = take()
  let filled = 0
  for await (const chunk of chunks) {
    for (let offset = 0; offset < chunk.byteLength; ) {
      const taken = Math.min(chunk.byteLength - offset, buffer.byteLength - filled)
      buffer.set(chunk.subarray(offset, offset + taken), filled)
      filled += taken
      offset += taken
      if (filled < buffer.byteLength) continue
      yield buffer
      buffer = take()
      filled = 0
    }
  }
  if (filled > 0) yield buffer.subarray(0, filled)
}
