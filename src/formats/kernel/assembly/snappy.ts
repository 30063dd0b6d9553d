// Knows how to undo Snappy (https://github.com/google/snappy/blob/main/format_description.txt).

import { ELEMENTS, SLACK } from './areas'

/** Kinds of elements, the low two bits of a tag; the fourth is a copy with a distance of four bytes. */
const LITERAL: u32 = 0
const NEAR_COPY: u32 = 1
const COPY: u32 = 2
/** Longer literals carry their length in one to four bytes of its own. */
const MAX_SHORT_LITERAL: usize = 60

/** An entry of ELEMENTS: the length, from bit 8 on what is known of the distance, from bit 24 on the way to the next tag. */
const LENGTH_MASK: u32 = 0xff
const DISTANCE_SHIFT: u32 = 8
const DISTANCE_MASK: u32 = 0xffff
const STEP_SHIFT: u32 = 24
/** Distances from here on can be copied in pieces of as many bytes. Literals count as of this one, all else as nearer. */
const APART: u32 = 16

/** Fills ELEMENTS. Once is enough: nothing else is put there. */
export function prepare(): void {
  for (let tag: u32 = 0; tag < 256; tag++) {
    const kind = tag & 3
    const length = (tag >> 2) + 1
    // Of distance 0, and so left to the careful way.
    let entry: u32 = 0
    if (kind == NEAR_COPY) entry = (((tag >> 2) & 7) + 4) | ((tag >> 5) << (DISTANCE_SHIFT + 8)) | (2 << STEP_SHIFT)
    else if (kind == COPY) entry = length | (3 << STEP_SHIFT)
    else if (kind == LITERAL && length <= <u32>MAX_SHORT_LITERAL) {
      entry = length | (APART << DISTANCE_SHIFT) | ((length + 1) << STEP_SHIFT)
    }
    store<u32>(ELEMENTS + (<usize>tag << 2), entry)
  }
}

/** By kind, 16 bits each: which of the two bytes behind the tag belong to the distance. */
const DISTANCE_BYTES: u64 = 0x0000_ffff_00ff_0000

/** Decodes the elements behind the length. True if they use up the input and fill the output, each exactly. */
export function uncompress(input: usize, inputEnd: usize, output: usize, outputEnd: usize): bool {
  let from = input
  let to = output
  // So far from both ends no element can pass them that has its length in its tag.
  const calmStart = output + APART
  const calmInput = inputEnd - min(<usize>SLACK, inputEnd - input)
  const calmOutput = outputEnd - min(<usize>SLACK, outputEnd - output)
  while (from < inputEnd) {
    // Nobody can predict whether a literal or a copy is next, nor of what length: most of the time would go into wrong
    // guesses. So both are done by the same steps, and the branches left are ones that are hardly ever taken.
    while (from < calmInput && to < calmOutput && to >= calmStart) {
      const tag = <u32>load<u8>(from)
      const entry = load<u32>(ELEMENTS + (<usize>tag << 2))
      const low = <u32>load<u16>(from, 1) & <u32>(DISTANCE_BYTES >> (<u64>(tag & 3) << 4)) & DISTANCE_MASK
      const distance = ((entry >> DISTANCE_SHIFT) & DISTANCE_MASK) + low
      // One comparison for too near and too far: below APART it wraps around.
      if (distance - APART > <u32>(to - calmStart)) break
      const length = <usize>(entry & LENGTH_MASK)
      const isLiteral = <usize>0 - <usize>((tag & 3) == LITERAL)
      const back = to - <usize>distance
      const source = back ^ ((back ^ (from + 1)) & isLiteral)
      from += <usize>(entry >> STEP_SHIFT)
      copy32(to, source)
      if (length > 32) copy32(to + 32, source + 32)
      to += length
    }
    if (from >= inputEnd) break
    const tag = <u32>load<u8>(from++)
    const kind = tag & 3
    let length = <usize>(tag >> 2) + 1
    if (kind == LITERAL) {
      if (length > MAX_SHORT_LITERAL) {
        const bytes = length - MAX_SHORT_LITERAL
        length = <usize>(load<u32>(from) & (<u32>-1 >> (32 - (<u32>bytes << 3)))) + 1
        from += bytes
        if (from > inputEnd) return false
      }
      // One less on the left: a length of 2^32 comes out as 0.
      if (length - 1 >= inputEnd - from || length > outputEnd - to) return false
      memory.copy(to, from, length)
      from += length
      to += length
      continue
    }
    let distance: usize
    if (kind == NEAR_COPY) {
      length = <usize>((tag >> 2) & 7) + 4
      distance = (<usize>(tag >> 5) << 8) | <usize>load<u8>(from)
      from += 1
    } else if (kind == COPY) {
      distance = <usize>load<u16>(from)
      from += 2
    } else {
      distance = <usize>load<u32>(from)
      from += 4
    }
    if (from > inputEnd || distance - 1 >= to - output || length > outputEnd - to) return false
    copyBack(to, distance, length)
    to += length
  }
  return from == inputEnd && to == outputEnd
}

/** Copies up to 64 bytes from `distance` bytes back; may write as many in any case. */
@inline
function copyBack(to: usize, distance: usize, length: usize): void {
  let from = to - distance
  if (distance >= 16) {
    copy32(to, from)
    copy32(to + 32, from + 32)
    return
  }
  for (const end = to + length; to < end; to++, from++) store<u8>(to, load<u8>(from))
}

/** Always 32 bytes: asking how many are needed takes longer, because nobody can predict the answer. */
@inline
function copy32(to: usize, from: usize): void {
  v128.store(to, v128.load(from))
  v128.store(to, v128.load(from, 16), 16)
}
