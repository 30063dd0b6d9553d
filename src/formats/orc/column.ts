// Knows what every ORC column has: streams by kind, and a stream that says which rows are null.

import { insist, unreadable } from '../unreadable.ts'
import { decodeFlags } from './byte-runs.ts'
import { type ColumnEncoding, PRESENT } from './stripe-footer.ts'

/** One column of one stripe, fetched and decompressed. */
export type StripeColumn = {
  readonly name: string
  readonly rows: number
  readonly encoding: ColumnEncoding
  /** Content of a stream; undefined when the column has none of that kind. */
  readonly stream: (kind: number) => Uint8Array | undefined
}

/** Which rows have a value. `flags` is undefined when all have. */
export type Presence = { readonly flags: Uint8Array | undefined; readonly values: number }

export function readPresence(column: StripeColumn): Presence {
  const stream = column.stream(PRESENT)
  if (stream === undefined) return { flags: undefined, values: column.rows }
  const flags = decodeFlags(stream, column.rows)
  let values = 0
  for (let row = 0; row < flags.length; row += 1) values += flags[row] as number
  return { flags, values }
}

/** A stream that must be there unless there are no values: writers leave empty streams out. */
export function requireStream(column: StripeColumn, kind: number, values: number): Uint8Array {
  const stream = column.stream(kind)
  if (stream === undefined && values > 0)
    throw unreadable(`the ORC column ${column.name} lacks a stream of kind ${kind}`)
  return stream ?? new Uint8Array(0)
}

/** For each wanted row (each row of all when `wanted` is undefined) the position of its value, or -1 for null. */
export function locateValues(presence: Presence, rows: number, wanted: Uint32Array | undefined): Int32Array {
  const positions = new Int32Array(rows)
  let next = 0
  for (let row = 0; row < rows; row += 1) {
    const present = presence.flags === undefined || presence.flags[row] === 1
    positions[row] = present ? next : -1
    if (present) next += 1
  }
  if (wanted === undefined) return positions
  return Int32Array.from(wanted, (row) => {
    insist(row < rows, `row ${row} of an ORC stripe of ${rows} rows is wanted`)
    return positions[row] as number
  })
}
