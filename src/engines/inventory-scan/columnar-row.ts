// Maps the columns of an ORC or Parquet file to inventory rows, for the few rows that are read individually.

import { type InventoryRow, UNKNOWN_STATUS } from '../../findings/row.ts'
import { type CodedColumn, type LoadedColumns, type TextColumn, textAt } from '../../formats/columnar.ts'
import { unreadable } from '../../formats/unreadable.ts'
import type { ColumnName } from '../../inventory/report.ts'
import { type EncodedKey, encodeKey, type RawKey, readRawKey, UndecodableKeyError } from '../../words/object-key.ts'
import { type FileColumns, nameOf } from './file-columns.ts'

/** Columns with few distinct values are decoded once per value instead of once per row. */
const CODED_COLUMNS: readonly ColumnName[] = [
  'storageclass',
  'intelligenttieringaccesstier',
  'objectlocklegalholdstatus',
  'objectlockeventholdstatus',
  'objectlockeventhold',
  'bucketkeystatus',
  'replicationstatus',
]
const TIME_COLUMNS: readonly ColumnName[] = ['lastmodifieddate', 'objectlockretainuntildate']

/** Same limit as for CSV reports: some twenty times the largest object in S3, and sums stay exact. */
const MAX_SIZE_BYTES = 1e15

/** The columns of those rows of one row group that are checked: position i in each belongs to the i-th such row. */
export type RowColumns = {
  readonly keys: TextColumn
  /** Undefined if the report has no Size column. */
  readonly sizes: Float64Array | undefined
  readonly details: ReadonlyMap<ColumnName, (position: number) => string>
  readonly times: ReadonlyMap<ColumnName, Float64Array>
}

/** Decodes what was loaded: key and size of every row checked, and `detailColumns` of the findings among them. */
export function decodeRowColumns(
  columns: FileColumns,
  keyed: LoadedColumns,
  details: LoadedColumns,
  detailColumns: readonly ColumnName[],
): RowColumns {
  const size = columns.get('size')
  const texts = new Map<ColumnName, (position: number) => string>()
  const times = new Map<ColumnName, Float64Array>()
  for (const column of detailColumns) {
    const name = nameOf(columns, column)
    if (TIME_COLUMNS.includes(column)) {
      const numbers = details.numbers(name)
      times.set(column, numbers)
      texts.set(column, (position) => renderTime(numbers[position] as number))
    } else if (CODED_COLUMNS.includes(column)) texts.set(column, readCoded(details.codes(name)))
    else texts.set(column, readText(details.texts(name)))
  }
  return {
    keys: keyed.texts(nameOf(columns, 'key')),
    sizes: size === undefined ? undefined : keyed.numbers(size),
    details: texts,
    times,
  }
}

function readCoded({ codes, values }: CodedColumn): (position: number) => string {
  return (position) => values[codes[position] as number] ?? ''
}

function readText(texts: TextColumn): (position: number) => string {
  return (position) => textAt(texts, position) ?? ''
}

function renderTime(time: number): string {
  if (Number.isNaN(time)) return ''
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString()
}

/** The only row object of a row group; `place` moves it to the next row. */
export class ColumnarRow implements InventoryRow {
  status = UNKNOWN_STATUS
  size = 0
  readonly isLatest = true
  readonly isDeleteMarker = false
  readonly #columns: RowColumns
  readonly #firstRow: number
  #position = 0
  #detail = 0
  #row = 0

  /** `firstRow` is the number of the group's first row in the file, from 0; used in messages. */
  constructor(columns: RowColumns, firstRow: number) {
    this.#columns = columns
    this.#firstRow = firstRow
  }

  /** `position` is among the rows checked, `detail` among the findings, `row` within the group. */
  place(position: number, detail: number, row: number, status: number): void {
    this.#position = position
    this.#detail = detail
    this.#row = row
    this.status = status
    if (this.#columns.sizes === undefined) return
    const size = this.#columns.sizes[position] as number
    if (!(size >= 0 && size < MAX_SIZE_BYTES)) {
      throw unreadable(`row ${this.number} has Size ${size}, which no object can have`)
    }
    this.size = size
  }

  statusText(): string {
    return ''
  }

  key(): EncodedKey {
    return this.#readKey(encodeKey)
  }

  rawKey(): RawKey {
    return this.#readKey(readRawKey)
  }

  text(column: ColumnName): string | undefined {
    return this.#columns.details.get(column)?.(this.#detail)
  }

  time(column: ColumnName): number | undefined {
    return this.#columns.times.get(column)?.[this.#detail]
  }

  get number(): number {
    return this.#firstRow + this.#row + 1
  }

  #readKey<T>(read: (bytes: Uint8Array, start: number, end: number) => T): T {
    const { bytes, starts, ends } = this.#columns.keys
    try {
      const start = starts[this.#position] as number
      return read(bytes, start, Math.max(ends[this.#position] as number, start))
    } catch (error) {
      if (error instanceof UndecodableKeyError) throw unreadable(`row ${this.number} cannot be read: ${error.message}`)
      throw error
    }
  }
}
