// Locates the values of a column with null rows: both formats store values without gaps.

import { locateFlagged } from './kernel/select-rows.ts'

/** Which rows have a value: 1 for each row that does. `flags` is undefined if all do. */
export type Presence = { readonly flags: Uint8Array | undefined; readonly values: number }

/**
 * For each of `rows` rows (for each of the `wanted` ones, counted from `firstRow`) the position of its value among the
 * stored ones, or -1 for null.
 */
export function locateValues(
  presence: Presence,
  rows: number,
  wanted: Uint32Array | undefined,
  firstRow = 0,
): Int32Array {
  const { flags } = presence
  if (flags !== undefined && wanted !== undefined) return locateFlagged(flags, wanted, firstRow)
  const positions = new Int32Array(wanted?.length ?? rows)
  let next = 0
  for (let at = 0; at < positions.length; at += 1) {
    if (flags === undefined) positions[at] = wanted === undefined ? at : (wanted[at] as number) - firstRow
    else positions[at] = flags[at] === 1 ? next++ : -1
  }
  return positions
}

/**
 * Fills `target` with the value of each row (of each of the `wanted` ones, counted from `firstRow`): values are
 * `stored` without gaps, and null rows get `nullValue`.
 */
export function placeValues(
  stored: Uint8Array,
  presence: Presence,
  nullValue: number,
  target: Uint8Array,
  wanted?: Uint32Array,
  firstRow = 0,
): void {
  const { flags } = presence
  if (wanted !== undefined) {
    placeAt(stored, locateValues(presence, target.length, wanted, firstRow), nullValue, target)
  } else if (flags === undefined) target.set(stored)
  else if ((target.length - presence.values) * MIN_RUN_ROWS < target.length) placeRuns(stored, flags, nullValue, target)
  else placeEach(stored, flags, nullValue, target)
}

function placeAt(stored: Uint8Array, positions: Int32Array, nullValue: number, target: Uint8Array): void {
  for (let row = 0; row < positions.length; row += 1) {
    const position = positions[row] as number
    target[row] = position < 0 ? nullValue : (stored[position] as number)
  }
}

function placeEach(stored: Uint8Array, flags: Uint8Array, nullValue: number, target: Uint8Array): void {
  let next = 0
  for (let row = 0; row < target.length; row += 1) {
    const isThere = flags[row] === 1
    target[row] = isThere ? (stored[next] as number) : nullValue
    if (isThere) next += 1
  }
}

/** If nulls are rarer than this, the values between them are copied in one step. */
const MIN_RUN_ROWS = 32

function placeRuns(stored: Uint8Array, flags: Uint8Array, nullValue: number, target: Uint8Array): void {
  // As a Buffer: its search compares many bytes at once.
  const holes = Buffer.from(flags.buffer, flags.byteOffset, flags.length)
  let next = 0
  for (let row = 0; row < target.length; ) {
    const hole = holes.indexOf(0, row)
    const end = hole < 0 ? target.length : hole
    target.set(stored.subarray(next, next + end - row), row)
    next += end - row
    row = end + 1
    if (hole >= 0) target[hole] = nullValue
  }
}
