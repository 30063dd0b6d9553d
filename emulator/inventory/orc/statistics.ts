// ORC's column statistics: number of values, presence of nulls, minimum, maximum and sum (ORC Specification v1, "Column
// Statistics"). The same for a row group, a stripe and the file.

import type { ColumnType } from '../columns.ts'
import type { OrcValue } from './columns.ts'
import { delimited, encodeMessage, type Field, packed, signed, text, varint } from './protobuf.ts'

/** The statistics of the root struct, which only counts rows. */
export function describeRows(count: number): Uint8Array {
  return encodeMessage(varint(1, count), varint(10, 0))
}

/** The statistics of some values of a column. */
export function describeValues(type: ColumnType, values: readonly OrcValue[]): Uint8Array {
  const present = values.filter((value) => value !== null)
  const details = present.length === 0 ? [] : [describeType(type, present)]
  return encodeMessage(varint(1, present.length), ...details, varint(10, present.length < values.length ? 1 : 0))
}

function describeType(type: ColumnType, values: readonly NonNullable<OrcValue>[]): Field {
  if (type === 'boolean')
    return delimited(5, encodeMessage(packed(1, [values.filter((value) => value === true).length])))
  if (type === 'string') return describeStrings(values.map(String))
  const numbers = values.map(Number)
  const least = numbers.reduce((a, b) => Math.min(a, b))
  const greatest = numbers.reduce((a, b) => Math.max(a, b))
  if (type === 'timestamp') {
    // Milliseconds in the writer's time zone, then in UTC: the writer's time zone is UTC.
    return delimited(9, encodeMessage(signed(1, least), signed(2, greatest), signed(3, least), signed(4, greatest)))
  }
  const sum = numbers.reduce((total, value) => total + BigInt(value), 0n)
  return delimited(2, encodeMessage(signed(1, least), signed(2, greatest), signed(3, sum)))
}

/** Minimum and maximum by UTF-8 bytes; the sum is that of their lengths in bytes. */
function describeStrings(values: readonly string[]): Field {
  const isBefore = values.some((value) => SURROGATE.test(value)) ? isBeforeByBytes : isBeforeByUnits
  let bytes = 0
  let [least = '', greatest = ''] = [values[0], values[0]]
  for (const value of values) {
    bytes += Buffer.byteLength(value, 'utf8')
    if (isBefore(value, least)) least = value
    else if (isBefore(greatest, value)) greatest = value
  }
  return delimited(4, encodeMessage(text(1, least), text(2, greatest), signed(3, bytes)))
}

// Without surrogates, UTF-16 units have the same order as UTF-8 bytes.
const SURROGATE = /[\ud800-\udfff]/

function isBeforeByUnits(left: string, right: string): boolean {
  return left < right
}

function isBeforeByBytes(left: string, right: string): boolean {
  return Buffer.compare(Buffer.from(left, 'utf8'), Buffer.from(right, 'utf8')) < 0
}
