// Knows Parquet's run-length / bit-packing hybrid (https://parquet.apache.org/docs/file-format/data-pages/encodings/) for
// values that fit a byte: flags, null flags, and indexes into small dictionaries.

import { TABLE } from './areas'

/** A length is a varint of at most 32 bits. */
const MAX_VARINT_SHIFT: u64 = 28

/**
 * Unpacks `count` values of `width` (0 to 24) bits, a byte each; up to seven bytes behind them may be written. Returns
 * the place behind the last run, or 0: the input ends too early, a repeated value overshoots `count`, or one is over 255.
 */
export function unpackRuns(input: usize, inputEnd: usize, width: u32, count: u32, output: usize): usize {
  const end = output + count
  let from = input
  let to = output
  while (to < end) {
    let header: u64 = 0
    let shift: u64 = 0
    let byte: u32
    do {
      if (from >= inputEnd || shift > MAX_VARINT_SHIFT) return 0
      byte = load<u8>(from++)
      header |= <u64>(byte & 0x7f) << shift
      shift += 7
    } while (byte >= 0x80)
    const length = header >> 1
    const left = <u64>(end - to)
    if (length == 0) return 0
    if ((header & 1) == 0) {
      const bytes = <usize>((width + 7) >> 3)
      if (length > left || bytes > inputEnd - from) return 0
      const value = load<u32>(from) & ((1 << (<u32>bytes << 3)) - 1)
      if (value >= <u32>1 << width || value > 255) return 0
      memory.fill(to, <u8>value, <usize>length)
      from += bytes
      to += <usize>length
    } else {
      // Some writers fill up whole groups behind the values (DuckDB 32), others leave out the bytes that hold padding only.
      const due = min(length * 8, left)
      if ((due * width + 7) >> 3 > <u64>(inputEnd - from)) return 0
      if (width > 8) {
        if (!unpackWide(from, width, <usize>due, to)) return 0
      } else if (width == 1) unpackBits(from, <usize>due, to)
      else unpackGroups(from, width, <usize>due, to)
      from += <usize>min(length * width, <u64>(inputEnd - from))
      to += <usize>due
    }
  }
  return from
}

/** Eight bits at a time become eight bytes: each byte keeps one of them, and whatever it is becomes 1. */
@inline
function unpackBits(input: usize, count: usize, output: usize): void {
  let from = input
  for (let to = output, end = output + count; to < end; to += 8) {
    const kept = (<u64>load<u8>(from++) * 0x0101010101010101) & 0x8040201008040201
    store<u64>(to, ((kept + 0x7f7f7f7f7f7f7f7f) >> 7) & 0x0101010101010101)
  }
}

/** Eight values of up to eight bits are `width` bytes. */
@inline
function unpackGroups(input: usize, width: u32, count: usize, output: usize): void {
  const mask = ((<u64>1) << width) - 1
  const step = <u64>width
  let from = input
  for (let to = output, end = output + count; to < end; to += 8, from += width) {
    let bits = load<u64>(from)
    store<u8>(to, bits & mask)
    store<u8>(to, (bits >>= step) & mask, 1)
    store<u8>(to, (bits >>= step) & mask, 2)
    store<u8>(to, (bits >>= step) & mask, 3)
    store<u8>(to, (bits >>= step) & mask, 4)
    store<u8>(to, (bits >>= step) & mask, 5)
    store<u8>(to, (bits >>= step) & mask, 6)
    store<u8>(to, (bits >>= step) & mask, 7)
  }
}

/** No writer packs small values so wide, but any may. False when one does not fit a byte. */
function unpackWide(input: usize, width: u32, count: usize, output: usize): bool {
  const mask = (<u32>1 << width) - 1
  let bit: u64 = 0
  for (let to = output, end = output + count; to < end; to++, bit += width) {
    const value = (load<u32>(input + <usize>(bit >> 3)) >> (<u32>bit & 7)) & mask
    if (value > 255) return false
    store<u8>(to, value)
  }
  return true
}

/** Indexes that one instruction can look up. */
const LANES: u32 = 16

/**
 * Replaces each of the bytes, an index into `entries` codes, by its code in the table. False when there is one of code
 * 255, which stands for none.
 */
export function translate(bytes: usize, count: u32, entries: u32): bool {
  const end = bytes + count
  let at = bytes
  let greatest: u32 = 0
  if (entries <= LANES) {
    const table = v128.load(TABLE)
    let indexes = i8x16.splat(0)
    let codes = i8x16.splat(0)
    for (; at + LANES <= end; at += LANES) {
      const index = v128.load(at)
      const code = i8x16.swizzle(table, index)
      v128.store(at, code)
      indexes = i8x16.max_u(indexes, index)
      codes = i8x16.max_u(codes, code)
    }
    // Of an index beyond its lanes a swizzle makes 0, which is a code.
    if (v128.any_true(i8x16.ge_u(indexes, i8x16.splat(<u8>LANES)))) return false
    if (v128.any_true(i8x16.eq(codes, i8x16.splat(<u8>-1)))) return false
  }
  for (; at < end; at++) {
    const code = <u32>load<u8>(TABLE + <usize>load<u8>(at))
    store<u8>(at, code)
    greatest = max(greatest, code)
  }
  return greatest < 255
}

/** The sum of flags, which are 0 or 1: as many bits are set. Up to seven bytes behind them may be read. */
export function sum(flags: usize, count: u32): u32 {
  let total: u64 = 0
  let at = flags
  for (const end = flags + (count & ~7); at < end; at += 8) total += popcnt(load<u64>(at))
  return <u32>(total + popcnt(load<u64>(at) & ((<u64>1 << ((count & 7) << 3)) - 1)))
}
