// Encodes the values of one column in one stripe as ORC: presence, data, lengths, dictionary (ORC Specification v1,
// "Column Encodings"). Runs start again with each row group, so that an index can refer to it.

import type { ColumnType } from '../columns.ts'
import { ByteSink } from './byte-sink.ts'
import { writeByteRuns, writeIntegerRuns } from './run-length.ts'

export type OrcValue = string | boolean | number | null

/** Numbers in ORC's protobuf definition. */
export const STREAM_KIND = { present: 0, data: 1, length: 2, dictionaryData: 3, secondary: 5, rowIndex: 6 } as const
const ENCODING_KIND = { direct: 0, directV2: 2, dictionaryV2: 3 } as const

/** Start of a row group in a stream: the uncompressed byte, and what a reader then skips (runs, bits). */
export type GroupStart = { readonly byte: number; readonly skips: readonly number[] }

export type OrcStream = {
  readonly kind: number
  readonly bytes: Uint8Array
  /** One per row group; empty for streams that are read as a whole. */
  readonly starts: readonly GroupStart[]
}

export type EncodedColumn = {
  readonly encoding: number
  readonly dictionarySize: number
  readonly streams: readonly OrcStream[]
}

/** Seconds from 1970 to 2015, the epoch of ORC's timestamps. */
const ORC_EPOCH_SECONDS = 1_420_070_400

/** The streams of a column whose values are divided into row groups. */
export function encodeColumn(type: ColumnType, groups: readonly (readonly OrcValue[])[]): EncodedColumn {
  const hasNulls = groups.some((group) => group.includes(null))
  const presence = hasNulls
    ? [
        encodeBits(
          STREAM_KIND.present,
          groups.map((group) => group.map((value) => value !== null)),
        ),
      ]
    : []
  const values = groups.map((group) => group.filter((value) => value !== null))
  const { encoding, dictionarySize, streams } = encodeValues(type, values)
  return { encoding, dictionarySize, streams: [...presence, ...streams] }
}

function encodeValues(type: ColumnType, groups: readonly (readonly NonNullable<OrcValue>[])[]): EncodedColumn {
  const numbers = groups.map((group) => group.map(Number))
  if (type === 'string') return encodeStrings(groups.map((group) => group.map(String)))
  if (type === 'boolean') {
    const bits = groups.map((group) => group.map((value) => value === true))
    return { encoding: ENCODING_KIND.direct, dictionarySize: 0, streams: [encodeBits(STREAM_KIND.data, bits)] }
  }
  const streams = type === 'bigint' ? [encodeIntegers(STREAM_KIND.data, numbers, true)] : encodeTimestamps(numbers)
  return { encoding: ENCODING_KIND.directV2, dictionarySize: 0, streams }
}

/** A dictionary if it at least halves the number of strings, otherwise the strings one after the other. */
function encodeStrings(groups: readonly (readonly string[])[]): EncodedColumn {
  const all = groups.flat()
  const distinct = new Set(all)
  if (distinct.size > all.length / 2) return encodeDirectStrings(groups)
  const entries = [...distinct].map((entry) => ({ entry, bytes: Buffer.from(entry, 'utf8') }))
  entries.sort((a, b) => Buffer.compare(a.bytes, b.bytes))
  const numberOf = new Map(entries.map(({ entry }, index) => [entry, index]))
  const indexes = groups.map((group) => group.map((value) => numberOf.get(value) ?? 0))
  const lengths = [entries.map(({ bytes }) => bytes.length)]
  return {
    encoding: ENCODING_KIND.dictionaryV2,
    dictionarySize: entries.length,
    streams: [
      encodeIntegers(STREAM_KIND.data, indexes, false),
      { kind: STREAM_KIND.dictionaryData, bytes: Buffer.concat(entries.map(({ bytes }) => bytes)), starts: [] },
      { ...encodeIntegers(STREAM_KIND.length, lengths, false), starts: [] },
    ],
  }
}

function encodeDirectStrings(groups: readonly (readonly string[])[]): EncodedColumn {
  const sink = new ByteSink()
  const starts: GroupStart[] = []
  const lengths: number[][] = []
  for (const group of groups) {
    starts.push({ byte: sink.length, skips: [] })
    const groupLengths: number[] = []
    for (const value of group) {
      const bytes = Buffer.from(value, 'utf8')
      sink.pushAll(bytes)
      groupLengths.push(bytes.length)
    }
    lengths.push(groupLengths)
  }
  const data = { kind: STREAM_KIND.data, bytes: sink.toBytes(), starts }
  return {
    encoding: ENCODING_KIND.directV2,
    dictionarySize: 0,
    streams: [data, encodeIntegers(STREAM_KIND.length, lengths, false)],
  }
}

function encodeTimestamps(groups: readonly (readonly number[])[]): readonly OrcStream[] {
  const early = groups.flat().find((milliseconds) => milliseconds < 0)
  // ORC's writers disagree on fractions of seconds before 1970; S3 has no such times.
  if (early !== undefined) throw new RangeError(`a time before 1970 cannot be written: ${early}`)
  const seconds = groups.map((group) => group.map((value) => Math.floor(value / 1000) - ORC_EPOCH_SECONDS))
  const nanoseconds = groups.map((group) => group.map((value) => encodeNanoseconds((value % 1000) * 1_000_000)))
  return [encodeIntegers(STREAM_KIND.data, seconds, true), encodeIntegers(STREAM_KIND.secondary, nanoseconds, false)]
}

/** Trailing decimal zeros are encoded in the lowest three bits: their number minus one, if there are at least two. */
function encodeNanoseconds(nanoseconds: number): number {
  if (nanoseconds === 0) return 0
  if (nanoseconds % 100 !== 0) return nanoseconds * 8
  let rest = nanoseconds / 100
  let zeros = 2
  while (rest % 10 === 0 && zeros < 8) {
    rest /= 10
    zeros += 1
  }
  return rest * 8 + (zeros - 1)
}

function encodeIntegers(kind: number, groups: readonly (readonly number[])[], isSigned: boolean): OrcStream {
  const sink = new ByteSink()
  const starts: GroupStart[] = []
  for (const group of groups) {
    starts.push({ byte: sink.length, skips: [0] })
    writeIntegerRuns(sink, group, isSigned)
  }
  return { kind, bytes: sink.toBytes(), starts }
}

/**
 * Bits, eight per byte, highest first, as byte runs. A group may start within a byte: a new run then starts with that
 * byte, and the reader skips the bits of the previous group.
 */
function encodeBits(kind: number, groups: readonly (readonly boolean[])[]): OrcStream {
  const bits = groups.flat()
  const packedBits = new Uint8Array(Math.ceil(bits.length / 8))
  for (const [index, bit] of bits.entries()) {
    if (bit) packedBits[index >> 3] = (packedBits[index >> 3] ?? 0) | (0x80 >> (index & 7))
  }
  const sink = new ByteSink()
  const starts: GroupStart[] = []
  let bit = 0
  for (const [index, group] of groups.entries()) {
    starts.push({ byte: sink.length, skips: [0, bit & 7] })
    const isLast = index === groups.length - 1
    const next = bit + group.length
    writeByteRuns(sink, packedBits.subarray(bit >> 3, isLast ? packedBits.length : next >> 3))
    bit = next
  }
  return { kind, bytes: sink.toBytes(), starts }
}
