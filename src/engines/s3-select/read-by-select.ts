// Reads a CSV inventory file with S3 Select: counts from one answer, the rows to judge from another, and neither believed
// unless both are complete, agree, and are of the bytes that the inventory manifest describes.

import { ENCRYPTION_STATUSES, type Tally } from '../../words/encryption.ts'
import { ActionError } from '../../words/errors.ts'
import { countFile } from '../inventory-scan/count-file.ts'
import { createFields, splitRecord } from '../inventory-scan/csv.ts'
import { CsvRow } from '../inventory-scan/csv-row.ts'
import type { FileReader, FileScan } from '../inventory-scan/file-scan.ts'
import type { ScanWorker } from '../inventory-scan/pool.ts'
import type { ScanTask } from '../inventory-scan/protocol.ts'
import { proveUnchanged, readCounts, type SelectCalls, splitRecords } from './select-answer.ts'
import { NUMBERS_PER_STATUS, type SelectStatements, TALLY_START, writeStatements } from './statements.ts'

/**
 * Scans a CSV file whose ETag is its MD5: it was so before, and must be so after both answers. If a row is not as S3
 * writes it, the worker reads the file, and says what is wrong.
 */
export const scanBySelect =
  (worker: ScanWorker, calls: SelectCalls, signal: AbortSignal | undefined): ScanWorker['scan'] =>
  async (task, source, onRows) => {
    let isProper = false
    const reader: FileReader = async (scan) => {
      const { columns, file, sourceBucket } = task
      const statements = writeStatements(columns, sourceBucket, scan.policy)
      const tally = await readTally(task, statements, calls, signal)
      isProper = tally !== undefined
      if (tally === undefined) return 'etag'
      const rows = calls.select({ key: file.key, format: 'CSV', statement: statements.rows }, signal)
      addCounted(scan, statements, tally, await addRows(scan, statements, rows))
      await proveUnchanged(calls, file)
      return 'etag'
    }
    const outcome = await countFile(task, source, async () => reader, onRows)
    return isProper ? outcome : await worker.scan(task, source, onRows)
  }

/** The counts; undefined if some bytes of the file are in no field of a proper row of the bucket. */
async function readTally(
  { columns, file: { key } }: ScanTask,
  { tally: statement }: SelectStatements,
  { select }: SelectCalls,
  signal: AbortSignal | undefined,
): Promise<readonly number[] | undefined> {
  let processed = -1
  const onProcessed = (bytes: number) => {
    processed = bytes
  }
  const numbers = await readCounts(select({ key, format: 'raw CSV', statement, onProcessed }, signal), COLUMNS)
  const [rows = 0, ofBucket, withFlags, , proper, characters = 0] = numbers
  // A comma or a line break follows each field.
  const isWhole = characters + columns.length * rows === processed
  return isWhole && [ofBucket, withFlags, proper].every((number) => number === rows) ? numbers : undefined
}

const COLUMNS = TALLY_START.length + NUMBERS_PER_STATUS * ENCRYPTION_STATUSES.length

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

/** Adds what S3 counted, after everything was found to agree. @throws ActionError UNREADABLE */
function addCounted(
  { accumulator }: FileScan,
  { isReturned }: SelectStatements,
  numbers: readonly number[],
  returned: Returned,
): void {
  const [rows = 0, , , deleteMarkers = 0] = numbers
  const of = (status: number) => numbers.slice(TALLY_START.length + status * NUMBERS_PER_STATUS)
  const current = ENCRYPTION_STATUSES.map((_, status) => toTally(of(status)))
  const noncurrent = ENCRYPTION_STATUSES.map((_, status) => toTally(of(status).slice(2)))
  const sum = [...current, ...noncurrent].reduce((all, { objects }) => all + objects, deleteMarkers + returned.unknown)
  const agrees = current.every(
    ({ objects }, status) => (returned.byStatus[status] ?? 0) === (isReturned[status] ? objects : 0),
  )
  if (sum !== rows || !agrees) {
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
