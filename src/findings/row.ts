// Defines what the scan reads of one inventory row, whatever the format of the report.

import type { ColumnName } from '../inventory/report.ts'
import type { EncodedKey, RawKey } from '../words/object-key.ts'

/** In place of an index into ENCRYPTION_STATUSES: the row has another status. */
export const UNKNOWN_STATUS = -1

/**
 * One row. Readers pass the same object for every row, so it must not be kept; values that only findings need are read
 * on demand. Every method throws ActionError UNREADABLE for a value that is not as S3 writes it.
 */
export interface InventoryRow {
  /** Identifies the row in its file, whatever object it is passed as. */
  readonly number: number
  /** Index into ENCRYPTION_STATUSES, or UNKNOWN_STATUS. */
  readonly status: number
  /** Bytes; 0 if the report has no Size column, and for delete markers. */
  readonly size: number
  /** Also true if the report lists current versions only. */
  readonly isLatest: boolean
  readonly isDeleteMarker: boolean
  /** The status as it was written. */
  readonly statusText: () => string
  readonly key: () => EncodedKey
  /** The same without creating a string; valid until a key is read again. */
  readonly rawKey: () => RawKey
  /** The key as a CSV report writes it, not checked; undefined in other formats. */
  readonly escapedKey?: () => RawKey
  /** The column's text, '' for none; undefined if the report has no such column. */
  readonly text: (column: ColumnName) => string | undefined
  /** Epoch milliseconds, NaN if empty or not a time; undefined if the report has no such column. */
  readonly time: (column: ColumnName) => number | undefined
}
