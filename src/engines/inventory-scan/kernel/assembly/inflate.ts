// Knows the blocks of DEFLATE (RFC 1951, 3.2.3): reads one after another, from where it stopped before.

import { alignToByte, inputAt, inputEnd, isPastEnd, outputAt, refill, setBits, setOutput, take, windowStart } from './bits'
import { buildFixedTables, readDynamicTables } from './codes'
import { OUTPUT_END, OUTPUT_SLACK } from './memory'
import { BAD_BLOCK_TYPE, BAD_STORED_LENGTH, DONE, NEEDS_INPUT, NEEDS_OUTPUT } from './status'
import { decodeSymbols } from './symbols'

const BETWEEN_BLOCKS: i32 = 0
const IN_STORED_BLOCK: i32 = 1
const IN_CODED_BLOCK: i32 = 2

let blockState: i32 = BETWEEN_BLOCKS
let isLastBlock: bool = false
/** Bytes of a stored block that were not copied yet. */
let storedLeft: i32 = 0

/** Most bytes a block header takes: 17 bits, 19 lengths of 3 bits, 316 lengths of up to 14 bits; and a load of 8. */
const MAX_HEADER_BYTES: usize = 600

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
