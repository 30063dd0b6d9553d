// Defines the input and output of the CSV kernel.

import type { Tally } from '../../../words/encryption.ts'

export type InflateLimits = {
  /** Maximum size of an inflated file. */
  readonly maxBytes: number
}

/**
 * Limits the time that one file can take to a few minutes. The compression ratio of a file proves nothing: long keys of
 * one repeated letter, which anyone with write access to the source bucket can create, come near gzip's maximum ratio
 * of 1,032. Memory is limited by the kernel, whose memory does not grow, and rows by how much of them it can hold.
 */
export const INFLATE_LIMITS: InflateLimits = { maxBytes: 64 * 2 ** 30 }

/** The layout of the rows. Columns are counted from 0; -1 for a column that the report lacks. */
export type KernelSpec = {
  readonly columnCount: number
  readonly bucketColumn: number
  readonly keyColumn: number
  readonly latestColumn: number
  readonly markerColumn: number
  readonly sizeColumn: number
  readonly statusColumn: number
  readonly bucket: string
  /** The closed list of statuses, at most 8 words of at most 8 characters. */
  readonly statuses: readonly string[]
  /** For each status, whether current objects with it are passed to `onRow` instead of being counted. */
  readonly isReported: readonly boolean[]
}

export type KernelSink = {
  /** A current object whose status is reported: its fields, none with a quote, are in `fields` until this returns. */
  readonly onRow: (rowNumber: number) => void
  /**
   * A row that the kernel cannot read with certainty: a wrong bucket or status, quotes inside a field, another number
   * of fields, a blank line…, as it is in the file, including the line break. `bytes` may be used until this returns.
   */
  readonly onUnread: (bytes: Buffer, rowNumber: number) => void
}

/** The rows that were counted and not passed to the sink. Tallies follow the spec's statuses. */
export type KernelTally = {
  readonly current: readonly Tally[]
  readonly noncurrent: readonly Tally[]
  readonly deleteMarkers: number
}
