// Knows DEFLATE (RFC 1951): decodes blocks from the input area to the output area, from where it stopped before.

import {
  alignToByte,
  bitBuffer,
  bitCount,
  inputAt,
  inputEnd,
  isPastEnd,
  outputAt,
  refill,
  setBits,
  setOutput,
  take,
  windowStart,
} from './bits'
import {
  buildTable,
  COMPLETE_ONLY,
  END_OF_BLOCK,
  EXCEPTIONAL,
  INVALID,
  LITERALS,
  LONG_CODE,
  NO_SYMBOL,
  ONE_LITERAL,
  ONE_SYMBOL,
} from './huffman'
import {
  CODE_LENGTHS,
  DISTANCE_SYMBOLS,
  DISTANCE_TABLE,
  INPUT_PADDING,
  LITLEN_SYMBOLS,
  LITLEN_TABLE,
  OUTPUT_END,
  OUTPUT_SLACK,
  PRECODE_SYMBOLS,
  PRECODE_TABLE,
} from './memory'

/** What a step of the decoder came to. */
export const DONE: i32 = 0
export const NEEDS_INPUT: i32 = 1
export const NEEDS_OUTPUT: i32 = 2
export const BAD_BLOCK_TYPE: i32 = 16
export const BAD_STORED_LENGTH: i32 = 17
export const BAD_CODE_LENGTHS: i32 = 18
export const BAD_SYMBOL: i32 = 19
export const BAD_DISTANCE: i32 = 20

/** 11 bits keep the primary tables (8 KiB and 2 KiB) in a first-level cache, with room for the window. */
const LITLEN_BITS: u32 = 11
const DISTANCE_BITS: i32 = 8
const PRECODE_BITS: i32 = 7

const BETWEEN_BLOCKS: i32 = 0
const IN_STORED_BLOCK: i32 = 1
const IN_CODED_BLOCK: i32 = 2

let blockState: i32 = BETWEEN_BLOCKS
let isLastBlock: bool = false
/** Bytes of a stored block that were not copied yet. */
let storedLeft: i32 = 0

/** Most bytes a block header takes: 17 bits, 19 lengths of 3 bits, 316 lengths of up to 14 bits; and a load of 8. */
const MAX_HEADER_BYTES: usize = 600
/** Most bytes one turn of the decoder's loop loads past where it began. */
const MAX_TURN_BYTES: usize = 32

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

/** Forgets a stream that was begun. */
export function restartBlocks(): void {
  blockState = BETWEEN_BLOCKS
  isLastBlock = false
}

/**
 * Decodes until the last block ends (DONE), the input or the room for output runs short, or the data is wrong.
 * `final`: no input will follow, so the decoder may read into the padding.
 */
export function inflateBlocks(final: bool): i32 {
  while (true) {
    let status = DONE
    if (blockState == BETWEEN_BLOCKS) {
      if (!final && inputAt + MAX_HEADER_BYTES > inputEnd) return NEEDS_INPUT
      status = readBlockHeader()
    } else {
      status = blockState == IN_STORED_BLOCK ? copyStored() : decodeSymbols(final)
      if (status == DONE) {
        blockState = BETWEEN_BLOCKS
        if (isLastBlock) return DONE
      }
    }
    if (status != DONE) return status
    if (isPastEnd()) return NEEDS_INPUT
  }
}

function readBlockHeader(): i32 {
  refill()
  isLastBlock = take(1) == 1
  const type = take(2)
  if (type == 0) return readStoredHeader()
  if (type == 3) return BAD_BLOCK_TYPE
  blockState = IN_CODED_BLOCK
  return type == 1 ? buildFixedTables() : readDynamicTables()
}

function readStoredHeader(): i32 {
  alignToByte()
  refill()
  const length = take(16)
  if (take(16) != (length ^ 0xffff)) return BAD_STORED_LENGTH
  alignToByte()
  storedLeft = length
  blockState = IN_STORED_BLOCK
  return DONE
}

function copyStored(): i32 {
  const room = <i32>(OUTPUT_END - OUTPUT_SLACK - outputAt)
  const there = <i32>(inputEnd - inputAt)
  const length = min(storedLeft, min(room, there))
  if (length > 0) {
    memory.copy(outputAt, inputAt, length)
    setBits(0, 0, inputAt + length)
    setOutput(outputAt + length, windowStart)
    storedLeft -= length
  }
  if (storedLeft == 0) return DONE
  return room <= length ? NEEDS_OUTPUT : NEEDS_INPUT
}

function buildFixedTables(): i32 {
  memory.fill(CODE_LENGTHS, 8, 144)
  memory.fill(CODE_LENGTHS + 144, 9, 112)
  memory.fill(CODE_LENGTHS + 256, 7, 24)
  memory.fill(CODE_LENGTHS + 280, 8, 8)
  memory.fill(CODE_LENGTHS + 288, 5, 32)
  return buildTables(288, 32)
}

/** Reads the code lengths of a block with its own codes (RFC 1951, 3.2.7). */
function readDynamicTables(): i32 {
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

// @ts-expect-error: decorator
@inline
function litlenEntry(buffer: u64): u64 {
  return <u64>load<u32>(LITLEN_TABLE + ((<usize>buffer & ((1 << LITLEN_BITS) - 1)) << 2))
}

// @ts-expect-error: decorator
@inline
function distanceEntry(buffer: u64): u64 {
  return load<u64>(DISTANCE_TABLE + ((<usize>buffer & ((1 << DISTANCE_BITS) - 1)) << 3))
}

/** Index of the entry in the table of longer codes that `entry` names, after its own bits were consumed. */
// @ts-expect-error: decorator
@inline
function longIndex(entry: u64, buffer: u64): usize {
  return <usize>((entry >> 16) & 0xffff) + (<usize>buffer & ((1 << ((<u32>entry >> 8) & 15)) - 1))
}

/**
 * The hot loop: decodes literals and matches until the block ends. Longer than other functions because its state must
 * stay in locals. Shifts by an entry use its low 6 bits, as WebAssembly takes shift counts modulo 64; the count of bits
 * is kept right modulo 64 only, for the same reason.
 */
function decodeSymbols(final: bool): i32 {
  // In the final piece the loop may go into the padding, and stops when bits were used that were never there.
  const inputLimit = final ? inputEnd + 16 : inputEnd - MAX_TURN_BYTES
  const outputLimit = OUTPUT_END - OUTPUT_SLACK
  const window = windowStart
  let buffer = bitBuffer
  let count = bitCount
  let from = inputAt
  let to = outputAt
  let status = DONE
  if (from >= inputLimit) return NEEDS_INPUT

  buffer |= load<u64>(from) << count
  from += <usize>(((63 - count) >> 3) & 7)
  count |= 56
  let entry = litlenEntry(buffer)
  while (true) {
    if (from >= inputLimit) {
      status = NEEDS_INPUT
      break
    }
    if (to >= outputLimit) {
      status = NEEDS_OUTPUT
      break
    }
    buffer |= load<u64>(from) << count
    from += <usize>(((63 - count) >> 3) & 7)
    count |= 56

    // Up to three look-ups of literals, 33 bits; 23 or more stay, enough for the next look-up.
    if (entry & LITERALS) {
      buffer >>= entry
      count -= entry
      store<u16>(to, <u16>(entry >> 16))
      to += <usize>((entry >> 6) & 3)
      entry = litlenEntry(buffer)
      if (entry & LITERALS) {
        buffer >>= entry
        count -= entry
        store<u16>(to, <u16>(entry >> 16))
        to += <usize>((entry >> 6) & 3)
        entry = litlenEntry(buffer)
        if (entry & LITERALS) {
          buffer >>= entry
          count -= entry
          store<u16>(to, <u16>(entry >> 16))
          to += <usize>((entry >> 6) & 3)
          entry = litlenEntry(buffer)
          continue
        }
      }
    }

    if (entry & EXCEPTIONAL) {
      if (entry & LONG_CODE) {
        buffer >>= entry
        count -= entry
        entry = <u64>load<u32>(LITLEN_TABLE + (longIndex(entry, buffer) << 2))
        if (entry & LITERALS) {
          buffer >>= entry
          count -= entry
          store<u8>(to++, <u8>(entry >> 16))
          entry = litlenEntry(buffer)
          continue
        }
      }
      if (entry & EXCEPTIONAL) {
        buffer >>= entry
        count -= entry
        if (entry & INVALID) status = BAD_SYMBOL
        break
      }
    }

    const length =
      <usize>((entry >> 16) & 0x1ff) + (<usize>(buffer >> ((entry >> 8) & 15)) & <usize>(entry >> 25))
    buffer >>= entry
    count -= entry

    buffer |= load<u64>(from) << count
    from += <usize>(((63 - count) >> 3) & 7)
    count |= 56
    entry = distanceEntry(buffer)
    if (entry & EXCEPTIONAL) {
      if (entry & LONG_CODE) {
        buffer >>= entry
        count -= entry
        entry = load<u64>(DISTANCE_TABLE + (longIndex(entry, buffer) << 3))
      }
      if (entry & INVALID) {
        status = BAD_SYMBOL
        break
      }
    }
    const distance =
      <usize>((entry >> 16) & 0xffff) + (<usize>(buffer >> ((entry >> 8) & 15)) & <usize>(entry >> 32))
    buffer >>= entry
    count -= entry
    entry = litlenEntry(buffer)
    if (distance > to - window) {
      status = BAD_DISTANCE
      break
    }
    copyMatch(to, distance, length)
    to += length
  }
  setBits(buffer, count, from)
  setOutput(to, window)
  return status
}

/** Copies `length` bytes from `distance` bytes back; may write up to 31 bytes too many. */
// @ts-expect-error: decorator
@inline
function copyMatch(to: usize, distance: usize, length: usize): void {
  const end = to + length
  let from = to - distance
  if (distance >= 16) {
    v128.store(to, v128.load(from))
    v128.store(to, v128.load(from, 16), 16)
    while (to + 32 < end) {
      to += 32
      from += 32
      v128.store(to, v128.load(from))
      v128.store(to, v128.load(from, 16), 16)
    }
  } else if (distance >= 8) {
    for (; to < end; to += 8, from += 8) store<u64>(to, load<u64>(from))
  } else {
    for (; to < end; to++, from++) store<u8>(to, load<u8>(from))
  }
}
