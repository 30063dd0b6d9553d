// Reads a CSV inventory file with S3 Select: counts from one answer, the rows to judge from another, and neither believed
// unless both are complete, agree, and are of the bytes that the inventory manifest describes.

import { ENCRYPTION_STATUSES, type Tally } from '../../words/encryption.ts'
import { ActionError } from '../../words/errors.ts'
import { createFields, MAX_RECORD_BYTES, splitRecord } from '../inventory-scan/csv.ts'
import { CsvRow } from '../inventory-scan/csv-row.ts'
import type { FileReader, FileScan } from '../inventory-scan/file-scan.ts'
import { NUMBERS_PER_STATUS, type SelectStatements, TALLY_START, writeStatements } from './statements.ts'

export type SelectCalls = {
  /**
   * The bytes that a statement returns about an object, gzip with CSV inside; they end only with the End event.
   * @throws ActionError
   */
  readonly select: (key: string, statement: string, signal: AbortSignal | undefined) => AsyncIterable<Uint8Array>
  /** HeadObject: the ETag without quotes. */
  readonly head: (key: string) => Promise<{ readonly size: number; readonly etag: string } | undefined>
}

/**
 * For files whose ETag is their MD5: it was so before, and must be so after both answers. S3 Select has no condition for
 * the object it reads.
 */
export function createSelectReader(calls: SelectCalls, signal: AbortSignal | undefined): FileReader {
  return async (scan) => {
    const { columns, file, sourceBucket } = scan.task
    const statements = writeStatements(columns, sourceBucket, scan.policy)
    const tally = await readTally(calls.select(file.key, statements.tally, signal))
    const returned = await addRows(scan, statements, calls.select(file.key, statements.rows, signal))
    addCounted(scan, statements, tally, returned)
    const after = await calls.head(file.key)
    if (after?.etag === file.md5 && after.size === file.size) return 'etag'
    throw new ActionError('CHECKSUM_MISMATCH', 'was replaced while S3 Select read it', {
      hint: 'A newer report may be being delivered over this one. Run the job again.',
    })
  }
}

const COLUMNS = TALLY_START.length + NUMBERS_PER_STATUS * ENCRYPTION_STATUSES.length

async function readTally(answer: AsyncIterable<Uint8Array>): Promise<readonly number[]> {
  const fields = createFields(COLUMNS)
  const rows: number[][] = []
  for await (const record of splitRecords(answer)) {
    if (!splitRecord(record, rows.length + 1, fields)) continue
    const texts = Array.from({ length: COLUMNS }, (_, at) =>
      fields.bytes.toString('latin1', fields.starts[at], fields.ends[at]),
    )
    // Sums over no row are empty.
    rows.push(
      texts.map((text) => (text === '' && texts[0] === '0' ? 0 : /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN)),
    )
  }
  const [only, ...others] = rows
  if (only !== undefined && others.length === 0 && only.every((number) => Number.isSafeInteger(number))) return only
  throw new ActionError('UNREADABLE', 'S3 Select returned something else than one row of counts')
}

/** The number of rows returned by index into ENCRYPTION_STATUSES, and of those with an unknown status. */
type Returned = { readonly byStatus: readonly number[]; readonly unknown: number }

async function addRows(
  { task, accumulator, onRows }: FileScan,
  { columns }: SelectStatements,
  answer: AsyncIterable<Uint8Array>,
): Promise<Returned> {
  const fields = createFields(columns.length)
  const row = new CsvRow(fields, columns, task.sourceBucket)
  const byStatus = ENCRYPTION_STATUSES.map(() => 0)
  let [number, unknown] = [0, 0]
  for await (const record of splitRecords(answer)) {
    if (!splitRecord(record, number + 1, fields)) continue
    row.load(++number)
    if (row.status < 0) unknown++
    else byStatus[row.status] = (byStatus[row.status] ?? 0) + 1
    accumulator.add(row)
    if (number % 65_536 === 0) onRows(number)
  }
  return { byStatus, unknown }
}

/** Adds what S3 counted, after everything was found to agree. @throws ActionError UNREADABLE, WRONG_BUCKET */
function addCounted(
  { task, accumulator }: FileScan,
  { isReturned }: SelectStatements,
  numbers: readonly number[],
  returned: Returned,
): void {
  const [rows = 0, ofBucket, withFlags, deleteMarkers = 0] = numbers
  if (ofBucket !== rows) throw new ActionError('WRONG_BUCKET', `holds rows of another bucket than ${task.sourceBucket}`)
  const of = (status: number) => numbers.slice(TALLY_START.length + status * NUMBERS_PER_STATUS)
  const current = ENCRYPTION_STATUSES.map((_, status) => toTally(of(status)))
  const noncurrent = ENCRYPTION_STATUSES.map((_, status) => toTally(of(status).slice(2)))
  const sum = [...current, ...noncurrent].reduce((all, { objects }) => all + objects, deleteMarkers + returned.unknown)
  const agrees = current.every(
    ({ objects }, status) => (returned.byStatus[status] ?? 0) === (isReturned[status] ? objects : 0),
  )
  if (withFlags !== rows || sum !== rows || !agrees) {
    throw new ActionError(
      'UNREADABLE',
      `S3 Select counted ${rows} rows, and what it returned of them does not add up`,
      {
        hint: 'The file may be damaged. Read it with scan-engine: stream, which says where.',
      },
    )
  }
  const counted = current.map((tally, status) => (isReturned[status] ? { objects: 0, bytes: 0n } : tally))
  accumulator.addCounted({ current: counted, noncurrent, deleteMarkers })
}

const toTally = ([objects = 0, bytes = 0]: readonly number[]): Tally => ({ objects, bytes: BigInt(bytes) })

const LINE_FEED = 0x0a

/** Lines with their line breaks: no value that S3 writes into a CSV report has one of its own. */
async function* splitRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk])
    let start = 0
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      yield bytes.subarray(start, end + 1)
      start = end + 1
    }
    rest = bytes.subarray(start)
    if (rest.length > MAX_RECORD_BYTES)
      throw new ActionError('UNREADABLE', 'S3 Select returned a row that does not end')
  }
  if (rest.length > 0) yield rest
}
