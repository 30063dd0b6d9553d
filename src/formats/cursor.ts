// Reads bytes that may end too early, and the variable-length integers that both formats use.

import { insist, unreadable } from './unreadable.ts'

/** A position in some bytes. Readers move `offset`; nothing at or after `end` is ever read. */
export type Cursor = { readonly bytes: Uint8Array; offset: number; readonly end: number }

/** A cursor over `bytes`, or over the part of them from `start` to `end`. */
export function cursorOver(bytes: Uint8Array, start = 0, end = bytes.length): Cursor {
  insist(start >= 0 && start <= end && end <= bytes.length, `bytes ${start} to ${end} are outside of ${bytes.length}`)
  return { bytes, offset: start, end }
}

/** The next byte. Throws UNREADABLE at the end. */
export function readByte(cursor: Cursor): number {
  if (cursor.offset >= cursor.end) throw unreadable('the data ends too early')
  return cursor.bytes[cursor.offset++] as number
}

/** The next `length` bytes, not copied. Throws UNREADABLE if there are fewer. */
export function readBytes(cursor: Cursor, length: number): Uint8Array {
  if (!(length >= 0 && length <= cursor.end - cursor.offset)) {
    throw unreadable(`a length of ${length} bytes exceeds what is left`)
  }
  const start = cursor.offset
  cursor.offset += length
  return cursor.bytes.subarray(start, cursor.offset)
}

/**
 * The next unsigned LEB128 integer, exact. Throws UNREADABLE above 2^53 - 1: nothing in an inventory is that large, and
 * an inexact number must not pass.
 */
export function readVarint(cursor: Cursor): number {
  let value = 0
  let scale = 1
  for (let length = 1; length <= 10; length += 1) {
    const byte = readByte(cursor)
    value += (byte & 0x7f) * scale
    if (byte < 0x80) {
      if (value > Number.MAX_SAFE_INTEGER) throw unreadable('an integer is larger than 2^53')
      return value
    }
    scale *= 128
  }
  throw unreadable('an integer is longer than ten bytes')
}

/** The signed integer that zigzag encoding wrote as `unsigned`: 0, -1, 1, -2, … */
export function unzigzag(unsigned: number): number {
  return unsigned % 2 === 0 ? unsigned / 2 : -(unsigned + 1) / 2
}
