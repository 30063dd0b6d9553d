// Knows how a table that decodes a Huffman code by direct look-up is built (the method of Eric Biggers' libdeflate).
//
// An entry is a number whose low 32 bits are laid out the same way in every table:
//   bits 0-5    bits to consume: code and extra bits
//   bits 6-7    number of literals in the entry: 0, 1 or 2
//   bits 8-11   bits of the code alone (how far the extra bits lie), or the index bits of a table of longer codes
//   bits 13-15  LONG_CODE, END_OF_BLOCK, INVALID
//   bits 16-31  the literals; or base length (9 bits) and mask of the extra bits (5 bits); or base distance; or a
//               symbol of the code-length code; or where a table of longer codes starts
// A distance entry has 64 bits, the mask of its extra bits in the upper half.

import { LENGTH_COUNTS, LENGTH_OFFSETS, SORTED_SYMBOLS } from './memory'

export const ONE_LITERAL: u32 = 1 << 6
export const LITERALS: u32 = 3 << 6
export const INVALID: u32 = 1 << 13
export const END_OF_BLOCK: u32 = 1 << 14
export const LONG_CODE: u32 = 1 << 15
/** Any of the three that are neither literals nor a length or distance. */
export const EXCEPTIONAL: u32 = INVALID | END_OF_BLOCK | LONG_CODE

const MAX_CODE_BITS: i32 = 15
/** Adds a code length of 1 to both fields that hold it. */
const PER_CODE_BIT: u32 = 0x101

/** What buildTable may accept besides a complete code, as zlib does: a code of one symbol, or of none. */
export const COMPLETE_ONLY: i32 = 2
export const ONE_SYMBOL: i32 = 1
export const NO_SYMBOL: i32 = 0

@inline
function put<T>(table: usize, index: i32, entry: T): void {
  store<T>(table + (<usize>index) * sizeof<T>(), entry)
}

/** The code after `code` in canonical order, both written with the first bit lowest. */
@inline
function nextCode(code: i32, allOnes: i32): i32 {
  const bit = 1 << (31 - clz(code ^ allOnes))
  return (code & (bit - 1)) | bit
}

/** Sorts the symbols by code length, then value; gives the code space used, in units of the longest code. */
function sortSymbols(lengths: usize, count: i32): i32 {
  memory.fill(LENGTH_COUNTS, 0, 16 * 4)
  for (let i = 0; i < count; i++) {
    const at = LENGTH_COUNTS + ((<usize>load<u8>(lengths + i)) << 2)
    store<i32>(at, load<i32>(at) + 1)
  }
  let used = 0
  let offset = 0
  for (let bits = 1; bits <= MAX_CODE_BITS; bits++) {
    const codes = load<i32>(LENGTH_COUNTS + (bits << 2))
    store<i32>(LENGTH_OFFSETS + (bits << 2), offset)
    offset += codes
    used += codes << (MAX_CODE_BITS - bits)
  }
  for (let i = 0; i < count; i++) {
    const bits = load<u8>(lengths + i)
    if (bits == 0) continue
    const at = LENGTH_OFFSETS + ((<usize>bits) << 2)
    const place = load<i32>(at)
    store<i32>(at, place + 1)
    store<u16>(SORTED_SYMBOLS + (place << 1), <u16>i)
  }
  return used
}

/** Fills the table of an incomplete code: one symbol of one bit, or none; every other bit pattern is INVALID. */
function buildIncomplete<T>(symbols: usize, table: usize, tableBits: i32, least: i32): bool {
  let codes = 0
  for (let bits = 1; bits <= MAX_CODE_BITS; bits++) codes += load<i32>(LENGTH_COUNTS + (bits << 2))
  if (codes < least || codes > 1 || codes != load<i32>(LENGTH_COUNTS + 4)) return false
  const only = load<T>(symbols + (<usize>load<u16>(SORTED_SYMBOLS)) * sizeof<T>()) + <T>PER_CODE_BIT
  for (let i = 0; i < 1 << tableBits; i++) put<T>(table, i, codes == 1 && (i & 1) == 0 ? only : <T>(INVALID | 1))
  return true
}

/**
 * Builds the table of a canonical code. `lengths`: code length of each of `count` symbols, 0 for unused ones.
 * `symbols`: an entry of type T for each symbol. Codes longer than `tableBits` go to tables behind the primary one.
 * False for a code that is over-subscribed, or incomplete beyond what `least` allows.
 */
export function buildTable<T>(
  lengths: usize,
  count: i32,
  symbols: usize,
  table: usize,
  tableBits: i32,
  least: i32,
): bool {
  const used = sortSymbols(lengths, count)
  if (used > 1 << MAX_CODE_BITS) return false
  if (used < 1 << MAX_CODE_BITS) return buildIncomplete<T>(symbols, table, tableBits, least)

  let next: usize = SORTED_SYMBOLS
  let bits = 1
  let left = load<i32>(LENGTH_COUNTS + 4)
  while (left == 0) left = load<i32>(LENGTH_COUNTS + (++bits << 2))
  let code = 0

  // Primary table: filled for codes of `bits` bits, then doubled for the next length, which copies the shorter codes.
  let filled = 1 << min(bits, tableBits)
  while (bits <= tableBits) {
    for (; left > 0; left--) {
      const symbol = <usize>load<u16>(next)
      next += 2
      put<T>(table, code, load<T>(symbols + symbol * sizeof<T>()) + <T>(bits * PER_CODE_BIT))
      if (code == filled - 1) {
        for (; bits < tableBits; bits++, filled <<= 1) double<T>(table, filled)
        return true
      }
      code = nextCode(code, filled - 1)
    }
    do {
      if (++bits <= tableBits) {
        double<T>(table, filled)
        filled <<= 1
      }
      left = load<i32>(LENGTH_COUNTS + (bits << 2))
    } while (left == 0)
  }
  buildLongCodes<T>(symbols, table, tableBits, next, code, bits, left)
  return true
}

@inline
function double<T>(table: usize, filled: i32): void {
  const bytes = (<usize>filled) * sizeof<T>()
  if (bytes < 16) {
    for (let i = 0; i < filled; i++) put<T>(table, filled + i, load<T>(table + (<usize>i) * sizeof<T>()))
    return
  }
  for (let at = table; at < table + bytes; at += 16) v128.store(at + bytes, v128.load(at))
}

/** Fills the tables of codes longer than `tableBits`, from `code` on, which is the first of `left` codes of `bits`. */
function buildLongCodes<T>(
  symbols: usize,
  table: usize,
  tableBits: i32,
  next: usize,
  code: i32,
  bits: i32,
  left: i32,
): void {
  const primaryMask = (1 << tableBits) - 1
  let prefix = -1
  let start = 0
  let end = 1 << tableBits
  while (true) {
    if ((code & primaryMask) != prefix) {
      prefix = code & primaryMask
      start = end
      // As many index bits as it takes for the codes with this prefix to fill the table.
      let indexBits = bits - tableBits
      let codes = left
      while (codes < 1 << indexBits) {
        indexBits++
        codes = (codes << 1) + load<i32>(LENGTH_COUNTS + ((tableBits + indexBits) << 2))
      }
      end = start + (1 << indexBits)
      put<T>(table, prefix, <T>(<u32>(start << 16) | LONG_CODE | <u32>(indexBits << 8) | <u32>tableBits))
    }
    const symbol = <usize>load<u16>(next)
    next += 2
    const entry = load<T>(symbols + symbol * sizeof<T>()) + <T>((bits - tableBits) * PER_CODE_BIT)
    for (let i = start + (code >> tableBits); i < end; i += 1 << (bits - tableBits)) put<T>(table, i, entry)
    if (code == (1 << bits) - 1) return
    code = nextCode(code, (1 << bits) - 1)
    left--
    while (left == 0) left = load<i32>(LENGTH_COUNTS + (++bits << 2))
  }
}
