// Knows ORC's run-length encoding of bytes, and of booleans on top of it (ORC specification, "Byte Run Length Encoding").

import { cursorOver, readByte, readBytes } from '../cursor.ts'
import type { Presence } from '../presence.ts'
import { insist, unreadable } from '../unreadable.ts'

const MIN_REPEAT = 3

/** Decodes exactly `count` bytes from a stream. Throws UNREADABLE when it holds fewer or more. */
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
  return unpackFlags(decodeByteRuns(stream, Math.ceil(count / 8)), count)
}

/** Decodes as many booleans as there are rows: true where there is a value. */
export function decodePresence(stream: Uint8Array, rows: number): Presence {
  const packed = decodeByteRuns(stream, Math.ceil(rows / 8))
  let values = 0
  for (let byte = 0; byte < rows >> 3; byte += 1) values += ONES[packed[byte] as number] as number
  // What is behind the last row in its byte says nothing.
  if (rows % 8 > 0) values += ONES[(packed.at(-1) as number) >> (8 - (rows % 8))] as number
  return { flags: values === rows ? undefined : unpackFlags(packed, rows), values }
}

/** How many bits are set in each byte. */
const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length)

/** The flags of each four bits, as a number that has them as its bytes in memory: four are written at once. */
const FOUR_FLAGS = new Uint32Array(
  Uint8Array.from({ length: 64 }, (_, index) => ((index >> 2) >> (3 - (index & 3))) & 1).buffer,
)

function unpackFlags(packed: Uint8Array, count: number): Uint8Array {
  const fours = new Uint32Array(packed.length * 2)
  for (let byte = 0; byte < packed.length; byte += 1) {
    const bits = packed[byte] as number
    fours[byte * 2] = FOUR_FLAGS[bits >> 4] as number
    fours[byte * 2 + 1] = FOUR_FLAGS[bits & 15] as number
  }
  return new Uint8Array(fours.buffer, 0, count)
}
