// Decodes the values of one page, by the column's type.

import type { SchemaElement } from 'hyparquet'
import { type Cursor, readByte, readBytes } from '../cursor.ts'
import { unpackRuns } from '../kernel/column-kernel.ts'
import { pickPlainIntegers, pickPlainTexts } from '../kernel/select-rows.ts'
import { insist, unreadable } from '../unreadable.ts'
import { type PlainTexts, readDeltaIntegers, readDeltaLengthTexts, readDeltaTexts } from './delta.ts'
import { pickHybrid } from './hybrid-runs.ts'
import type { Encoding, PageContent } from './page.ts'

/** True if the page contains indexes into the chunk's dictionary. */
export function isDictionaryEncoded(encoding: Encoding): boolean {
  return encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY'
}

/** The code of each value in a page of dictionary indexes. Throws UNREADABLE for an index past its end. */
export function readIndexedCodes({ values, presence }: PageContent, codeOf: Uint8Array): Uint8Array {
  return presence.values === 0 ? new Uint8Array(0) : unpackRuns(values, readByte(values), presence.values, codeOf)
}

/**
 * Indexes into a dictionary of `entries` for the values at the ascending `positions`; for -1, the index has no meaning.
 * Throws UNREADABLE for an index past the end of the dictionary.
 */
export function pickIndexes({ values, presence }: PageContent, entries: number, positions: Int32Array): Uint32Array {
  if (presence.values === 0) return new Uint32Array(positions.length)
  const indexes = pickHybrid(values, readByte(values), presence.values, positions)
  for (let at = 0; at < indexes.length; at += 1) {
    if ((indexes[at] as number) >= entries) throw unreadable('a Parquet page points behind its dictionary')
  }
  return indexes
}

/**
 * The texts of a page that does not use the dictionary, or of a dictionary page; with `positions`, which are ascending,
 * only of those values. -1 is null, whose end is before its start.
 */
export function readTexts({ encoding, values, presence }: PageContent, positions?: Int32Array): PlainTexts {
  switch (encoding) {
    case 'PLAIN':
      return readPlainTexts(values, presence.values, positions)
    case 'DELTA_LENGTH_BYTE_ARRAY':
      return pickTexts(readDeltaLengthTexts(values, presence.values), positions)
    case 'DELTA_BYTE_ARRAY':
      return pickTexts(readDeltaTexts(values, presence.values), positions)
    default:
      throw unreadable(`Parquet texts encoded as ${encoding} are not supported`)
  }
}

/** Texts that are not requested take no space. */
function pickTexts(texts: PlainTexts, positions: Int32Array | undefined): PlainTexts {
  if (positions === undefined) return texts
  const lengthOf = (position: number) =>
    position < 0 ? 0 : (texts.ends[position] as number) - (texts.starts[position] as number)
  const bytes = new Uint8Array(positions.reduce((sum, position) => sum + lengthOf(position), 0))
  const starts = new Uint32Array(positions.length).fill(1)
  const ends = new Uint32Array(positions.length)
  let to = 0
  positions.forEach((position, row) => {
    if (position < 0) return
    bytes.set(texts.bytes.subarray(texts.starts[position], texts.ends[position]), to)
    starts[row] = to
    to += lengthOf(position)
    ends[row] = to
  })
  return { bytes, starts, ends }
}

/** Each text follows its length, so all must be passed over to find the wanted ones. */
function readPlainTexts(cursor: Cursor, count: number, positions: Int32Array | undefined): PlainTexts {
  const { bytes, offset, end } = cursor
  insist(count * 4 <= end - offset, `a Parquet page announces ${count} texts`)
  if (positions !== undefined) {
    const picked = pickPlainTexts(bytes.subarray(offset, end), count, positions)
    if (picked === undefined) throw unreadable(`a Parquet page does not hold the ${count} texts it announces`)
    return picked
  }
  const starts = new Uint32Array(count)
  const ends = new Uint32Array(count)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = offset
  for (let index = 0; index < count; index += 1) {
    if (at > end - 4) throw unreadable('the texts of a Parquet page end too early')
    const length = view.getUint32(at, true)
    if (length > end - at - 4) throw unreadable(`a Parquet text of ${length} bytes is announced`)
    starts[index] = at + 4
    ends[index] = at + 4 + length
    at += 4 + length
  }
  insist(at === end, 'a Parquet page goes on after its texts')
  return { bytes, starts, ends }
}

/**
 * The numbers of a page at the `positions`, which are among those stored; NaN for -1. Integers are unchanged,
 * timestamps are epoch milliseconds rounded up.
 */
export function readNumbers(content: PageContent, element: SchemaElement, positions: Int32Array): Float64Array {
  const { encoding, values, presence } = content
  const unit = unitOf(element)
  if (encoding === 'PLAIN' && element.type === 'INT64' && unit !== 'NANOS') {
    const picked = pickPlainIntegers(takePlain(values, presence.values * 8), positions)
    if (picked === undefined) throw unreadable('a Parquet integer is larger than 2^53')
    return unit === 'MICROS' ? picked.map(scaleOf(element)) : picked
  }
  const numberAt = openNumbers(content, element)
  return Float64Array.from(positions, (position) => (position < 0 ? Number.NaN : numberAt(position)))
}

/** All other numbers: few are wanted, so each is read on demand. */
function openNumbers({ encoding, values, presence }: PageContent, element: SchemaElement): NumberAt {
  const count = presence.values
  if (encoding === 'DELTA_BINARY_PACKED' && element.type !== 'INT96') {
    const toNumber = scaleOf(element)
    const integers = count === 0 ? new Float64Array(0) : readDeltaIntegers(values, count)
    return (position) => toNumber(integers[position] as number)
  }
  if (encoding !== 'PLAIN') throw unreadable(`Parquet numbers encoded as ${encoding} are not supported`)
  const width = widthOf(element)
  const bytes = takePlain(values, count * width)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (element.type === 'INT32') return (position) => view.getInt32(position * width, true)
  if (element.type === 'INT96') return (position) => readInt96(view, position * width)
  return (position) => readNanoseconds(view, position * width)
}

/** The bytes of all numbers; the page must not have more. */
function takePlain(values: Cursor, length: number): Uint8Array {
  const bytes = readBytes(values, length)
  insist(values.offset === values.end, 'a Parquet page goes on after its numbers')
  return bytes
}

/** The number at a position, which is one of those stored. */
type NumberAt = (position: number) => number

function widthOf({ type }: SchemaElement): number {
  if (type === 'INT32') return 4
  return type === 'INT96' ? 12 : 8
}

function readInt64(view: DataView, at: number): number {
  const value = view.getInt32(at + 4, true) * 2 ** 32 + view.getUint32(at, true)
  if (!Number.isSafeInteger(value)) throw unreadable('a Parquet integer is larger than 2^53')
  return value
}

/** Current times in nanoseconds are beyond 2^53. */
function readNanoseconds(view: DataView, at: number): number {
  const nanoseconds = view.getBigInt64(at, true)
  const floor = nanoseconds / 1_000_000n
  return Number(floor * 1_000_000n < nanoseconds ? floor + 1n : floor)
}

const MS_PER_DAY = 86_400_000
const JULIAN_DAY_OF_1970 = 2_440_588

/** The old timestamp of Hive and Impala: nanoseconds of the day, then the Julian day. */
function readInt96(view: DataView, at: number): number {
  const nanoseconds = readInt64(view, at)
  insist(nanoseconds >= 0 && nanoseconds < MS_PER_DAY * 1e6, 'a Parquet timestamp has more than a day of nanoseconds')
  return (view.getInt32(at + 8, true) - JULIAN_DAY_OF_1970) * MS_PER_DAY + Math.ceil(nanoseconds / 1e6)
}

function unitOf({ logical_type: logical, converted_type: converted }: SchemaElement): string | undefined {
  if (logical?.type === 'TIMESTAMP') return logical.unit
  return converted?.startsWith('TIMESTAMP_') === true ? converted.slice('TIMESTAMP_'.length) : undefined
}

function scaleOf(element: SchemaElement): (value: number) => number {
  switch (unitOf(element)) {
    case 'MICROS':
      return (value) => Math.ceil(value / 1000)
    case 'NANOS':
      return (value) => Math.ceil(value / 1_000_000)
    default:
      return (value) => value
  }
}

/** Booleans, 0 or 1 each. */
export function readFlags({ encoding, values, presence }: PageContent): Uint8Array {
  if (encoding === 'RLE') {
    // Run-length booleans carry their own length, even when compressed.
    readBytes(values, 4)
    return unpackRuns(values, 1, presence.values)
  }
  if (encoding !== 'PLAIN') throw unreadable(`Parquet booleans encoded as ${encoding} are not supported`)
  const flags = new Uint8Array(presence.values)
  const bits = readBytes(values, Math.ceil(flags.length / 8))
  insist(values.offset === values.end, 'a Parquet page goes on after its booleans')
  unpackFlags(bits, flags)
  return flags
}

/** Bit by bit, but eight equal ones at once: flags nearly always come in long runs of equal values. */
function unpackFlags(bits: Uint8Array, flags: Uint8Array): void {
  const whole = flags.length >> 3
  for (let byte = 0; byte < whole; byte += 1) {
    const eight = bits[byte] as number
    if (eight === 0) continue
    const at = byte * 8
    if (eight === 0xff) flags.fill(1, at, at + 8)
    else for (let bit = 0; bit < 8; bit += 1) flags[at + bit] = (eight >> bit) & 1
  }
  for (let at = whole * 8; at < flags.length; at += 1) flags[at] = ((bits[at >> 3] as number) >> (at & 7)) & 1
}
