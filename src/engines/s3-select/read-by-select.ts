// Reads a CSV inventory file with S3 Select: counts from one answer, the rows to judge from another, and neither believed
// unless both are complete, agree, and are of the bytes that the inventory manifest describes.

import { ENCRYPTION_STATUSES, type Tally } from '../../words/encryption.ts'
import { ActionError } from '../../words/errors.ts'
import { createFields, splitRecord } from '../inventory-scan/csv.ts'
import { CsvRow } from '../inventory-scan/csv-row.ts'
import type { FileReader, FileScan } from '../inventory-scan/file-scan.ts'
import { proveUnchanged, readCounts, type SelectCalls, splitRecords } from './select-answer.ts'
import { NUMBERS_PER_STATUS, type SelectStatements, TALLY_START, writeStatements } from './statements.ts'

/**
 * For files whose ETag is their MD5: it was so before, and must be so after both answers. S3 Select has no condition for
 * the object it reads.
 */
export function createSelectReader(calls: SelectCalls, signal: AbortSignal | undefined): FileReader {
  return async (scan) => {
    const { columns, file, sourceBucket } = scan.task
    const statements = writeStatements(columns, sourceBucket, scan.policy)
    const select = (statement: string) => calls.select({ key: file.key, format: 'CSV', statement }, signal)
    const tally = await readCounts(select(statements.tally), COLUMNS)
    const returned = await addRows(scan, statements, select(statements.rows))
    addCounted(scan, statements, tally, returned)
    await proveUnchanged(calls, file)
    return 'etag'
  }
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
