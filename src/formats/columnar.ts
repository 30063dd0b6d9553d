// Defines a columnar inventory file (ORC, Parquet) for the scan: row groups whose columns are fetched one by one.

import { isUtf8 } from 'node:buffer'
import { unreadable } from './unreadable.ts'

/** The type of an inventory column. Both formats have more types; columns with those can exist but cannot be read. */
export type ColumnKind = 'text' | 'flag' | 'integer' | 'timestamp'

export type ColumnarFile = {
  /** Rows that the footer declares; proven to be the sum over `groups`. */
  readonly rows: number
  /** Readable columns by their name in the file, such as `encryption_status`. */
  readonly columns: ReadonlyMap<string, ColumnKind>
  /** All other columns, each with the format's name for its type. */
  readonly otherColumns: ReadonlyMap<string, string>
  /** Parquet's row groups, ORC's stripes. */
  readonly groups: readonly RowGroup[]
}

export type RowGroup = {
  readonly rows: number
  /** The text that all rows have in the column, if the group's statistics prove it; nothing is fetched for this. */
  readonly constant: (column: string) => string | undefined
  /**
   * Fetches only the named columns. With `wanted` (row numbers within the group, ascending) each column yields just
   * those rows, in that order, and parts of the file without any of them may be left unread.
   */
  readonly load: (columns: readonly string[], wanted?: Uint32Array) => Promise<LoadedColumns>
}

/** Decodes fetched columns. Every result has one entry per row (per wanted row); otherwise UNREADABLE is thrown. */
export type LoadedColumns = {
  /** A text column with few distinct values. */
  readonly codes: (column: string) => CodedColumn
  readonly texts: (column: string) => TextColumn
  /** 1 is true, 0 is false, NULL_FLAG is null. */
  readonly flags: (column: string) => Uint8Array
  /** Integers unchanged, timestamps as epoch milliseconds (rounded up); NaN is null. */
  readonly numbers: (column: string) => Float64Array
  /** Releases the fetched bytes. Decoded values stay valid; nothing more can be decoded. */
  readonly release: () => void
}

/** The value of row i is `values[codes[i]]`; `undefined` is null. Values are distinct. */
export type CodedColumn = { readonly codes: Uint8Array; readonly values: readonly (string | undefined)[] }

/** The UTF-8 bytes of row i are `bytes[starts[i], ends[i])`; for null the end is before the start. */
export type TextColumn = { readonly bytes: Uint8Array; readonly starts: Uint32Array; readonly ends: Uint32Array }

export const NULL_FLAG = 2

/**
 * Maximum number of distinct values in a coded column: codes are bytes, and status and class columns have far fewer.
 */
export const MAX_CODES = 255

/** The bytes `start` to `end` as text. Throws UNREADABLE if they are not UTF-8: nothing is replaced by U+FFFD. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  const part = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
  if (!isUtf8(part)) throw unreadable('a text is not valid UTF-8')
  return part.toString('utf8')
}

/** The text of row `row` of a column; undefined is null. Throws UNREADABLE if it is not UTF-8. */
export function textAt(column: TextColumn, row: number): string | undefined {
  const start = column.starts[row] as number
  const end = column.ends[row] as number
  return end < start ? undefined : decodeUtf8(column.bytes, start, end)
}

/** The same column with a code per row. Throws UNREADABLE if it has more than MAX_CODES distinct values. */
export function codeTexts(column: TextColumn): CodedColumn {
  const rows = column.starts.length
  const codes = new Uint8Array(rows)
  const intern = internValues()
  let lastStart = -1
  let lastEnd = -1
  let lastCode = 0
  for (let row = 0; row < rows; row += 1) {
    const start = column.starts[row] as number
    const end = column.ends[row] as number
    if (start !== lastStart || end !== lastEnd) {
      lastCode = intern.code(end < start ? undefined : decodeUtf8(column.bytes, start, end))
      lastStart = start
      lastEnd = end
    }
    codes[row] = lastCode
  }
  return { codes, values: intern.values }
}

/** Gives each distinct value the next code. */
export function internValues(): {
  readonly values: (string | undefined)[]
  readonly code: (value: string | undefined) => number
} {
  const values: (string | undefined)[] = []
  const known = new Map<string | undefined, number>()
  return {
    values,
    code(value) {
      const code = known.get(value)
      if (code !== undefined) return code
      if (values.length === MAX_CODES) throw unreadable(`a column has more than ${MAX_CODES} distinct values`)
      known.set(value, values.length)
      values.push(value)
      return values.length - 1
    },
  }
}
