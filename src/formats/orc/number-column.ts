// Reads ORC's integer, timestamp and boolean columns.

import { NULL_FLAG } from '../columnar.ts'
import { locateValues, placeValues } from '../presence.ts'
import { insist, unreadable } from '../unreadable.ts'
import { decodeByteRuns, decodeFlags } from './byte-runs.ts'
import { readPresence, requireStream, type StripeColumn } from './column.ts'
import { decodeIntegers } from './integer-runs.ts'
import { DATA, SECONDARY } from './stripe-footer.ts'

/** ORC counts seconds from the start of 2015 in the writer's time zone. */
const SECONDS_TO_2015 = 1_420_070_400

const UTC_NAMES = new Set([
  'UTC',
  'GMT',
  'Etc/UTC',
  'Etc/GMT',
  'Etc/UCT',
  'UCT',
  'Zulu',
  'Etc/Zulu',
  'GMT0',
  'Etc/GMT0',
])

/** Integers of the wanted rows (all if undefined); NaN is null. */
export function readIntegers(column: StripeColumn, wanted: Uint32Array | undefined): Float64Array {
  const presence = readPresence(column)
  const stream = requireStream(column, DATA, presence.values)
  const integers = decodeIntegers(stream, { version: column.encoding.version, signed: true }, presence.values)
  return spread(locateValues(presence, column.rows, wanted), (position) => integers[position] as number)
}

/** Integers of one byte each, which have a separate encoding. */
export function readTinyIntegers(column: StripeColumn, wanted: Uint32Array | undefined): Float64Array {
  const presence = readPresence(column)
  const bytes = decodeByteRuns(requireStream(column, DATA, presence.values), presence.values)
  return spread(locateValues(presence, column.rows, wanted), (position) => ((bytes[position] as number) << 24) >> 24)
}

/**
 * Timestamps as epoch milliseconds, rounded up so that no object looks older than it is; NaN is null.
 * `timeZone` is the writer's. Throws UNREADABLE unless it is UTC: otherwise the seconds would have another meaning.
 */
export function readTimestamps(column: StripeColumn, wanted: Uint32Array | undefined, timeZone: string): Float64Array {
  insist(
    UTC_NAMES.has(timeZone),
    `ORC timestamps of time zone ${timeZone || '(none)'} are not supported: S3 writes UTC`,
  )
  const presence = readPresence(column)
  const { version } = column.encoding
  const count = presence.values
  const seconds = decodeIntegers(requireStream(column, DATA, count), { version, signed: true }, count)
  const fractions = decodeIntegers(requireStream(column, SECONDARY, count), { version, signed: false }, count)
  return spread(locateValues(presence, column.rows, wanted), (position) => {
    const nanoseconds = decodeNanoseconds(fractions[position] as number)
    const wholeSeconds = (seconds[position] as number) + SECONDS_TO_2015
    // Writers round the fraction toward zero: before 1970 a timestamp with a fraction is in the previous second.
    const floor = wholeSeconds < 0 && nanoseconds > 999_999 ? wholeSeconds - 1 : wholeSeconds
    return floor * 1000 + Math.ceil(nanoseconds / 1_000_000)
  })
}

/** The last three bits say how many trailing zeros were dropped: 0 for none, n for n + 1. */
function decodeNanoseconds(encoded: number): number {
  const zeros = encoded % 8
  const nanoseconds = Math.floor(encoded / 8) * (zeros === 0 ? 1 : 10 ** (zeros + 1))
  if (!(nanoseconds >= 0 && nanoseconds < 1_000_000_000)) {
    throw unreadable(`an ORC timestamp has ${nanoseconds} nanoseconds`)
  }
  return nanoseconds
}

/** Booleans of the wanted rows (all if undefined): 1, 0, or NULL_FLAG. */
export function readFlags(column: StripeColumn, wanted: Uint32Array | undefined): Uint8Array {
  const presence = readPresence(column)
  const flags = decodeFlags(requireStream(column, DATA, presence.values), presence.values)
  if (presence.flags === undefined && wanted === undefined) return flags
  const placed = new Uint8Array(wanted?.length ?? column.rows)
  placeValues(flags, presence, NULL_FLAG, placed, wanted)
  return placed
}

function spread(positions: Int32Array, valueAt: (position: number) => number): Float64Array {
  const numbers = new Float64Array(positions.length)
  for (let row = 0; row < numbers.length; row += 1) {
    const position = positions[row] as number
    numbers[row] = position < 0 ? Number.NaN : valueAt(position)
  }
  return numbers
}
