// Reads the job manifests that S3 generated, row by row, and keeps their keys on disk. Nothing is believed that is not
// proven: the objects' state is read from the objects.

import { existsSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { createFields, MAX_RECORD_BYTES, splitRecord } from '../engines/inventory-scan/csv.ts'
import { consumeProven } from '../engines/inventory-scan/source.ts'
import { dropHashes, findSuspects, KeyWatch } from '../findings/key-watch.ts'
import { CANDIDATES, RowSpool, spoolPath } from '../findings/spool.ts'
import { parseGeneratedManifest } from '../inventory/manifest.ts'
import type { InventoryFile, InventoryManifest } from '../inventory/report.ts'
import type { ObjectStore } from '../inventory/store.ts'
import { ActionError, asActionError } from '../words/errors.ts'
import { canonicalizeInventoryKey, type EncodedKey, UndecodableKeyError } from '../words/object-key.ts'
import { say } from '../words/outside-text.ts'
import type { GeneratedList } from './listing-jobs.ts'
import { generatedManifestPrefix } from './listing-request.ts'
import type { WorkPlace } from './work-place.ts'

/** Enough for about 80,000 files. */
const MAX_MANIFEST_BYTES = 16 * 2 ** 20

type ReadTask = {
  readonly bucket: string
  readonly work: WorkPlace
  /** The work bucket. */
  readonly store: ObjectStore
  /** A folder for these keys only. */
  readonly folder: string
  /** More keys than this end the reading. */
  readonly maxKeys: number
  readonly signal: AbortSignal
}

/** Keys on disk: files of `bucket,key` rows, none of them twice. */
type GeneratedKeys = { readonly keys: number; readonly parts: readonly string[] }

/**
 * Keeps the keys of all lists.
 * @throws ActionError UNREADABLE, WRONG_BUCKET, CHECKSUM_MISMATCH, INCOMPLETE_DELIVERY (each names the job), those of
 *   the store, and EVIDENCE_MISSING for more keys than `maxKeys`
 */
export async function keepGeneratedKeys(lists: readonly GeneratedList[], task: ReadTask): Promise<GeneratedKeys> {
  const counters = [0, 1].map(() => new BigInt64Array(new SharedArrayBuffer(8))) as [Counter, Counter]
  const watch = { folder: task.folder, seed: SEED, maxKeys: task.maxKeys, written: counters[0], suspects: undefined }
  const spool = { folder: task.folder, bucket: task.bucket, maxRows: task.maxKeys, written: counters[1] }
  let keys = 0
  for (const [index, list] of lists.entries()) {
    const rows = new RowSpool(spool, index)
    const hashes = new KeyWatch(watch, index)
    const keep = (key: EncodedKey) => {
      if (++keys > task.maxKeys) throw tellTooMany(task.maxKeys, list.tasks)
      rows.add(CANDIDATES, key)
      hashes.isSuspect(key)
    }
    try {
      await readList(list, task, keep)
    } catch (error) {
      throw nameList(error, list)
    } finally {
      rows.close()
      hashes.close()
    }
  }
  const suspects = findSuspects(watch, lists.length)
  dropHashes(task.folder)
  if (suspects !== undefined) throw tellDouble()
  return { keys, parts: lists.map((_, index) => spoolPath(task.folder, CANDIDATES, index)).filter(existsSync) }
}

type Counter = BigInt64Array<SharedArrayBuffer>

/** The keys are hashed only to compare them with each other. */
const SEED = '0'.repeat(16)

function tellTooMany(maxKeys: number, tasks: number | undefined): ActionError {
  const listed = tasks === undefined ? `More than ${maxKeys} objects are listed` : `${tasks} objects are listed`
  return new ActionError(
    'EVIDENCE_MISSING',
    `${listed}, each of which must be looked at, and max-evidence-requests allows ${maxKeys}.`,
    { hint: 'Raise max-evidence-requests, narrow the run with include, or let S3 Inventory list the bucket.' },
  )
}

const tellDouble = () =>
  new ActionError('UNREADABLE', 'The generated job manifests list an object twice.', {
    hint: 'An object may have changed while S3 listed the bucket. Run it again.',
  })

function nameList(error: unknown, { jobId }: GeneratedList): ActionError {
  const { code, message, hint } = asActionError(error, 'INTERNAL_ERROR')
  const text = code === 'EVIDENCE_MISSING' ? message : say`Generated job manifest of job ${jobId}: ` + message
  return new ActionError(code, text, { cause: error, ...(hint && { hint }) })
}

async function readList(list: GeneratedList, task: ReadTask, keep: (key: EncodedKey) => void): Promise<void> {
  const manifest = await readManifest(list, task)
  let rows = 0
  for (const file of manifest.files) rows += await readFile(file, manifest, task, keep)
  if (list.tasks === undefined || list.tasks === rows) return
  throw new ActionError('INCOMPLETE_DELIVERY', `it has ${rows} rows, but the job ${list.tasks} tasks.`)
}

async function readManifest(list: GeneratedList, task: ReadTask): Promise<InventoryManifest> {
  const { bucket, work, store } = task
  const prefix = generatedManifestPrefix(work.prefix, bucket)
  const [, place, key = ''] = /^arn:[^:]+:s3:::([^/]+)\/(.+)$/s.exec(list.objectArn) ?? []
  if (place !== work.bucket || !key.startsWith(prefix)) {
    throw new ActionError('UNREADABLE', say`it is at ${list.objectArn}, not in the work location.`)
  }
  const found = await store.read(key, { maxBytes: MAX_MANIFEST_BYTES })
  if (found === undefined) throw new ActionError('INCOMPLETE_DELIVERY', say`${key} does not exist.`)
  if (found.etag !== list.etag.replaceAll('"', '')) {
    throw new ActionError('CHECKSUM_MISMATCH', say`${key} has the ETag ${found.etag}, but the job says ${list.etag}.`)
  }
  const expected = { sourceBucket: bucket, destinationBucket: work.bucket, prefix, now: found.serverDate }
  return parseGeneratedManifest(found.bytes, expected)
}

/** Proves size and MD5 of the whole file; returns the number of its rows. */
async function readFile(
  file: InventoryFile,
  { columns, sourceBucket }: InventoryManifest,
  { store, signal }: ReadTask,
  keep: (key: EncodedKey) => void,
): Promise<number> {
  const fields = createFields(columns.length)
  const [bucketAt, keyAt] = [columns.indexOf('bucket'), columns.indexOf('key')]
  let rows = 0
  const open = async function* () {
    yield* (await store.stream(file.key, { size: file.size, signal })).bytes
  }
  await consumeProven(open, file, async (bytes) => {
    for await (const record of splitRecords(bytes)) {
      if (!splitRecord(record, rows + 1, fields)) throw unreadable(rows + 1, 'is empty')
      rows++
      const cell = (at: number) => fields.bytes.subarray(fields.starts[at], fields.ends[at])
      const bucket = cell(bucketAt).toString('latin1')
      if (bucket !== sourceBucket) throw new ActionError('WRONG_BUCKET', say`row ${rows} is of bucket "${bucket}".`)
      keep(readKey(cell(keyAt), rows))
    }
  })
  return rows
}

const unreadable = (row: number, what: string) => new ActionError('UNREADABLE', `row ${row} ${what}`)

/** What percent-encoding leaves as it is; `+` is a space. A key with other bytes was not encoded, and may mean another. */
const IS_ENCODED = /^[A-Za-z0-9\-._~!*'()/+%:@$&,;=]*$/

function readKey(cell: Buffer, row: number): EncodedKey {
  if (!IS_ENCODED.test(cell.toString('latin1'))) throw unreadable(row, 'has a key that is not URL-encoded')
  try {
    return canonicalizeInventoryKey(cell)
  } catch (error) {
    if (error instanceof UndecodableKeyError) throw unreadable(row, `cannot be read: ${error.message}`)
    throw error
  }
}

const LINE_FEED = 0x0a

/** Lines with their line breaks. URL-encoded keys have none of their own. */
async function* splitRecords(gzipped: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for await (const chunk of inflate(gzipped)) {
    const bytes = Buffer.concat([rest, chunk])
    let start = 0
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      yield bytes.subarray(start, end + 1)
      start = end + 1
    }
    rest = bytes.subarray(start)
    if (rest.length > MAX_RECORD_BYTES) throw new ActionError('UNREADABLE', 'a row does not end')
  }
  if (rest.length > 0) yield rest
}

async function* inflate(gzipped: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  let failure: unknown
  // Also fails if the reader below stops early, which is no error of the file.
  const fed = pipeline(gzipped, gunzip).catch((error: unknown) => {
    failure = error
  })
  try {
    yield* gunzip as AsyncIterable<Buffer>
  } catch (error) {
    await fed
    if (failure instanceof ActionError) throw failure
    throw new ActionError('UNREADABLE', 'it is not gzip, or damaged', { cause: error })
  }
}
