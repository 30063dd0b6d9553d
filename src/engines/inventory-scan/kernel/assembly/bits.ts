// Knows the state of the decoder between two calls, and how bits are taken from the input (RFC 1951, 3.1.1).
//
// Bits are read through a 64-bit buffer. Loops that need speed copy the state into locals; the rest uses these
// functions. Input is read 8 bytes at a time and past its end, where padding lies: the caller checks afterwards, with
// `isPastEnd`, whether bits were used that were never there.

import { INPUT, OUTPUT } from './memory'

/** The bits that were loaded and not used, the next one lowest; above `bitCount` bits there may be any. */
export let bitBuffer: u64 = 0
/** How many of them are valid: the low 6 bits say, the others may hold anything. */
export let bitCount: u64 = 0
/** Where the next bytes are loaded from, and where the pushed bytes end. */
export let inputAt: usize = INPUT
export let inputEnd: usize = INPUT
/** Where the next byte of text goes. */
export let outputAt: usize = OUTPUT
/** The first byte a match may copy: start of the member, or of what is left of it in memory. */
export let windowStart: usize = OUTPUT

export function setBits(buffer: u64, count: u64, at: usize): void {
  bitBuffer = buffer
  bitCount = count
  inputAt = at
}

export function setInput(at: usize, end: usize): void {
  inputAt = at
  inputEnd = end
}

export function setOutput(at: usize, window: usize): void {
  outputAt = at
  windowStart = window
}

/** Loads bytes until at least 56 bits are in the buffer. */
export function refill(): void {
  bitBuffer |= load<u64>(inputAt) << bitCount
  inputAt += <usize>(((63 - bitCount) >> 3) & 7)
  bitCount |= 56
}

/** Takes `count` bits, at most 32, of those that are in the buffer. */
export function take(count: u32): u32 {
  const bits = <u32>bitBuffer & <u32>(((<u64>1) << count) - 1)
  bitBuffer >>= count
  bitCount -= count
  return bits
}

/** Address of the next byte no bit of which was used. */
export function position(): usize {
  return inputAt - <usize>((bitCount & 63) >> 3)
}

/** True if bits were used that were never pushed. */
export function isPastEnd(): bool {
  return position() > inputEnd
}

/** Gives whole bytes in the buffer back to the input and drops the bits before the next byte. */
export function alignToByte(): void {
  setBits(0, 0, position())
}

/** Gives whole bytes in the buffer back to the input and keeps the bits before the next byte. */
export function returnBytes(): void {
  const kept = bitCount & 7
  setBits(bitBuffer & (((<u64>1) << kept) - 1), kept, position())
}
