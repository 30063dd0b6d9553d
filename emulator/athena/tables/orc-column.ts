// The values of one column in one stripe of an ORC file (ORC Specification v1, "Column Encodings").

import type { Cell } from '../sql/duckdb.ts'
import { readBits, readIntegers } from './orc-runs.ts'

export type StripeColumn = {
  readonly kind: number
  readonly rows: number
  /** By kind, decompressed. */
  readonly streams: ReadonlyMap<number, Uint8Array>
  readonly encoding: number
  readonly dictionarySize: number
}

const STREAM = { present: 0, data: 1, length: 2, dictionary: 3, secondary: 5 } as const
const ENCODING = { direct: 0, dictionary: 1, directV2: 2, dictionaryV2: 3 } as const
const KIND = { boolean: 0, timestamp: 9 } as const
const INTEGERS: ReadonlySet<number> = new Set([2, 3, 4])
/** 2015-01-01T00:00:00Z, from which ORC counts seconds. */
const EPOCH_SECONDS = 1_420_070_400n

/** One cell for each row. Throws if there are not as many values as rows need. */
export function readStripeColumn(column: StripeColumn): readonly Cell[] {
  const present = column.streams.get(STREAM.present)
  const isThere = present === undefined ? undefined : take(readBits(present), column.rows)
  const count = isThere?.filter((one) => one).length ?? column.rows
  const values = readValues(column, count)
  let at = -1
  return Array.from({ length: column.rows }, (_, row) => {
    if (isThere?.[row] === false) return null
    at += 1
    return values[at] ?? null
  })
}

function readValues(column: StripeColumn, count: number): readonly Cell[] {
  if (column.kind === KIND.boolean) return take(readBits(stream(column, STREAM.data)), count)
  if (INTEGERS.has(column.kind)) return take(integers(column, STREAM.data, true), count)
  return column.kind === KIND.timestamp ? readTimes(column, count) : readTexts(column, count)
}

function readTimes(column: StripeColumn, count: number): readonly Cell[] {
  const nanoseconds = take(integers(column, STREAM.secondary, false), count)
  return take(integers(column, STREAM.data, true), count).map((seconds, at) => {
    const fraction = decodeNanoseconds(nanoseconds[at] ?? 0n)
    const whole = seconds + EPOCH_SECONDS
    // Writers truncate towards zero (ORC-763 kept this for files of before 1970).
    const start = whole < 0n && fraction > 999_999n ? whole - 1n : whole
    return { microseconds: start * 1_000_000n + fraction / 1_000n }
  })
}

/** The lowest three bits count the zeros that were left out, less one. */
function decodeNanoseconds(coded: bigint): bigint {
  const zeros = coded & 7n
  return zeros === 0n ? coded >> 3n : (coded >> 3n) * 10n ** (zeros + 1n)
}

function readTexts(column: StripeColumn, count: number): readonly Cell[] {
  const isDictionary = column.encoding === ENCODING.dictionary || column.encoding === ENCODING.dictionaryV2
  if (!isDictionary) return cutTexts(column, STREAM.data, count)
  const words = cutTexts(column, STREAM.dictionary, column.dictionarySize)
  return take(integers(column, STREAM.data, false), count).map((index) => {
    const word = words[Number(index)]
    if (word === undefined) throw new RangeError('a word is not in the dictionary')
    return word
  })
}

function cutTexts(column: StripeColumn, kind: number, count: number): readonly string[] {
  const bytes = Buffer.from(count === 0 ? [] : stream(column, kind))
  let at = 0
  return take(count === 0 ? [] : integers(column, STREAM.length, false), count).map((length) => {
    const end = at + Number(length)
    if (end > bytes.length) throw new RangeError('a text ends beyond its stream')
    const text = bytes.toString('utf8', at, end)
    at = end
    return text
  })
}

function integers(column: StripeColumn, kind: number, isSigned: boolean): Iterable<bigint> {
  const isFirst = column.encoding === ENCODING.direct || column.encoding === ENCODING.dictionary
  return readIntegers(stream(column, kind), isSigned, isFirst ? 1 : 2)
}

/** A stream without values may be left out. */
const stream = ({ streams }: StripeColumn, kind: number): Uint8Array => streams.get(kind) ?? new Uint8Array()

/** The first values. Throws if there are fewer. */
function take<T>(values: Iterable<T>, count: number): readonly T[] {
  const taken: T[] = []
  if (count === 0) return taken
  for (const value of values) {
    taken.push(value)
    if (taken.length === count) return taken
  }
  throw new RangeError('a stream has fewer values than rows')
}
