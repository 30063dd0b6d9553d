// Knows how the literals and matches of a block are decoded: the loop in which nearly all of the time is spent.

import { bitBuffer, bitCount, inputAt, inputEnd, outputAt, setBits, setOutput, windowStart } from './bits'
import { DISTANCE_BITS, LITLEN_BITS } from './codes'
import { EXCEPTIONAL, INVALID, LITERALS, LONG_CODE } from './huffman'
import { DISTANCE_TABLE, LITLEN_TABLE, OUTPUT_END, OUTPUT_SLACK } from './memory'
import { BAD_DISTANCE, BAD_SYMBOL, DONE, NEEDS_INPUT, NEEDS_OUTPUT } from './status'

/** Most bytes one turn of the loop loads past where it began. */
const MAX_TURN_BYTES: usize = 32

@inline
function litlenEntry(buffer: u64): u64 {
  return <u64>load<u32>(LITLEN_TABLE + ((<usize>buffer & ((1 << LITLEN_BITS) - 1)) << 2))
}

@inline
function distanceEntry(buffer: u64): u64 {
  return load<u64>(DISTANCE_TABLE + ((<usize>buffer & ((1 << DISTANCE_BITS) - 1)) << 3))
}

/** Index of the entry in the table of longer codes that `entry` names, after its own bits were consumed. */
@inline
function longIndex(entry: u64, buffer: u64): usize {
  return <usize>((entry >> 16) & 0xffff) + (<usize>buffer & ((1 << ((<u32>entry >> 8) & 15)) - 1))
}

/**
 * The hot loop: decodes literals and matches until the block ends. Longer than other functions because its state must
 * stay in locals. Shifts by an entry use its low 6 bits, as WebAssembly takes shift counts modulo 64; the count of bits
 * is kept right modulo 64 only, for the same reason.
 */
export function decodeSymbols(final: bool): i32 {
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
