// Reads ORC's text columns (string, varchar, char): direct or with a dictionary, version 1 or 2.

import { type CodedColumn, codeTexts, decodeUtf8, internValues, MAX_CODES, type TextColumn } from '../columnar.ts'
import { unpackIndexes } from '../kernel/column-kernel.ts'
import { locateValues, placeValues } from '../presence.ts'
import { insist, unreadable } from '../unreadable.ts'
import { readPresence, requireStream, type StripeColumn } from './column.ts'
import type { IntegerRun } from './integer-run.ts'
import { decodeIntegers, decodeRuns } from './integer-runs.ts'
import { DATA, DICTIONARY_DATA, LENGTH } from './stripe-footer.ts'

/** The texts of the wanted rows (all rows if undefined), as positions in the decompressed bytes. */
export function readTexts(column: StripeColumn, wanted: Uint32Array | undefined): TextColumn {
  const presence = readPresence(column)
  const positions = locateValues(presence, column.rows, wanted)
  const { bytes, ends } = column.encoding.dictionary
    ? readEntries(column, DICTIONARY_DATA, presence.values === 0 ? 0 : column.encoding.dictionarySize)
    : readEntries(column, DATA, presence.values)
  const indexes = column.encoding.dictionary ? readIndexes(column, presence.values) : undefined

  const texts = { bytes, starts: new Uint32Array(positions.length), ends: new Uint32Array(positions.length) }
  for (let row = 0; row < positions.length; row += 1) {
    const position = positions[row] as number
    if (position < 0) {
      texts.starts[row] = 1
      continue
    }
    const entry = indexes === undefined ? position : (indexes[position] as number)
    if (entry >= ends.length) throw unreadable(`the ORC column ${column.name} points behind its dictionary`)
    texts.starts[row] = entry === 0 ? 0 : (ends[entry - 1] as number)
    texts.ends[row] = ends[entry] as number
  }
  return texts
}

/** The same as codes. For a small dictionary, the fast path turns runs into codes without a step per row. */
export function readCodes(column: StripeColumn, wanted: Uint32Array | undefined): CodedColumn {
  const { dictionary, dictionarySize } = column.encoding
  // One code is reserved for null.
  if (!dictionary || dictionarySize >= MAX_CODES) return codeTexts(readTexts(column, wanted))

  const presence = readPresence(column)
  const { bytes, ends } = readEntries(column, DICTIONARY_DATA, presence.values === 0 ? 0 : dictionarySize)
  const intern = internValues()
  const codeOf = Uint8Array.from(ends, (end, entry) =>
    intern.code(decodeUtf8(bytes, entry === 0 ? 0 : (ends[entry - 1] as number), end)),
  )
  const stored = readDictionaryCodes(column, codeOf, presence.values)
  if (presence.flags === undefined && wanted === undefined) return { codes: stored, values: intern.values }
  const codes = new Uint8Array(wanted?.length ?? column.rows)
  placeValues(stored, presence, presence.flags === undefined ? 0 : intern.code(undefined), codes, wanted)
  return { codes, values: intern.values }
}

function readDictionaryCodes(column: StripeColumn, codeOf: Uint8Array, count: number): Uint8Array {
  const stream = requireStream(column, DATA, count)
  const quick = column.encoding.version === 2 ? unpackIndexes(stream, count, codeOf) : undefined
  if (quick !== undefined) return quick
  const codes = new Uint8Array(count)
  decodeRuns(stream, unsigned(column), count, (run, at) => {
    if (!codeRun(run, codeOf, codes, at)) throw unreadable(`the ORC column ${column.name} points behind its dictionary`)
  })
  return codes
}

/** Writes the codes of a run of indexes from `at` on. False if any index has none. */
function codeRun({ values, count, constant }: IntegerRun, codeOf: Uint8Array, codes: Uint8Array, at: number): boolean {
  const entries = codeOf.length
  const due = constant ? 1 : count
  for (let index = 0; index < due; index += 1) {
    const entry = values[index] as number
    if (!(entry >= 0 && entry < entries)) return false
    codes[at + index] = codeOf[entry | 0] as number
  }
  if (constant) codes.fill(codes[at] as number, at, at + count)
  return true
}

/** The texts of a stream one after the other, and where each ends. Their lengths must add up to its size. */
function readEntries(column: StripeColumn, kind: number, count: number): { bytes: Uint8Array; ends: Uint32Array } {
  const lengths = requireStream(column, LENGTH, count)
  const ends = new Uint32Array(count)
  let end = 0
  decodeRuns(lengths, unsigned(column), count, (run, at) => {
    for (let index = 0; index < run.count; index += 1) {
      const length = run.values[index] as number
      if (!(length >= 0)) throw unreadable(`the ORC column ${column.name} has a text of negative length`)
      end += length
      ends[at + index] = end
    }
  })
  const bytes = requireStream(column, kind, end)
  insist(bytes.length === end, `the ORC column ${column.name} has ${bytes.length} bytes of text and lengths for ${end}`)
  return { bytes, ends }
}

function readIndexes(column: StripeColumn, values: number): Float64Array {
  const indexes = decodeIntegers(requireStream(column, DATA, values), unsigned(column), values)
  for (const index of indexes) {
    if (!(index >= 0)) throw unreadable(`the ORC column ${column.name} points before its dictionary`)
  }
  return indexes
}

function unsigned(column: StripeColumn): { version: 1 | 2; signed: false } {
  return { version: column.encoding.version, signed: false }
}
