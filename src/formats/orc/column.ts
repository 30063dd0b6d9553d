// Defines what every ORC column has: streams by kind, and a stream that says which rows are null.

import type { Presence } from '../presence.ts'
import { unreadable } from '../unreadable.ts'
import { decodePresence } from './byte-runs.ts'
import { type ColumnEncoding, PRESENT } from './stripe-footer.ts'

/** One column of one stripe, fetched and decompressed. */
export type StripeColumn = {
  readonly name: string
  readonly rows: number
  readonly encoding: ColumnEncoding
  /** Content of a stream; undefined if the column has none of that kind. */
  readonly stream: (kind: number) => Uint8Array | undefined
}

/** Which rows of the stripe have a value in this column. */
export function readPresence(column: StripeColumn): Presence {
  const stream = column.stream(PRESENT)
  if (stream === undefined) return { flags: undefined, values: column.rows }
  return decodePresence(stream, column.rows)
}

/** A stream that must exist unless there are no values: writers omit empty streams. */
export function requireStream(column: StripeColumn, kind: number, values: number): Uint8Array {
  const stream = column.stream(kind)
  if (stream === undefined && values > 0)
    throw unreadable(`the ORC column ${column.name} lacks a stream of kind ${kind}`)
  return stream ?? new Uint8Array(0)
}
