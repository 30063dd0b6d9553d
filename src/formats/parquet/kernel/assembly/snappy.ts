// Knows how to undo Snappy (https://github.com/google/snappy/blob/main/format_description.txt).

import { SLACK } from './memory'

/** Kinds of elements, the low two bits of a tag; the fourth is a copy with a distance of four bytes. */
const LITERAL: u32 = 0
const NEAR_COPY: u32 = 1
const COPY: u32 = 2
/** Longer literals carry their length in one to four bytes of its own. */
const MAX_SHORT_LITERAL: usize = 60

/** Decodes the elements behind the length. True if they use up the input and fill the output, each exactly. */
export function uncompress(input: usize, inputEnd: usize, output: usize, outputEnd: usize): bool {
  let from = input
  let to = output
  while (from < inputEnd) {
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
      if (length > SLACK) memory.copy(to, from, length)
      else copy64(to, from)
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
    copy64(to, from)
    return
  }
  for (const end = to + length; to < end; to++, from++) store<u8>(to, load<u8>(from))
}

/** Always 64 bytes: asking how many are needed takes longer, because nobody can predict the answer. */
@inline
function copy64(to: usize, from: usize): void {
  v128.store(to, v128.load(from))
  v128.store(to, v128.load(from, 16), 16)
  v128.store(to, v128.load(from, 32), 32)
  v128.store(to, v128.load(from, 48), 48)
}
