// Knows ORC's run-length encoding of bytes (ORC specification, "Byte Run Length Encoding") for booleans: eight to a byte,
// the first in the highest bit. What is not as it must be is left to byte-runs.ts whole, which tells what it is.

const MIN_REPEAT: usize = 3

/** Eight flags, the highest bit first, as the eight bytes they become in memory. */
@inline
function flagsOf(byte: u64): u64 {
  const kept = (byte * 0x0101010101010101) & 0x0102040810204080
  return ((kept + 0x7f7f7f7f7f7f7f7f) >> 7) & 0x0101010101010101
}

/**
 * Unpacks `count` flags, a byte each; up to seven bytes behind them are written. False unless the input is exactly as
 * many bytes of flags as that takes.
 */
export function unpackFlags(input: usize, inputEnd: usize, count: u32, output: usize): bool {
  const end = output + ((<usize>count + 7) & ~7)
  let from = input
  let to = output
  while (to < end) {
    if (inputEnd - from < 2) return false
    const control = <usize>load<u8>(from++)
    const length = control < 0x80 ? control + MIN_REPEAT : 0x100 - control
    if (length << 3 > end - to) return false
    const runEnd = to + (length << 3)
    if (control < 0x80) {
      const flags = flagsOf(<u64>load<u8>(from++))
      for (; to < runEnd; to += 8) store<u64>(to, flags)
    } else {
      if (length > inputEnd - from) return false
      for (; to < runEnd; to += 8) store<u64>(to, flagsOf(<u64>load<u8>(from++)))
    }
  }
  return from == inputEnd
}
