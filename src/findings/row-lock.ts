// Tells from a row of a report whether its object was locked when the report was made.

import { EVENT_HOLD_COLUMNS, LOCK_COLUMNS } from './object-filter.ts'
import type { InventoryRow } from './row.ts'

/** Holds last until they are lifted or released, whatever the retain-until date is. */
export const HOLD_COLUMNS = ['objectlocklegalholdstatus', ...EVENT_HOLD_COLUMNS] as const

/** `reportTime`: when the listing started, epoch milliseconds. False also for a report without the columns. */
export function isRowLocked(row: InventoryRow | undefined, reportTime: number): boolean {
  if (HOLD_COLUMNS.some((column) => row?.text(column)?.toLowerCase() === 'on')) return true
  const retainUntil = row?.text('objectlockretainuntildate')
  if (retainUntil === undefined || retainUntil === '') return false
  const until = row?.time('objectlockretainuntildate') ?? Number.NaN
  // An invalid date counts as one in the future.
  return !(until <= reportTime)
}

/** Whether the report shows retention and legal holds. */
export const showsLocks = (row: InventoryRow) => LOCK_COLUMNS.every((column) => row.text(column) !== undefined)
