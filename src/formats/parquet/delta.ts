// Decodes Parquet's delta encodings: of integers, of the lengths of texts, and of texts that share their prefixes.

import { type Cursor, readBytes, readVarint, unzigzag } from '../cursor.ts'
import { insist, unreadable } from '../unreadable.ts'

/** Reads exactly `count` integers (DELTA_BINARY_PACKED). Throws UNREADABLE for another count, or beyond 2^53. */
export function readDeltaIntegers(cursor: Cursor, count: number): Float64Array {
  const blockValues = readVarint(cursor)
  const miniblocks = readVarint(cursor)
  const total = readVarint(cursor)
  const perMiniblock = blockValues / miniblocks
  const isSound = blockValues % 128 === 0 && perMiniblock % 32 === 0 && perMiniblock > 0 && blockValues <= 65_536
  insist(isSound, `Parquet deltas come in blocks of ${blockValues} values, cut into ${miniblocks}`)
  insist(total === count, `Parquet deltas hold ${total} values where ${count} are due`)

  const values = new Float64Array(count)
  let value = unzigzag(readVarint(cursor))
  if (count > 0) values[0] = value
  let at = 1
  while (at < count) {
    const minDelta = unzigzag(readVarint(cursor))
    const widths = readBytes(cursor, miniblocks)
    for (let index = 0; index < miniblocks && at < count; index += 1) {
      const width = widths[index] as number
      insist(width <= 64, `a Parquet delta is ${width} bits wide`)
      const bytes = readBytes(cursor, (perMiniblock * width) / 8)
      const end = Math.min(count, at + perMiniblock)
      for (let bit = 0; at < end; at += 1, bit += width) {
        value += minDelta + readBits(bytes, bit, width)
        if (!Number.isSafeInteger(value)) throw unreadable('a Parquet integer is larger than 2^53')
        values[at] = value
      }
    }
  }
  return values
}

/** `width` bits from bit `start` on, lowest first; exact below 2^53. */
function readBits(bytes: Uint8Array, start: number, width: number): number {
  let value = 0
  for (let done = 0; done < width; ) {
    const bit = start + done
    const take = Math.min(8 - (bit & 7), width - done)
    value += (((bytes[bit >> 3] as number) >> (bit & 7)) & ((1 << take) - 1)) * 2 ** done
    done += take
  }
  return value
}

/** Texts one after the other: bytes, and where each starts and ends. */
export type PlainTexts = { readonly bytes: Uint8Array; readonly starts: Uint32Array; readonly ends: Uint32Array }

/** Reads `count` texts whose lengths come first (DELTA_LENGTH_BYTE_ARRAY). */
export function readDeltaLengthTexts(cursor: Cursor, count: number): PlainTexts {
  const lengths = readLengths(cursor, count)
  const starts = new Uint32Array(count)
  const ends = new Uint32Array(count)
  let end = 0
  for (let index = 0; index < count; index += 1) {
    starts[index] = end
    end += lengths[index] as number
    ends[index] = end
  }
  return { bytes: readBytes(cursor, end), starts, ends }
}

/** Maximum size of a page of prefix-shared texts once expanded. */
const MAX_UNFOLDED_BYTES = 256 * 1024 * 1024

/** Reads `count` texts that each repeat a prefix of the previous one (DELTA_BYTE_ARRAY). */
export function readDeltaTexts(cursor: Cursor, count: number): PlainTexts {
  const prefixes = readLengths(cursor, count)
  const suffixes = readDeltaLengthTexts(cursor, count)
  const total = prefixes.reduce((sum, length) => sum + length, suffixes.bytes.length)
  insist(total <= MAX_UNFOLDED_BYTES, `Parquet texts of ${total} bytes are announced in one page`)
  const texts = { bytes: new Uint8Array(total), starts: new Uint32Array(count), ends: new Uint32Array(count) }
  let end = 0
  let lastStart = 0
  for (let index = 0; index < count; index += 1) {
    const prefix = prefixes[index] as number
    insist(prefix <= end - lastStart, 'a Parquet text repeats more than the text before it has')
    texts.bytes.copyWithin(end, lastStart, lastStart + prefix)
    texts.bytes.set(suffixes.bytes.subarray(suffixes.starts[index], suffixes.ends[index]), end + prefix)
    texts.starts[index] = end
    lastStart = end
    end += prefix + (suffixes.ends[index] as number) - (suffixes.starts[index] as number)
    texts.ends[index] = end
  }
  return texts
}

function readLengths(cursor: Cursor, count: number): Float64Array {
  const lengths = readDeltaIntegers(cursor, count)
  for (const length of lengths) {
    if (!(length >= 0 && length < 2 ** 31)) throw unreadable(`a Parquet text has the length ${length}`)
  }
  return lengths
}
