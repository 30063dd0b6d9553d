// Knows how to find wanted rows, and what they have stored, with the WebAssembly module: every row is passed, few are kept.

import { loadKernels, reserve } from './kernel.ts'

/** Bits of a slot: a code in the low eight, then two of each flag. */
const SLOTS = 1 << 12

/** The columns of one row group, a byte per row; of the flags only the low two bits may be set. */
export type SlotColumns = { readonly codes: Uint8Array; readonly latest: Uint8Array; readonly markers: Uint8Array }

/**
 * For each of the ascending `wanted` rows, counted from `firstRow`, the position of its value among those stored, or -1.
 * `flags` are 1 for each row that has a value, 0 for all others; no wanted row lies outside.
 */
export function locateFlagged(flags: Uint8Array, wanted: Uint32Array, firstRow: number): Int32Array {
  const { rows } = loadKernels()
  const { length } = wanted
  const wantedAt = rows.BASE.value
  const positionsAt = wantedAt + length * 4
  const flagsAt = positionsAt + length * 4
  reserve(rows, flagsAt + flags.length)
  const { buffer } = rows.memory
  new Uint32Array(buffer, wantedAt, length).set(wanted)
  new Uint8Array(buffer, flagsAt, flags.length).set(flags)
  rows.locate(flagsAt, wantedAt, length, firstRow, positionsAt)
  return new Int32Array(buffer, positionsAt, length).slice()
}

/**
 * Those of `count` texts that are at the ascending `positions`, one behind the other; each has its length before it, so
 * all are walked over. -1 is null, which has its end before its start. Undefined unless the texts are as many and fill
 * `input`. Their bytes are in the module's memory, where those of the page were: they must be taken at once.
 */
export function pickPlainTexts(
  input: Uint8Array,
  count: number,
  positions: Int32Array,
): { readonly bytes: Uint8Array; readonly starts: Uint32Array; readonly ends: Uint32Array } | undefined {
  const { pages } = loadKernels()
  const { length } = input
  const due = positions.length
  const { start, positionsAt, behind: startsAt } = placePicked(input, positions, due * 8)
  const endsAt = startsAt + due * 4
  const bytes = pages.pickTexts(start, start + length, count, positionsAt, due, startsAt, endsAt)
  if (bytes < 0) return undefined
  const { buffer } = pages.memory
  return {
    bytes: new Uint8Array(buffer, start, bytes),
    starts: new Uint32Array(buffer, startsAt, due).slice(),
    ends: new Uint32Array(buffer, endsAt, due).slice(),
  }
}

/**
 * The 64-bit integers at the `positions`; of -1, NaN. Undefined when one of them is beyond 2^53 - 1 either way, or not
 * in `input`.
 */
export function pickPlainIntegers(input: Uint8Array, positions: Int32Array): Float64Array | undefined {
  const { pages } = loadKernels()
  const due = positions.length
  const { start, positionsAt, behind: numbersAt } = placePicked(input, positions, due * 8)
  if (pages.pickIntegers(start, input.length >>> 3, positionsAt, due, numbersAt) !== 1) return undefined
  return new Float64Array(pages.memory.buffer, numbersAt, due).slice()
}

/** Puts `positions` behind the page they are in, with room for `resultBytes` behind them; all places can be divided by 8. */
function placePicked(
  input: Uint8Array,
  positions: Int32Array,
  resultBytes: number,
): { readonly start: number; readonly positionsAt: number; readonly behind: number } {
  const { pages } = loadKernels()
  // A page that was decompressed here need not be put here.
  const isHere = input.buffer === pages.memory.buffer
  const start = isHere ? input.byteOffset : pages.BASE.value
  const positionsAt = Math.ceil((start + input.length) / 8) * 8
  const behind = positionsAt + Math.ceil(positions.length / 2) * 8
  reserve(pages, behind + resultBytes)
  const { buffer } = pages.memory
  if (!isHere) new Uint8Array(buffer, start, input.length).set(input)
  new Int32Array(buffer, positionsAt, positions.length).set(positions)
  return { start, positionsAt, behind }
}

/** How many rows there are of each slot. */
export function countRowSlots(columns: SlotColumns): Uint32Array {
  const { rows } = loadKernels()
  const slotsAt = rows.BASE.value
  const count = columns.codes.length
  const [codes, latest, markers] = placeColumns(columns, slotsAt + SLOTS * 8)
  rows.countSlots(codes, latest, markers, count, slotsAt)
  const slots = new Uint32Array(rows.memory.buffer, slotsAt, SLOTS).slice()
  const others = new Uint32Array(rows.memory.buffer, slotsAt + SLOTS * 4, SLOTS)
  for (let slot = 0; slot < SLOTS; slot += 1) slots[slot] = (slots[slot] as number) + (others[slot] as number)
  return slots
}

/** The rows whose slot has a 1 in `lookedAt`, where all others have 0; ascending. `due` is how many they are. */
export function selectSlotRows(columns: SlotColumns, lookedAt: Uint8Array, due: number): Uint32Array {
  const { rows } = loadKernels()
  const lookedAtAt = rows.BASE.value
  const rowsAt = lookedAtAt + SLOTS
  const count = columns.codes.length
  // One more row is written than there are.
  const [codes, latest, markers] = placeColumns(columns, rowsAt + (due + 1) * 4)
  new Uint8Array(rows.memory.buffer, lookedAtAt, SLOTS).set(lookedAt)
  const found = rows.selectSlots(codes, latest, markers, count, lookedAtAt, rowsAt)
  return new Uint32Array(rows.memory.buffer, rowsAt, found).slice()
}

function placeColumns({ codes, latest, markers }: SlotColumns, start: number): readonly [number, number, number] {
  const { rows } = loadKernels()
  const count = codes.length
  reserve(rows, start + count * 3)
  const all = new Uint8Array(rows.memory.buffer, start, count * 3)
  all.set(codes)
  all.set(latest, count)
  all.set(markers, count * 2)
  return [start, start + count, start + count * 2]
}
