// Knows what the scan reads of one inventory row, whatever the report's format.

import type { ColumnName } from '../inventory/report.ts'
import type { EncodedKey, RawKey } from '../words/object-key.ts'

/** Instead of an index into ENCRYPTION_STATUSES: the row has another status. */
export const UNKNOWN_STATUS = -1

/**
 * One row. Readers hand the same object again for every row, so it must not be kept; what only findings need is read
 * when asked for. Every method throws ActionError UNREADABLE for a value that is not as S3 writes it.
 */
export interface InventoryRow {
  /** What tells the rows of one file apart, whatever object they are handed as. */
  readonly number: number
  /** Index into ENCRYPTION_STATUSES, or UNKNOWN_STATUS. */
  readonly status: number
  /** Bytes; 0 when the report has no Size column, and for delete markers. */
  readonly size: number
  /** True when the report lists current versions only. */
  readonly isLatest: boolean
  readonly isDeleteMarker: boolean
  /** The status as it was written. */
  readonly statusText: () => string
  readonly key: () => EncodedKey
  /** The same without making a text; good until a row is asked for its key again. */
  readonly rawKey: () => RawKey
  /** The key as a CSV report writes it, not checked; other formats have none. */
  readonly escapedKey?: () => RawKey
  /** The column's text, '' for none; undefined when the report has no such column. */
  readonly text: (column: ColumnName) => string | undefined
  /** Epoch milliseconds, NaN when empty or not a time; undefined when the report has no such column. */
  readonly time: (column: ColumnName) => number | undefined
}
