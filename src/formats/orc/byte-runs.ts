// Decodes ORC's run-length encoding of bytes, and booleans based on it (ORC specification, "Byte Run Length Encoding").

import { cursorOver, readByte, readBytes } from '../cursor.ts'
import { unpackBooleans } from '../kernel/column-kernel.ts'
import type { Presence } from '../presence.ts'
import { insist, unreadable } from '../unreadable.ts'

const MIN_REPEAT = 3

/** Decodes exactly `count` bytes from a stream. Throws UNREADABLE if it contains fewer or more. */
export function decodeByteRuns(stream: Uint8Array, count: number): Uint8Array {
  const cursor = cursorOver(stream)
  const bytes = new Uint8Array(count)
  let at = 0
  while (at < count) {
    const control = readByte(cursor)
    const length = control < 0x80 ? control + MIN_REPEAT : 0x100 - control
    if (at + length > count) throw unreadable(`an ORC stream holds more than its ${count} bytes`)
    if (control < 0x80) bytes.fill(readByte(cursor), at, at + length)
    else bytes.set(readBytes(cursor, length), at)
    at += length
  }
  insist(cursor.offset === cursor.end, `an ORC stream goes on after its ${count} bytes`)
  return bytes
}

/** Decodes exactly `count` booleans, 0 or 1 each: eight to a byte, the first in the highest bit. */
export function decodeFlags(stream: Uint8Array, count: number): Uint8Array {
  return unpack(stream, count).flags ?? new Uint8Array(count).fill(1)
}

/** Decodes one boolean per row: true for rows with a value. */
export function decodePresence(stream: Uint8Array, rows: number): Presence {
  const { flags, ones } = unpack(stream, rows)
  return { flags, values: ones }
}

function unpack(stream: Uint8Array, count: number) {
  const unpacked = unpackBooleans(stream, count)
  if (unpacked !== undefined) return unpacked
  // The kernel does not say what is wrong; this throws the error.
  decodeByteRuns(stream, Math.ceil(count / 8))
  throw unreadable('an ORC stream of booleans cannot be read')
}
