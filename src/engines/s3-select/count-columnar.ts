// Has S3 Select count the rows of a Parquet inventory file by status and flags. That is all it is asked: how it writes
// keys, times and nulls of such files is not documented. If every row is of the bucket, has its flags and a known status,
// and none has to be looked at, the counts are the answer. In every other case the runner reads the file.

import { needsLook } from '../../findings/classify.ts'
import type { ColumnarFile } from '../../formats/columnar.ts'
import { openParquet } from '../../formats/parquet/parquet-file.ts'
import type { ColumnName } from '../../inventory/report.ts'
import { ENCRYPTION_STATUSES } from '../../words/encryption.ts'
import { ActionError } from '../../words/errors.ts'
import { formatCount } from '../../words/numbers.ts'
import { countFile } from '../inventory-scan/count-file.ts'
import { type FileColumns, mapColumns, nameOf } from '../inventory-scan/file-columns.ts'
import type { FileReader } from '../inventory-scan/file-scan.ts'
import type { FedSource, ScanWorker } from '../inventory-scan/pool.ts'
import type { FileOutcome, ScanTask } from '../inventory-scan/protocol.ts'
import { proveUnchanged, readCounts, type SelectCalls } from './select-answer.ts'
import { count, quote } from './statements.ts'

/** What S3 Select counted; statuses in the order of ENCRYPTION_STATUSES, delete markers in none of them. */
type ColumnarCounts = {
  readonly rows: number
  readonly ofBucket: number
  /** Rows whose flags are true or false. */
  readonly withFlags: number
  readonly deleteMarkers: number
  readonly current: readonly number[]
  readonly noncurrent: readonly number[]
}

/** Scans a Parquet file whose ETag is its MD5: counted by S3 Select, and read by the worker if it must be. */
export const scanByCounts =
  (worker: ScanWorker, calls: SelectCalls, signal: AbortSignal | undefined): ScanWorker['scan'] =>
  async (task, source, onRows) => {
    const counted = await countBySelect(task, source, calls, signal)
    if (counted !== undefined && 'outcome' in counted) return counted.outcome
    const outcome = await worker.scan(task, source, onRows)
    if (counted !== undefined) refuseDisagreement(task, counted.counts, outcome)
    return outcome
  }

type Counted = { readonly outcome: FileOutcome } | { readonly counts: ColumnarCounts }

/** The outcome, or counts that leave something to look at; undefined if there was nothing to ask. */
async function countBySelect(
  task: ScanTask,
  source: FedSource,
  calls: SelectCalls,
  signal: AbortSignal | undefined,
): Promise<Counted | undefined> {
  let counts: ColumnarCounts | undefined
  let isSettled = false
  const reader: FileReader = async ({ policy, accumulator }) => {
    // Each current row must be looked at.
    if (policy.readsKeys) return 'etag'
    const { file, sourceBucket } = task
    const opened = await openParquet(source.range, file.size)
    const statement = writeCounts(mapColumns(opened, task.columns), sourceBucket)
    if (statement === undefined) return 'etag'
    counts = await ask(statement, task, calls, signal)
    isSettled = leavesNothing(counts, opened, (status) => needsLook(status, policy))
    if (!isSettled) return 'etag'
    await proveUnchanged(calls, file)
    accumulator.addDeleteMarkers(counts.deleteMarkers)
    counts.current.forEach((rows, status) => {
      accumulator.addUnsized('compliant', status, rows)
    })
    counts.noncurrent.forEach((rows, status) => {
      accumulator.addUnsized('noncurrent', status, rows)
    })
    return 'etag'
  }
  const outcome = await countFile(
    task,
    source,
    async () => reader,
    () => {},
  )
  return isSettled ? { outcome } : counts && { counts }
}

function leavesNothing(
  { rows, ofBucket, withFlags, deleteMarkers, current, noncurrent }: ColumnarCounts,
  opened: ColumnarFile,
  isLookedAt: (status: number) => boolean,
): boolean {
  const known = [...current, ...noncurrent].reduce((sum, of) => sum + of, deleteMarkers)
  if (rows !== opened.rows || [ofBucket, withFlags, known].some((number) => number !== rows)) return false
  return current.every((of, status) => of === 0 || !isLookedAt(status))
}

/** The runner has read a file that S3 Select counted: both are readings of the same bytes. */
function refuseDisagreement({ file }: ScanTask, counts: ColumnarCounts, { tally }: FileOutcome): void {
  const own = [tally.rows, tally.deleteMarkers, ...tally.noncurrent.map(({ objects }) => objects)]
  const theirs = [counts.rows, counts.deleteMarkers, ...counts.noncurrent]
  if (own.join() === theirs.join()) return
  throw new ActionError(
    'UNREADABLE',
    `Inventory file ${file.key}: S3 Select counted ${formatCount(counts.rows)} rows, and the runner ${formatCount(tally.rows)}, or others of them as noncurrent versions and delete markers`,
    { hint: 'Run it again; if the error persists, set scan-engine to stream.' },
  )
}

/** Names that can stand in a statement. Others are not of S3. */
const NAME = /^[A-Za-z]\w*$/

/**
 * One row: all rows, those of the bucket, those with flags, delete markers, then current and noncurrent rows of each
 * status. Undefined if the file's own names of columns cannot be part of a statement.
 */
function writeCounts(columns: FileColumns, bucket: string): string | undefined {
  const needed: readonly ColumnName[] = ['bucket', 'encryptionstatus', 'islatest', 'isdeletemarker']
  if (needed.some((column) => columns.has(column) && !NAME.test(nameOf(columns, column)))) return undefined
  const term = (column: ColumnName) => `s."${nameOf(columns, column)}"`
  const flag = (column: ColumnName, value: 'TRUE' | 'FALSE') =>
    columns.has(column) ? [`${term(column)} = ${value}`] : []
  const isFlag = (column: ColumnName) =>
    columns.has(column) ? [`(${[...flag(column, 'TRUE'), ...flag(column, 'FALSE')].join(' OR ')})`] : []
  const all = (conditions: readonly string[]) =>
    conditions.length === 0 ? 'COUNT(*)' : count(conditions.join(' AND '))
  const ofStatus = (status: string, latest: 'TRUE' | 'FALSE') =>
    latest === 'FALSE' && !columns.has('islatest')
      ? count("'' = '-'")
      : all([
          ...flag('isdeletemarker', 'FALSE'),
          ...flag('islatest', latest),
          `${term('encryptionstatus')} = ${quote(status)}`,
        ])
  const markers = flag('isdeletemarker', 'TRUE')
  const numbers = [
    'COUNT(*)',
    count(`${term('bucket')} = ${quote(bucket)}`),
    all([...isFlag('islatest'), ...isFlag('isdeletemarker')]),
    markers.length === 0 ? count("'' = '-'") : all(markers),
    ...ENCRYPTION_STATUSES.flatMap((status) => [ofStatus(status, 'TRUE'), ofStatus(status, 'FALSE')]),
  ]
  return `SELECT ${numbers.join(', ')} FROM S3Object s`
}

const NUMBERS_BEFORE_STATUSES = 4

async function ask(
  statement: string,
  { file }: ScanTask,
  { select }: SelectCalls,
  signal: AbortSignal | undefined,
): Promise<ColumnarCounts> {
  const answer = select({ key: file.key, format: 'Parquet', statement }, signal)
  const numbers = await readCounts(answer, NUMBERS_BEFORE_STATUSES + 2 * ENCRYPTION_STATUSES.length)
  const [rows = 0, ofBucket = 0, withFlags = 0, deleteMarkers = 0, ...byStatus] = numbers
  return {
    rows,
    ofBucket,
    withFlags,
    deleteMarkers,
    current: byStatus.filter((_, at) => at % 2 === 0),
    noncurrent: byStatus.filter((_, at) => at % 2 === 1),
  }
}
