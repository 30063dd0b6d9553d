// Parses a stripe's footer: where each stream of each column is, and how the column is encoded.

import type { ByteRange } from '../ranges.ts'
import { insist, unreadable } from '../unreadable.ts'
import type { Stripe } from './orc-footer.ts'
import { bytesFields, integerField, parseMessage, textField } from './protobuf.ts'

/** Kinds of streams by their numbers, as far as columns of an inventory have them. */
export const PRESENT = 0
export const DATA = 1
export const LENGTH = 2
export const DICTIONARY_DATA = 3
export const SECONDARY = 5

const ENCODINGS = ['DIRECT', 'DICTIONARY', 'DIRECT_V2', 'DICTIONARY_V2'] as const

export type ColumnEncoding = { readonly dictionary: boolean; readonly version: 1 | 2; readonly dictionarySize: number }

export type StripeFooter = {
  /** The streams of one column that contain its values, by kind. */
  readonly streamsOf: (columnId: number) => ReadonlyMap<number, ByteRange>
  readonly encodingOf: (columnId: number) => ColumnEncoding
  readonly timeZone: string
}

const MAX_DICTIONARY_ENTRIES = 64 * 1024 * 1024

/** Parses a (decompressed) stripe footer. Throws UNREADABLE if its streams do not fill the stripe exactly. */
export function parseStripeFooter(bytes: Uint8Array, stripe: Stripe): StripeFooter {
  const fields = parseMessage(bytes)
  insist(!fields.has(4), 'an ORC stripe is encrypted: only unencrypted files are supported')
  const streams = parseStreams(bytesFields(fields, 1), stripe)
  const encodings = bytesFields(fields, 2).map(parseMessage)
  return {
    streamsOf: (columnId) => streams.get(columnId) ?? new Map(),
    encodingOf(columnId) {
      const encoding = encodings[columnId]
      insist(encoding !== undefined, `an ORC stripe has no encoding for column ${columnId}`)
      return parseEncoding(integerField(encoding, 1) ?? 0, integerField(encoding, 2) ?? 0)
    },
    timeZone: textField(fields, 3) ?? '',
  }
}

function parseStreams(messages: readonly Uint8Array[], stripe: Stripe): Map<number, Map<number, ByteRange>> {
  const columns = new Map<number, Map<number, ByteRange>>()
  const dataStart = stripe.offset + stripe.indexBytes
  const end = dataStart + stripe.dataBytes
  let start = stripe.offset
  for (const message of messages) {
    const fields = parseMessage(message)
    const kind = integerField(fields, 1) ?? 0
    const columnId = integerField(fields, 2) ?? 0
    const range = { start, end: start + (integerField(fields, 3) ?? 0) }
    insist(range.end <= end, `the streams of an ORC stripe reach to byte ${range.end}, behind its end at ${end}`)
    start = range.end
    // Index streams come first; all others contain values.
    if (range.start < dataStart && range.end <= dataStart && kind >= 6) continue
    const streams = columns.get(columnId) ?? new Map<number, ByteRange>()
    insist(!streams.has(kind), `an ORC stripe has two streams of kind ${kind} for column ${columnId}`)
    columns.set(columnId, streams.set(kind, range))
  }
  insist(start === end, `the streams of an ORC stripe end at byte ${start}, its data at ${end}`)
  return columns
}

function parseEncoding(kind: number, dictionarySize: number): ColumnEncoding {
  const name = ENCODINGS[kind]
  if (name === undefined) throw unreadable(`an ORC column has the unknown encoding ${kind}`)
  insist(dictionarySize <= MAX_DICTIONARY_ENTRIES, `an ORC dictionary of ${dictionarySize} entries is announced`)
  return { dictionary: name.startsWith('DICTIONARY'), version: name.endsWith('_V2') ? 2 : 1, dictionarySize }
}
