// Knows how to find the values of a few rows among those stored, and the rows that are worth it.

/** What `positions` says of a row that has no value. */
const NONE: i32 = -1

/**
 * For each of `count` ascending wanted rows, counted from `firstRow`, the position of its value among those stored, or
 * -1: `flags` are 1 for each row that has one, 0 for all others. Up to eight bytes behind them may be read.
 */
export function locate(flags: usize, wanted: usize, count: u32, firstRow: u32, positions: usize): void {
  let row: u32 = 0
  let stored: u64 = 0
  for (let at: usize = 0, end = <usize>count << 2; at < end; at += 4) {
    const target = load<u32>(wanted + at) - firstRow
    // Flags are 0 or 1: there are as many values as bits are set.
    for (; row + 8 <= target; row += 8) stored += popcnt(load<u64>(flags + row))
    const before = load<u64>(flags + row) & ((<u64>1 << (<u64>(target - row) << 3)) - 1)
    const position = <i32>(stored + popcnt(before))
    store<i32>(positions + at, load<u8>(flags + target) == 1 ? position : NONE)
  }
}

/**
 * Walks over all of `count` texts, each behind its length in four bytes, moves those at the ascending `positions` to the
 * front of the input, one behind the other, and puts where they start and end, counted from `input`; -1 is null, which
 * has its end before its start. Returns how many bytes they have, or -1: the texts are not whole, do not fill the input
 * exactly, or a position is not there.
 */
export function pickTexts(
  input: usize,
  inputEnd: usize,
  count: u32,
  positions: usize,
  due: u32,
  starts: usize,
  ends: usize,
): i32 {
  const last = <usize>due << 2
  let from = input
  // Never less than a length behind `from`: what is written over has been passed.
  let to = input
  let at = skipNulls(positions, 0, last, starts, ends)
  let next = at < last ? load<i32>(positions + at) : NONE
  for (let index: i32 = 0; index < <i32>count; index++) {
    if (inputEnd - from < 4) return -1
    const length = <usize>load<u32>(from)
    from += 4
    if (length > inputEnd - from) return -1
    if (index == next) {
      memory.copy(to, from, length)
      store<u32>(starts + at, <u32>(to - input))
      to += length
      store<u32>(ends + at, <u32>(to - input))
      at = skipNulls(positions, at + 4, last, starts, ends)
      next = at < last ? load<i32>(positions + at) : NONE
    }
    from += length
  }
  return at == last && from == inputEnd ? <i32>(to - input) : -1
}

/** JavaScript's numbers are exact up to here. */
const MAX_SAFE: i64 = (<i64>1 << 53) - 1

/**
 * Puts those of `count` 64-bit integers that are at the `positions` as JavaScript's numbers; of -1, NaN. False when one
 * would not be exact, or is not there.
 */
export function pickIntegers(input: usize, count: u32, positions: usize, due: u32, numbers: usize): bool {
  for (let at: usize = 0; at < <usize>due; at++) {
    const position = load<i32>(positions + (at << 2))
    let number: f64 = NaN
    if (position >= 0) {
      if (<u32>position >= count) return false
      const value = load<i64>(input + (<usize>position << 3))
      if (value > MAX_SAFE || value < -MAX_SAFE) return false
      number = <f64>value
    }
    store<f64>(numbers + (at << 3), number)
  }
  return true
}

/** Puts the nulls from `at` on; returns where the first text behind them is. */
@inline
function skipNulls(positions: usize, at: usize, last: usize, starts: usize, ends: usize): usize {
  let next = at
  for (; next < last && load<i32>(positions + next) < 0; next += 4) {
    store<u32>(starts + next, 1)
    store<u32>(ends + next, 0)
  }
  return next
}

/** Bits of a slot: a code in the low eight, then two of each flag. */
const SLOTS: usize = 1 << 12

@inline
function slotOf(codes: usize, latest: usize, markers: usize, row: usize): usize {
  return <usize>load<u8>(codes + row) | (<usize>load<u8>(latest + row) << 8) | (<usize>load<u8>(markers + row) << 10)
}

/** Counts the rows of each slot, in `slots` and, for every other row, in as many counters behind them; all start at 0. */
export function countSlots(codes: usize, latest: usize, markers: usize, count: u32, slots: usize): void {
  const others = slots + (SLOTS << 2)
  memory.fill(slots, 0, SLOTS << 3)
  const pairs = <usize>(count & ~1)
  // Equal neighbours need not wait for one another.
  for (let row: usize = 0; row < pairs; row += 2) {
    const slot = slots + (slotOf(codes, latest, markers, row) << 2)
    store<u32>(slot, load<u32>(slot) + 1)
    const other = others + (slotOf(codes, latest, markers, row + 1) << 2)
    store<u32>(other, load<u32>(other) + 1)
  }
  if (pairs < <usize>count) {
    const slot = slots + (slotOf(codes, latest, markers, pairs) << 2)
    store<u32>(slot, load<u32>(slot) + 1)
  }
}

/** Writes the rows whose slot has a 1 in `lookedAt`, ascending, and one more; returns how many they are. */
export function selectSlots(
  codes: usize,
  latest: usize,
  markers: usize,
  count: u32,
  lookedAt: usize,
  rows: usize,
): u32 {
  let to = rows
  for (let row: usize = 0; row < <usize>count; row++) {
    store<u32>(to, <u32>row)
    to += <usize>load<u8>(lookedAt + slotOf(codes, latest, markers, row)) << 2
  }
  return <u32>((to - rows) >> 2)
}
