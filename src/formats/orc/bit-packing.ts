// Unpacks integers of any width as ORC packs them into bytes: highest bit first, no padding between values.

import { type Cursor, readBytes } from '../cursor.ts'
import { unreadable } from '../unreadable.ts'

/** Bits that fit, with up to seven left over from the previous value, into the 31 bits with which V8 is fastest. */
const NARROW_BITS = 24

/**
 * Unpacks integers of `width` (1 to 64) bits into `values` from `first` up to, but not including, `end`, and skips to
 * the next whole byte. Throws UNREADABLE if the bytes end, or a value is larger than 2^53.
 */
export function readPacked(cursor: Cursor, width: number, values: Float64Array, first: number, end: number): void {
  const length = Math.ceil((width * (end - first)) / 8)
  if (width > NARROW_BITS) {
    const bytes = readBytes(cursor, length)
    const due = values.subarray(first, end)
    if (width % 8 === 0) unpackBytes(bytes, width / 8, end - first, due)
    else unpackWide(bytes, width, end - first, due)
    return
  }
  if (length > cursor.end - cursor.offset) throw unreadable(`a length of ${length} bytes exceeds what is left`)
  unpackNarrow(cursor, width, values, first, end)
  cursor.offset += length
}

/** Creates no view for each run: runs are short, and there are many. */
function unpackNarrow(
  { bytes, offset }: Cursor,
  width: number,
  values: Float64Array,
  first: number,
  end: number,
): void {
  const mask = (1 << width) - 1
  let pending = 0
  let pendingBits = 0
  let at = offset
  for (let index = first; index < end; index += 1) {
    while (pendingBits < width) {
      pending = ((pending << 8) | (bytes[at] as number)) & 0x7fffffff
      at += 1
      pendingBits += 8
    }
    pendingBits -= width
    values[index] = (pending >>> pendingBits) & mask
  }
}

function unpackBytes(bytes: Uint8Array, size: number, count: number, values: Float64Array): void {
  let at = 0
  for (let index = 0; index < count; index += 1) {
    let value = 0
    for (const end = at + size; at < end; at += 1) value = value * 256 + (bytes[at] as number)
    values[index] = exact(value)
  }
}

/** The few widths in between, 26 to 30: each value is combined from the bits of each byte it touches. */
function unpackWide(bytes: Uint8Array, width: number, count: number, values: Float64Array): void {
  let bit = 0
  for (let index = 0; index < count; index += 1) {
    let value = 0
    let left = width
    while (left > 0) {
      const free = 8 - (bit & 7)
      const take = Math.min(free, left)
      const group = ((bytes[bit >> 3] as number) >> (free - take)) & ((1 << take) - 1)
      value = value * 2 ** take + group
      bit += take
      left -= take
    }
    values[index] = exact(value)
  }
}

function exact(value: number): number {
  if (value > Number.MAX_SAFE_INTEGER) throw unreadable('an ORC integer is larger than 2^53')
  return value
}
