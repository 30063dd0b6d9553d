// Knows the two codes of a DEFLATE block, fixed or sent with the block (RFC 1951, 3.2.5 to 3.2.7).

import { bitBuffer, refill, take } from './bits'
import { buildTable, COMPLETE_ONLY, END_OF_BLOCK, INVALID, LITERALS, NO_SYMBOL, ONE_LITERAL, ONE_SYMBOL } from './huffman'
import {
  CODE_LENGTHS,
  DISTANCE_SYMBOLS,
  DISTANCE_TABLE,
  LITLEN_SYMBOLS,
  LITLEN_TABLE,
  PRECODE_SYMBOLS,
  PRECODE_TABLE,
} from './memory'
import { BAD_CODE_LENGTHS, DONE } from './status'

/** 11 bits keep the primary tables (8 KiB and 2 KiB) in a first-level cache, with room for the window. */
export const LITLEN_BITS: u32 = 11
export const DISTANCE_BITS: i32 = 8
const PRECODE_BITS: i32 = 7

const LENGTH_BASES = memory.data<u16>([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
])
const LENGTH_EXTRA_BITS = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
])
const DISTANCE_BASES = memory.data<u16>([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
])
/** The order in which the lengths of the code-length code are sent (RFC 1951, 3.2.7). */
const PRECODE_ORDER = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15])

/** Fills the entries of all symbols; once, before anything is decoded. */
export function prepareSymbols(): void {
  for (let i: u32 = 0; i < 256; i++) store<u32>(LITLEN_SYMBOLS + (i << 2), ONE_LITERAL | (i << 16))
  store<u32>(LITLEN_SYMBOLS + (256 << 2), END_OF_BLOCK)
  for (let i: u32 = 0; i < 29; i++) {
    const extra = <u32>load<u8>(LENGTH_EXTRA_BITS + i)
    const base = <u32>load<u16>(LENGTH_BASES + (i << 1))
    store<u32>(LITLEN_SYMBOLS + ((257 + i) << 2), extra | (base << 16) | (((1 << extra) - 1) << 25))
  }
  store<u32>(LITLEN_SYMBOLS + (286 << 2), INVALID)
  store<u32>(LITLEN_SYMBOLS + (287 << 2), INVALID)
  for (let i: u32 = 0; i < 30; i++) {
    const extra = i < 4 ? 0 : (i >> 1) - 1
    const base = <u32>load<u16>(DISTANCE_BASES + (i << 1))
    store<u64>(DISTANCE_SYMBOLS + (i << 3), <u64>(extra | (base << 16)) | (((<u64>1 << extra) - 1) << 32))
  }
  store<u64>(DISTANCE_SYMBOLS + (30 << 3), INVALID)
  store<u64>(DISTANCE_SYMBOLS + (31 << 3), INVALID)
  for (let i: u32 = 0; i < 19; i++) store<u32>(PRECODE_SYMBOLS + (i << 2), i << 16)
}

/** Builds the tables of a block with the codes that RFC 1951 fixes. */
export function buildFixedTables(): i32 {
  memory.fill(CODE_LENGTHS, 8, 144)
  memory.fill(CODE_LENGTHS + 144, 9, 112)
  memory.fill(CODE_LENGTHS + 256, 7, 24)
  memory.fill(CODE_LENGTHS + 280, 8, 8)
  memory.fill(CODE_LENGTHS + 288, 5, 32)
  return buildTables(288, 32)
}

/** Reads the code lengths of a block with its own codes (RFC 1951, 3.2.7). */
export function readDynamicTables(): i32 {
  const litlens = take(5) + 257
  const distances = take(5) + 1
  const precodes = take(4) + 4
  if (litlens > 286 || distances > 30) return BAD_CODE_LENGTHS
  memory.fill(CODE_LENGTHS, 0, 19)
  for (let i: u32 = 0; i < precodes; i++) {
    if ((i & 7) == 0) refill()
    store<u8>(CODE_LENGTHS + <usize>load<u8>(PRECODE_ORDER + i), <u8>take(3))
  }
  if (!buildTable<u32>(CODE_LENGTHS, 19, PRECODE_SYMBOLS, PRECODE_TABLE, PRECODE_BITS, COMPLETE_ONLY)) {
    return BAD_CODE_LENGTHS
  }
  if (!readCodeLengths(litlens + distances)) return BAD_CODE_LENGTHS
  if (load<u8>(CODE_LENGTHS + 256) == 0) return BAD_CODE_LENGTHS
  return buildTables(litlens, distances)
}

function readCodeLengths(count: u32): bool {
  let i: u32 = 0
  while (i < count) {
    refill()
    const entry = load<u32>(PRECODE_TABLE + ((<usize>bitBuffer & ((1 << PRECODE_BITS) - 1)) << 2))
    take(entry & 63)
    const symbol = entry >> 16
    if (symbol < 16) {
      store<u8>(CODE_LENGTHS + i++, <u8>symbol)
      continue
    }
    if (symbol == 16 && i == 0) return false
    const length: u8 = symbol == 16 ? load<u8>(CODE_LENGTHS + i - 1) : 0
    const repeat = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7)
    if (i + repeat > count) return false
    memory.fill(CODE_LENGTHS + i, length, repeat)
    i += repeat
  }
  return true
}

function buildTables(litlens: i32, distances: i32): i32 {
  const distanceLengths = CODE_LENGTHS + litlens
  if (
    !buildTable<u64>(distanceLengths, distances, DISTANCE_SYMBOLS, DISTANCE_TABLE, DISTANCE_BITS, NO_SYMBOL) ||
    !buildTable<u32>(CODE_LENGTHS, litlens, LITLEN_SYMBOLS, LITLEN_TABLE, LITLEN_BITS, ONE_SYMBOL)
  ) {
    return BAD_CODE_LENGTHS
  }
  pairLiterals()
  return DONE
}

/** Where the bits after a literal hold a whole second one, lets one look-up give both. Inventory text is half literals. */
function pairLiterals(): void {
  // Downwards: the second literal is looked up at a smaller index, where there is no pair yet.
  for (let i = (1 << LITLEN_BITS) - 1; i >= 0; i--) {
    const first = load<u32>(LITLEN_TABLE + (i << 2))
    if ((first & LITERALS) == 0) continue
    const second = load<u32>(LITLEN_TABLE + ((i >> (first & 63)) << 2))
    const bits = (first & 63) + (second & 63)
    if ((second & LITERALS) != ONE_LITERAL || bits > LITLEN_BITS) continue
    store<u32>(LITLEN_TABLE + (i << 2), bits | (ONE_LITERAL << 1) | (first & 0xff0000) | ((second & 0xff0000) << 8))
  }
}
