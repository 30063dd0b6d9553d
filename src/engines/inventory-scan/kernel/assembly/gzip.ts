// Knows the gzip format (RFC 1952): members one after another, each a header, DEFLATE data, CRC-32 and length.
// The CRC-32 is computed outside, by Node's native code, which has instructions for it that WebAssembly lacks.

import { alignToByte, inputAt, inputEnd, isPastEnd, outputAt, setBits, setOutput } from './bits'
import { inflateBlocks, restartBlocks } from './inflate'
import { BAD_GZIP_HEADER, DONE, MEMBER_ENDED, NEEDS_INPUT, STREAM_ENDED, TRUNCATED } from './status'

const IN_HEADER: i32 = 0
const IN_BLOCKS: i32 = 1
const IN_TRAILER: i32 = 2

const HEADER_BYTES: usize = 10
const TRAILER_BYTES: usize = 8
const MAGIC_AND_DEFLATE: u32 = 0x088b1f
const FLAG_HEADER_CRC: u32 = 2
const FLAG_EXTRA: u32 = 4
const FLAG_NAME: u32 = 8
const FLAG_COMMENT: u32 = 16
const RESERVED_FLAGS: u32 = 0xe0

let memberState: i32 = IN_HEADER
let members: i32 = 0
/** CRC-32 and length modulo 2^32 that the last member's trailer declares. */
export let declaredCrc: u32 = 0
export let declaredLength: u32 = 0

export function restartMembers(): void {
  memberState = IN_HEADER
  members = 0
  restartBlocks()
}

/**
 * Goes on decoding. Gives MEMBER_ENDED after each member, with what its trailer declares; STREAM_ENDED after the last;
 * NEEDS_INPUT (never when `final`), NEEDS_OUTPUT, or what is wrong.
 */
export function inflateMembers(final: bool): i32 {
  let status = NEEDS_INPUT
  if (memberState == IN_HEADER) {
    if (final && members > 0 && inputAt == inputEnd) return STREAM_ENDED
    status = readHeader()
    if (status == DONE) memberState = IN_BLOCKS
  }
  if (memberState == IN_BLOCKS) {
    status = inflateBlocks(final)
    if (isPastEnd()) status = NEEDS_INPUT
    if (status == DONE) {
      alignToByte()
      memberState = IN_TRAILER
    }
  }
  if (memberState == IN_TRAILER) status = readTrailer()
  return final && status == NEEDS_INPUT ? TRUNCATED : status
}

function readTrailer(): i32 {
  if (inputEnd - inputAt < TRAILER_BYTES) return NEEDS_INPUT
  declaredCrc = load<u32>(inputAt)
  declaredLength = load<u32>(inputAt, 4)
  setBits(0, 0, inputAt + TRAILER_BYTES)
  memberState = IN_HEADER
  members++
  return MEMBER_ENDED
}

/** Reads a whole member header, or nothing. */
function readHeader(): i32 {
  const there = inputEnd - inputAt
  // Wrong bytes are refused at once, not after more of them have come.
  const known = (<u32>min<usize>(there, 3)) << 3
  if (((load<u32>(inputAt) ^ MAGIC_AND_DEFLATE) & ((1 << known) - 1)) != 0) return BAD_GZIP_HEADER
  if (there < HEADER_BYTES) return NEEDS_INPUT
  const flags = <u32>load<u8>(inputAt, 3)
  if (flags & RESERVED_FLAGS) return BAD_GZIP_HEADER
  let at = inputAt + HEADER_BYTES
  if (flags & FLAG_EXTRA) {
    if (at + 2 > inputEnd) return NEEDS_INPUT
    at += 2 + <usize>load<u16>(at)
  }
  if (flags & FLAG_NAME) at = skipText(at)
  if (flags & FLAG_COMMENT) at = skipText(at)
  if (flags & FLAG_HEADER_CRC) {
    if (at + 2 > inputEnd) return NEEDS_INPUT
    if (<u32>load<u16>(at) != (crc32(inputAt, at) & 0xffff)) return BAD_GZIP_HEADER
    at += 2
  }
  if (at > inputEnd) return NEEDS_INPUT
  setBits(0, 0, at)
  // Matches reach back to the start of their own member only.
  setOutput(outputAt, outputAt)
  restartBlocks()
  return DONE
}

/** The address behind a text that ends in a zero byte; one past the input if its end is not there. */
function skipText(at: usize): usize {
  while (at < inputEnd && load<u8>(at) != 0) at++
  return at + 1
}

/** CRC-32 of a header, bit by bit: headers are short and rarely carry one. */
function crc32(from: usize, end: usize): u32 {
  let crc: u32 = 0xffffffff
  for (let at = from; at < end; at++) {
    crc ^= <u32>load<u8>(at)
    for (let bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xedb88320 & (0 - (crc & 1)))
  }
  return ~crc
}
