// Finds wanted rows and their stored values with the WebAssembly module: all rows are passed over, few are kept.

import { kernelFor, type PageKernel } from './column-module.ts'

/** Bits of a slot: a code in the low eight, then two of each flag. */
const SLOTS = 1 << 12

/** The columns of one row group, a byte per row; only the low two bits of flags may be set. */
type SlotColumns = { readonly codes: Uint8Array; readonly latest: Uint8Array; readonly markers: Uint8Array }

/**
 * For each of the ascending `wanted` rows, counted from `firstRow`, the position of its value among those stored, or
 * -1. `flags` are 1 for each row with a value, 0 for all others, and cover all wanted rows.
 */
export function locateFlagged(flags: Uint8Array, wanted: Uint32Array, firstRow: number): Int32Array {
  const { length } = wanted
  const kernel = kernelFor('rows', length * 8 + flags.length)
  const { buffer } = kernel.memory
  const wantedAt = kernel.BASE.value
  const positionsAt = wantedAt + length * 4
  const flagsAt = positionsAt + length * 4
  new Uint32Array(buffer, wantedAt, length).set(wanted)
  kernel.memory.set(flags, flagsAt)
  kernel.locate(flagsAt, wantedAt, length, firstRow, positionsAt)
  return new Int32Array(buffer, positionsAt, length).slice()
}

/**
 * Of `count` texts those at the ascending `positions`, one after the other; each text follows its length, so all must
 * be passed over. -1 is null, whose end is before its start. Undefined unless the texts have this number and fill
 * `input`. Their bytes replace those of the page in the module's memory: they must be copied at once.
 */
export function pickPlainTexts(
  input: Uint8Array,
  count: number,
  positions: Int32Array,
): { readonly bytes: Uint8Array; readonly starts: Uint32Array; readonly ends: Uint32Array } | undefined {
  const { length } = input
  const due = positions.length
  const { kernel, start, positionsAt, behind: startsAt } = placePicked(input, positions, due * 8)
  const endsAt = startsAt + due * 4
  const bytes = kernel.pickTexts(start, start + length, count, positionsAt, due, startsAt, endsAt)
  if (bytes < 0) return undefined
  const { buffer } = kernel.memory
  return {
    bytes: kernel.memory.subarray(start, start + bytes),
    starts: new Uint32Array(buffer, startsAt, due).slice(),
    ends: new Uint32Array(buffer, endsAt, due).slice(),
  }
}

/** The 64-bit integers at the `positions`; NaN for -1. Undefined if any is beyond ±(2^53 - 1), or not in `input`. */
export function pickPlainIntegers(input: Uint8Array, positions: Int32Array): Float64Array | undefined {
  const due = positions.length
  const { kernel, start, positionsAt, behind: numbersAt } = placePicked(input, positions, due * 8)
  if (kernel.pickIntegers(start, input.length >>> 3, positionsAt, due, numbersAt) !== 1) return undefined
  return new Float64Array(kernel.memory.buffer, numbersAt, due).slice()
}

/** Puts `positions` after their page, with space for `resultBytes` after them; all addresses are multiples of 8. */
function placePicked(
  input: Uint8Array,
  positions: Int32Array,
  resultBytes: number,
): { readonly kernel: PageKernel; readonly start: number; readonly positionsAt: number; readonly behind: number } {
  const positionBytes = Math.ceil(positions.length / 2) * 8
  // A page that was decompressed here does not have to be copied here, except if there is no space for the rest.
  const before = kernelFor('pages', 0)
  const offset = startIn(before, input) - before.BASE.value
  const kernel = kernelFor('pages', offset + input.length + 8 + positionBytes + resultBytes)
  const start = startIn(kernel, input)
  const positionsAt = Math.ceil((start + input.length) / 8) * 8
  if (!isIn(kernel, input)) kernel.memory.set(input, start)
  new Int32Array(kernel.memory.buffer, positionsAt, positions.length).set(positions)
  return { kernel, start, positionsAt, behind: positionsAt + positionBytes }
}

function isIn({ memory }: PageKernel, input: Uint8Array): boolean {
  return input.buffer === memory.buffer
}

function startIn(kernel: PageKernel, input: Uint8Array): number {
  return isIn(kernel, input) ? input.byteOffset : kernel.BASE.value
}

/** Number of rows per slot. */
export function countRowSlots(columns: SlotColumns): Uint32Array {
  const count = columns.codes.length
  const { kernel, codes, latest, markers } = placeColumns(columns, SLOTS * 8)
  const slotsAt = kernel.BASE.value
  kernel.countSlots(codes, latest, markers, count, slotsAt)
  const { buffer } = kernel.memory
  const slots = new Uint32Array(buffer, slotsAt, SLOTS).slice()
  const others = new Uint32Array(buffer, slotsAt + SLOTS * 4, SLOTS)
  for (let slot = 0; slot < SLOTS; slot += 1) slots[slot] = (slots[slot] as number) + (others[slot] as number)
  return slots
}

/** The rows whose slot has a 1 in `lookedAt` (all others have 0), ascending. `due` is their number. */
export function selectSlotRows(columns: SlotColumns, lookedAt: Uint8Array, due: number): Uint32Array {
  const count = columns.codes.length
  // One more row is written than there are.
  const { kernel, codes, latest, markers } = placeColumns(columns, SLOTS + (due + 1) * 4)
  const lookedAtAt = kernel.BASE.value
  const rowsAt = lookedAtAt + SLOTS
  kernel.memory.set(lookedAt, lookedAtAt)
  const found = kernel.selectSlots(codes, latest, markers, count, lookedAtAt, rowsAt)
  return new Uint32Array(kernel.memory.buffer, rowsAt, found).slice()
}

/** Puts the columns after space for `roomBytes`, which starts at BASE. */
function placeColumns({ codes, latest, markers }: SlotColumns, roomBytes: number) {
  const count = codes.length
  const kernel = kernelFor('rows', roomBytes + count * 3)
  const start = kernel.BASE.value + roomBytes
  kernel.memory.set(codes, start)
  kernel.memory.set(latest, start + count)
  kernel.memory.set(markers, start + count * 2)
  return { kernel, codes: start, latest: start + count, markers: start + count * 2 }
}
