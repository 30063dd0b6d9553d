// Knows how the rows of a row group are counted in one pass: by what their status is coded as, and by both flags at once.

import { NULL_FLAG } from '../../formats/columnar.ts'
import { countRowSlots } from '../../formats/kernel/select-rows.ts'
import { insist } from '../../formats/unreadable.ts'
import type { ColumnName } from '../../inventory/report.ts'

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

/** The sum of some counts. */
export function sumOf(counts: Uint32Array): number {
  let sum = 0
  for (const count of counts) sum += count
  return sum
}
