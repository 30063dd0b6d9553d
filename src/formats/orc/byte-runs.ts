// Knows ORC's run-length encoding of bytes, and of booleans on top of it (ORC specification, "Byte Run Length Encoding").

import { cursorOver, readByte, readBytes } from '../cursor.ts'
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
  const packed = decodeByteRuns(stream, Math.ceil(count / 8))
  const flags = new Uint8Array(count)
  for (let byte = 0; byte < packed.length; ) {
    const bits = packed[byte] as number
    let next = byte + 1
    if (bits === 0 || bits === 0xff) {
      while (packed[next] === bits) next += 1
      if (bits !== 0) flags.fill(1, byte * 8, Math.min(next * 8, count))
    } else {
      const at = byte * 8
      for (let bit = 0; bit < 8 && at + bit < count; bit += 1) flags[at + bit] = (bits >> (7 - bit)) & 1
    }
    byte = next
  }
  return flags
}
