// Picks a few values from Parquet's run-length / bit-packing hybrid; kernel/ unpacks all values if they are small.

import { type Cursor, readByte, readVarint } from '../cursor.ts'
import { insist, unreadable } from '../unreadable.ts'

/** The maximum width that bit unpacking supports: 24 bits and 7 left over fit 31. */
const MAX_WIDTH = 24

/**
 * Of `count` values of `width` bits those at the ascending `positions`; the others are skipped.
 * A position of -1 has no value and yields 0.
 */
export function pickHybrid(cursor: Cursor, width: number, count: number, positions: Int32Array): Uint32Array {
  insist(width <= MAX_WIDTH, `Parquet values of ${width} bits are not supported: inventory has few distinct values`)
  const picked = new Uint32Array(positions.length)
  let next = 0
  let at = 0
  while (at < count) {
    const header = readVarint(cursor)
    const length = Math.floor(header / 2)
    let end: number
    if (header % 2 === 0) {
      if (length === 0 || length > count - at) throw unreadable(`a Parquet run of ${length} values is too long`)
      end = at + length
      const value = readRepeated(cursor, width)
      for (; next < positions.length && (positions[next] as number) < end; next += 1) picked[next] = value
    } else {
      if (length === 0) throw unreadable('a Parquet run of no groups is announced')
      // Some writers fill whole groups after the values (DuckDB 32), others omit bytes that contain only padding.
      end = Math.min(count, at + length * 8)
      if (Math.ceil(((end - at) * width) / 8) > cursor.end - cursor.offset) {
        throw unreadable('a Parquet run ends too early')
      }
      for (; next < positions.length && (positions[next] as number) < end; next += 1) {
        const position = positions[next] as number
        if (position >= 0) picked[next] = unpackOne(cursor.bytes, cursor.offset, width, position - at)
      }
      cursor.offset += Math.min(length * width, cursor.end - cursor.offset)
    }
    at = end
  }
  return picked
}

/**
 * The value at `index` of a bit-packed run that starts at byte `start`; the caller has checked that its bytes exist.
 */
function unpackOne(bytes: Uint8Array, start: number, width: number, index: number): number {
  const bit = index * width
  const at = start + Math.floor(bit / 8)
  const shift = bit % 8
  let value = (bytes[at] as number) >>> shift
  for (let have = 8 - shift, from = at + 1; have < width; have += 8, from += 1) {
    value |= (bytes[from] as number) << have
  }
  return value & ((1 << width) - 1)
}

function readRepeated(cursor: Cursor, width: number): number {
  let value = 0
  for (let shift = 0; shift < width; shift += 8) value |= readByte(cursor) << shift
  insist(value < 2 ** width, 'a Parquet run repeats a value wider than its width')
  return value
}
