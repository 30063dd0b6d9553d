// Knows ORC's second run-length encoding of integers (ORC specification, "Run Length Encoding") for indexes into small
// dictionaries: values that fit a byte. What it does not decode, for whatever reason, is left to integer-runs-v2.ts whole.

const SHORT_REPEAT: u32 = 0
const DIRECT: u32 = 1
const DELTA: u32 = 3

const MIN_SHORT_REPEAT: usize = 3
/** Wider values than these, and up to seven bits before them, do not fit the 32 bits that are loaded. */
const MAX_WIDTH: u32 = 24
/** A value that fits a byte is a varint of two bytes at most, also as a difference with its sign; some writers pad. */
const MAX_VARINT_BYTES: usize = 4
const NO_VARINT: u32 = <u32>-1
const MAX_VALUE: u32 = 255

/** Behind the varint that `readVarint` read last. */
let behind: usize = 0

function readVarint(from: usize, end: usize): u32 {
  let value: u32 = 0
  for (let length: usize = 0; length < MAX_VARINT_BYTES && from + length < end; length++) {
    const byte = <u32>load<u8>(from + length)
    value |= (byte & 0x7f) << (<u32>length * 7)
    if (byte < 0x80) {
      behind = from + length + 1
      return value
    }
  }
  return NO_VARINT
}

/** The value of `width` bits, the highest first, at bit `bit` behind `from`. */
@inline
function bitsAt(from: usize, bit: u32, width: u32): u32 {
  return (bswap(load<u32>(from + (bit >> 3))) << (bit & 7)) >> (32 - width)
}

/**
 * Decodes exactly `count` unsigned integers, a byte each. False when one is over 255, runs patch values, or the input is
 * not whole or goes on.
 */
export function unpackIndexes(input: usize, inputEnd: usize, count: u32, output: usize): bool {
  const end = output + count
  let from = input
  let to = output
  while (to < end) {
    if (inputEnd - from < 2) return false
    const header = <u32>load<u8>(from++)
    const kind = header >> 6
    if (kind == SHORT_REPEAT) {
      // More than one byte of value is more than fits one, or padding that no writer makes.
      if ((header >> 3) != 0) return false
      const length = <usize>(header & 7) + MIN_SHORT_REPEAT
      if (length > end - to) return false
      memory.fill(to, load<u8>(from++), length)
      to += length
      continue
    }
    const width = (header >> 1) & 31
    const length = (<usize>(header & 1) << 8) + <usize>load<u8>(from++) + 1
    if (length > end - to) return false
    if (kind == DIRECT) {
      if (width >= MAX_WIDTH) return false
      from = unpackDirect(from, inputEnd, width + 1, <u32>length, to)
    } else if (kind == DELTA) from = unpackDelta(from, inputEnd, width, <u32>length, to)
    else return false
    if (from == 0) return false
    to += length
  }
  return from == inputEnd
}

/** Returns the place behind, or 0. */
function unpackDirect(from: usize, inputEnd: usize, width: u32, count: u32, to: usize): usize {
  const bytes = <usize>((count * width + 7) >> 3)
  if (bytes > inputEnd - from) return 0
  let greatest: u32 = 0
  for (let index: u32 = 0, bit: u32 = 0; index < count; index++, bit += width) {
    const value = bitsAt(from, bit, width)
    greatest |= value
    store<u8>(to + index, value)
  }
  return greatest > MAX_VALUE ? 0 : from + bytes
}

/** A first value, the difference to the second, and the sizes of all further differences, which have its sign. */
function unpackDelta(from: usize, inputEnd: usize, widthCode: u32, count: u32, to: usize): usize {
  const first = readVarint(from, inputEnd)
  if (first > MAX_VALUE) return 0
  const zigzag = readVarint(behind, inputEnd)
  if (zigzag > 2 * MAX_VALUE) return 0
  const delta = <i32>(zigzag >> 1) ^ -(<i32>(zigzag & 1))
  if (widthCode == 0) {
    const last = <i32>first + delta * <i32>(count - 1)
    if (<u32>last > MAX_VALUE) return 0
    if (delta == 0) memory.fill(to, <u8>first, count)
    else for (let index: u32 = 0; index < count; index++) store<u8>(to + index, <i32>first + delta * <i32>index)
    return behind
  }
  if (count < 2 || widthCode >= MAX_WIDTH) return 0
  const width = widthCode + 1
  const bytes = <usize>(((count - 2) * width + 7) >> 3)
  if (bytes > inputEnd - behind) return 0
  let value = <i32>first + delta
  if (<u32>value > MAX_VALUE) return 0
  store<u8>(to, first)
  store<u8>(to, value, 1)
  for (let index: u32 = 2, bit: u32 = 0; index < count; index++, bit += width) {
    const size = <i32>bitsAt(behind, bit, width)
    value += delta < 0 ? -size : size
    if (<u32>value > MAX_VALUE) return 0
    store<u8>(to + index, value)
  }
  return behind + bytes
}
