// Knows how the rows of a row group are counted in one pass: by what their status is coded as, and by both flags at once.

import { NULL_FLAG } from '../formats/columnar.ts'
import { insist } from '../formats/unreadable.ts'
import type { ColumnName } from '../inventory/report.ts'

/** Codes are bytes, flags have three values: a row's slot has the code in its low bits, and a flag in each of these. */
const LATEST_SHIFT = 8
const MARKER_SHIFT = 10
export const SLOTS = 1 << 12
/** Added to a code: the slot of its current objects. The code alone is the slot of its noncurrent ones. */
export const CURRENT = 1 << LATEST_SHIFT
/** From here on all slots are those of delete markers. */
export const DELETE_MARKER = 1 << MARKER_SHIFT

/** What is known of each row. Flags are 1, 0 or NULL_FLAG. */
export type RowFlags = { readonly codes: Uint8Array; readonly latest: Uint8Array; readonly markers: Uint8Array }

/** How many rows there are of each slot. Throws UNREADABLE for a row of which a flag is null. */
export function countSlots({ codes, latest, markers }: RowFlags): Uint32Array {
  const slots = new Uint32Array(SLOTS)
  // A counter of their own for every other row: equal neighbours need not wait for one another.
  const others = new Uint32Array(SLOTS)
  const pairs = codes.length & ~1
  for (let row = 0; row < pairs; row += 2) {
    const slot = slotOf(codes, latest, markers, row)
    slots[slot] = (slots[slot] as number) + 1
    const other = slotOf(codes, latest, markers, row + 1)
    others[other] = (others[other] as number) + 1
  }
  if (pairs < codes.length) {
    const slot = slotOf(codes, latest, markers, pairs)
    slots[slot] = (slots[slot] as number) + 1
  }
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const rows = (slots[slot] as number) + (others[slot] as number)
    slots[slot] = rows
    if (rows === 0) continue
    requireFlag((slot >> LATEST_SHIFT) & 3, 'islatest')
    requireFlag(slot >> MARKER_SHIFT, 'isdeletemarker')
  }
  return slots
}

/** The slot of a row. The columns come one by one, because this is asked for every row. */
export function slotOf(codes: Uint8Array, latest: Uint8Array, markers: Uint8Array, row: number): number {
  return (codes[row] as number) | ((latest[row] as number) << LATEST_SHIFT) | ((markers[row] as number) << MARKER_SHIFT)
}

function requireFlag(flag: number, column: ColumnName): void {
  insist(flag < NULL_FLAG, `a row has no ${column}; accepted are true and false`)
}

/** The sum of some counts. */
export function sumOf(counts: Uint32Array): number {
  let sum = 0
  for (const count of counts) sum += count
  return sum
}
