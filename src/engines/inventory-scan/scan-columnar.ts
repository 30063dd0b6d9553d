// Counts the rows of a columnar file. Statuses are counted without a separate step per row; keys, sizes and other
// columns are read only for rows that must be checked, and only from row groups that have such rows.

import type { RowAccumulator } from '../../findings/accumulator.ts'
import { listDetailColumns, needsLook, type ScanPolicy } from '../../findings/classify.ts'
import type { ScannedFile } from '../../findings/proof.ts'
import { UNKNOWN_STATUS } from '../../findings/row.ts'
import type { ColumnarFile, RowGroup } from '../../formats/columnar.ts'
import { selectSlotRows } from '../../formats/kernel/select-rows.ts'
import type { RangeReader } from '../../formats/ranges.ts'
import { insist } from '../../formats/unreadable.ts'
import type { ColumnName } from '../../inventory/report.ts'
import { mapAtOnce } from '../../time/at-once.ts'
import { ENCRYPTION_STATUSES } from '../../words/encryption.ts'
import { ActionError } from '../../words/errors.ts'
import { say } from '../../words/outside-text.ts'
import { ColumnarRow, decodeRowColumns, type RowColumns } from './columnar-row.ts'
import { withProvenRanges } from './columnar-source.ts'
import { type FileColumns, mapColumns, nameOf } from './file-columns.ts'
import type { FileScan } from './file-scan.ts'
import { ROWS_WITHOUT_SIGN } from './protocol.ts'
import { CURRENT, countSlots, DELETE_MARKER, type RowFlags, SLOTS, sumOf } from './row-slots.ts'

/** Row groups whose status columns are requested ahead: they are small, and a request takes long. */
const STATUSES_AHEAD = 8
/** The same for the columns of findings, which are large. */
const DETAILS_AHEAD = 2

type GroupPosition = { readonly group: RowGroup; readonly firstRow: number }

/** The statuses of the rows in a row group. */
type Survey = GroupPosition & RowFlags & { readonly values: readonly (string | undefined)[] }

/** The rows of a group that must be checked, ascending. */
type Selection = {
  readonly rows: Uint32Array
  /** Index into ENCRYPTION_STATUSES of each. */
  readonly statuses: Uint8Array
  /** Those among them that are findings unless a glob excludes them. */
  readonly findings: Uint32Array
}

/** Reads the file's footer with range requests and returns what is needed to read the rest. */
type OpenColumnar = (read: RangeReader, fileBytes: number) => Promise<ColumnarFile>

/**
 * Counts every row of the file that `open` opens, and returns how the bytes read were proven.
 * @throws ActionError UNREADABLE or WRONG_BUCKET
 */
export function scanColumnar(scan: FileScan, open: OpenColumnar): Promise<ScannedFile['proof']> {
  const { task, source } = scan
  return withProvenRanges(task, source, async (range) => scanGroups(scan, await open(range, task.file.size)))
}

async function scanGroups({ task, policy, accumulator, onRows }: FileScan, file: ColumnarFile): Promise<void> {
  const { columns: listed, sourceBucket } = task
  const columns = mapColumns(file, listed)
  const wanted = listDetailColumns(policy.spec).filter((column) => listed.includes(column))

  let firstRow = 0
  const positions = file.groups.map((group): GroupPosition => {
    firstRow += group.rows
    return { group, firstRow: firstRow - group.rows }
  })
  const surveys = mapAtOnce(positions, STATUSES_AHEAD, (position) => surveyGroup(position, columns, sourceBucket))
  const looks = mapAtOnce(surveys, DETAILS_AHEAD, async (survey) => {
    const selection = countStatuses(survey, policy, accumulator)
    if (selection === undefined) return undefined
    const rowColumns = await loadSelection(survey.group, selection, columns, wanted)
    return { row: new ColumnarRow(rowColumns, survey.firstRow), selection, policy }
  })
  for await (const look of looks) {
    if (look !== undefined) addRows(look.row, look.selection, policy, accumulator, onRows)
    onRows(accumulator.rows)
  }
  insist(accumulator.rows === file.rows, `${accumulator.rows} rows were read where the file declares ${file.rows}`)
}

async function surveyGroup(position: GroupPosition, columns: FileColumns, sourceBucket: string): Promise<Survey> {
  const bucket = nameOf(columns, 'bucket')
  const status = nameOf(columns, 'encryptionstatus')
  const latest = columns.get('islatest')
  const marker = columns.get('isdeletemarker')
  const isProven = position.group.constant(bucket) === sourceBucket
  const names = [isProven ? undefined : bucket, status, latest, marker].filter((name) => name !== undefined)
  const loaded = await position.group.load(names)
  if (!isProven) refuseOtherBuckets(loaded.codes(bucket).values, sourceBucket)
  const { rows } = position.group
  const survey = {
    ...position,
    ...loaded.codes(status),
    latest: latest === undefined ? new Uint8Array(rows).fill(1) : loaded.flags(latest),
    markers: marker === undefined ? new Uint8Array(rows) : loaded.flags(marker),
  }
  loaded.release()
  return survey
}

function refuseOtherBuckets(names: readonly (string | undefined)[], sourceBucket: string): void {
  for (const name of names) {
    if (name === sourceBucket) continue
    const found = name === undefined ? 'no bucket' : say`bucket "${name}"`
    throw new ActionError('WRONG_BUCKET', `rows are of ${found}, not ${sourceBucket}`)
  }
}

/** Counts rows that need no check, and returns those that do; undefined if there are none. */
function countStatuses(survey: Survey, policy: ScanPolicy, accumulator: RowAccumulator): Selection | undefined {
  const slots = countSlots(survey)
  accumulator.addDeleteMarkers(sumOf(slots.subarray(DELETE_MARKER)))
  const statusOf = survey.values.map((value) => (ENCRYPTION_STATUSES as readonly (string | undefined)[]).indexOf(value))
  const isLookedAt = statusOf.map((status) => status !== UNKNOWN_STATUS && needsLook(status, policy))
  let looks = 0
  statusOf.forEach((status, code) => {
    const current = slots[code + CURRENT] as number
    const noncurrent = slots[code] as number
    if (status === UNKNOWN_STATUS) {
      accumulator.addUnknown(survey.values[code] ?? '', current + noncurrent)
      return
    }
    accumulator.addUnsized('noncurrent', status, noncurrent)
    if (isLookedAt[code]) looks += current
    else accumulator.addUnsized('compliant', status, current)
  })
  return looks === 0 ? undefined : selectRows(survey, statusOf, isLookedAt, looks, policy)
}

function selectRows(
  { codes, latest, markers }: Survey,
  statusOf: readonly number[],
  isLookedAt: readonly boolean[],
  looks: number,
  policy: ScanPolicy,
): Selection {
  const lookedAt = new Uint8Array(SLOTS)
  isLookedAt.forEach((isIt, code) => {
    lookedAt[code + CURRENT] = isIt ? 1 : 0
  })
  const rows = selectSlotRows({ codes, latest, markers }, lookedAt, looks)
  const statuses = new Uint8Array(looks)
  for (let at = 0; at < looks; at += 1) statuses[at] = statusOf[codes[rows[at] as number] as number] as number
  const findings = !policy.readsKeys ? rows : rows.filter((_, i) => isFinding(statuses[i], policy))
  return { rows, statuses, findings }
}

function isFinding(status: number | undefined, policy: ScanPolicy): boolean {
  return policy.accepts[status ?? UNKNOWN_STATUS] !== true
}

async function loadSelection(
  group: RowGroup,
  { rows, findings }: Selection,
  columns: FileColumns,
  wanted: readonly ColumnName[],
): Promise<RowColumns> {
  const keyed = ['key', 'size'].map((column) => columns.get(column)).filter((name) => name !== undefined)
  const details = wanted.map((column) => nameOf(columns, column))
  if (rows === findings) {
    const loaded = await group.load([...keyed, ...details], rows)
    const rowColumns = decodeRowColumns(columns, loaded, loaded, wanted)
    loaded.release()
    return rowColumns
  }
  const [first, second] = await Promise.all([group.load(keyed, rows), group.load(details, findings)])
  const rowColumns = decodeRowColumns(columns, first, second, wanted)
  first.release()
  second.release()
  return rowColumns
}

function addRows(
  row: ColumnarRow,
  { rows, statuses }: Selection,
  policy: ScanPolicy,
  accumulator: RowAccumulator,
  onRows: FileScan['onRows'],
): void {
  let detail = 0
  for (let position = 0; position < rows.length; position += 1) {
    const status = statuses[position] as number
    row.place(position, detail, rows[position] as number, status)
    if (isFinding(status, policy)) detail += 1
    accumulator.add(row)
    if ((position + 1) % ROWS_WITHOUT_SIGN === 0) onRows(accumulator.rows)
  }
}
