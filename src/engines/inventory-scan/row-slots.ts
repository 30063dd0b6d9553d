// Counts the rows of a row group in one pass, by the code of their status and both flags at once.

import { NULL_FLAG } from '../../formats/columnar.ts'
import { countRowSlots } from '../../formats/kernel/select-rows.ts'
import { insist } from '../../formats/unreadable.ts'
import type { ColumnName } from '../../inventory/report.ts'

/**
 * Codes are bytes, flags have three values: a slot has the code in its low bits, and above it one flag at each shift.
 */
const LATEST_SHIFT = 8
const MARKER_SHIFT = 10
export const SLOTS = 1 << 12
/** Added to a code: the slot of its current objects. The code alone is the slot of its noncurrent ones. */
export const CURRENT = 1 << LATEST_SHIFT
/** All slots from here on are those of delete markers. */
export const DELETE_MARKER = 1 << MARKER_SHIFT

/** The values of each row. Flags are 1, 0 or NULL_FLAG. */
export type RowFlags = { readonly codes: Uint8Array; readonly latest: Uint8Array; readonly markers: Uint8Array }

/** Number of rows per slot. Throws UNREADABLE for a row with a null flag. */
export function countSlots(columns: RowFlags): Uint32Array {
  const slots = countRowSlots(columns)
  slots.forEach((rows, slot) => {
    if (rows === 0) return
    requireFlag((slot >> LATEST_SHIFT) & 3, 'islatest')
    requireFlag(slot >> MARKER_SHIFT, 'isdeletemarker')
  })
  return slots
}

function requireFlag(flag: number, column: ColumnName): void {
  insist(flag < NULL_FLAG, `a row has no ${column}; accepted are true and false`)
}

/** The sum of the counts. */
export function sumOf(counts: Uint32Array): number {
  let sum = 0
  for (const count of counts) sum += count
  return sum
}
