// Knows Parquet's run-length / bit-packing hybrid, which holds null flags, dictionary indexes and booleans.

import { type Cursor, readByte, readVarint } from '../cursor.ts'
import { insist, unreadable } from '../unreadable.ts'

/** One run: `count` values, all equal to `values[0]` when `constant`. Reused from run to run. */
export type HybridRun = { count: number; constant: boolean; readonly values: Uint32Array }

/** Bit-packed runs can be of any length; they are handed over in pieces of this many values, a multiple of 8. */
const PIECE_VALUES = 512

/** The widest that bit unpacking supports: 24 bits and 7 left over fit 31. */
const MAX_WIDTH = 24

/**
 * Decodes `count` values of `width` bits, run by run; `at` is the position of a run's first value. Only the padding of
 * the last bit-packed group may be left over. Throws UNREADABLE when the bytes end earlier, or runs overshoot.
 */
export function decodeHybrid(
  cursor: Cursor,
  width: number,
  count: number,
  sink: (run: HybridRun, at: number) => void,
): void {
  insist(width <= MAX_WIDTH, `Parquet values of ${width} bits are not supported: inventory has few distinct values`)
  const run: HybridRun = { count: 0, constant: false, values: new Uint32Array(PIECE_VALUES) }
  let at = 0
  while (at < count) {
    const header = readVarint(cursor)
    const length = Math.floor(header / 2)
    if (header % 2 === 0) {
      if (length === 0 || length > count - at) throw unreadable(`a Parquet run of ${length} values is too long`)
      run.count = length
      run.constant = true
      run.values[0] = readRepeated(cursor, width)
      sink(run, at)
      at += length
    } else {
      if (length === 0 || (length - 1) * 8 >= count - at) throw unreadable(`${length} Parquet groups are too many`)
      at = unpackGroups(cursor, width, length, at, count, run, sink)
    }
  }
}

/**
 * Of the `count` values that decodeHybrid would give, those at the ascending `positions`: the others are stepped over.
 * A position of -1 has no value and comes out as 0.
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
      if (length === 0 || (length - 1) * 8 >= count - at) throw unreadable(`${length} Parquet groups are too many`)
      end = Math.min(count, at + length * 8)
      // Some writers leave out the bytes of the last group that hold padding only.
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

/** The value at `index` of a bit-packed run that starts at byte `start`; the caller knows that its bytes are there. */
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

function unpackGroups(
  cursor: Cursor,
  width: number,
  groups: number,
  start: number,
  count: number,
  run: HybridRun,
  sink: (run: HybridRun, at: number) => void,
): number {
  run.constant = false
  let at = start
  for (let left = groups; left > 0; ) {
    const piece = Math.min(left, PIECE_VALUES / 8)
    // Some writers leave out the bytes of the last group that hold padding only.
    const needed = Math.ceil((Math.min(piece * 8, count - at) * width) / 8)
    const bytes = Math.max(needed, Math.min(piece * width, cursor.end - cursor.offset))
    if (bytes > cursor.end - cursor.offset) throw unreadable('a Parquet run ends too early')
    run.count = Math.min(piece * 8, count - at)
    unpackBits(cursor.bytes, cursor.offset, width, run.count, run.values)
    cursor.offset += bytes
    sink(run, at)
    at += run.count
    left -= piece
  }
  return at
}

/** Lowest bit first, no padding between values; the caller knows that the bytes are there. */
function unpackBits(bytes: Uint8Array, start: number, width: number, count: number, values: Uint32Array): void {
  const mask = (1 << width) - 1
  if (width === 1 || width === 2 || width === 4) {
    // Whole bytes of values: null flags, booleans and small dictionaries, which are the most there is to unpack.
    const perByte = 8 / width
    for (let index = 0, at = start; index < count; at += 1) {
      let byte = bytes[at] as number
      for (const end = Math.min(count, index + perByte); index < end; index += 1) {
        values[index] = byte & mask
        byte >>= width
      }
    }
    return
  }
  let pending = 0
  let pendingBits = 0
  let at = start
  for (let index = 0; index < count; index += 1) {
    while (pendingBits < width) {
      pending |= (bytes[at] as number) << pendingBits
      at += 1
      pendingBits += 8
    }
    values[index] = pending & mask
    pending >>>= width
    pendingBits -= width
  }
}
