// Knows the input and output of the CSV kernel.

import type { Tally } from '../../../words/encryption.ts'

export type InflateLimits = {
  /** No file may expand to more. */
  readonly maxBytes: number
}

/**
 * Bounds the time that one file can take: a minute or a few. How many times its size a file expands says nothing: long
 * keys of one repeated letter, which anyone who may write to the source bucket can make, come near gzip's own greatest
 * ratio of 1,032. Memory is bounded by the kernel, whose memory does not grow, and rows by what it holds of them.
 */
export const INFLATE_LIMITS: InflateLimits = { maxBytes: 64 * 2 ** 30 }

/** What the rows look like. Columns are counted from 0; one that the report lacks is -1. */
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
  /** For each status, whether current objects that have it are handed to `onRow` instead of being counted. */
  readonly isReported: readonly boolean[]
}

export type KernelSink = {
  /** A current object whose status is reported: its fields are in `fields` until this returns, none with a quote in it. */
  readonly onRow: (rowNumber: number) => void
  /**
   * A row the kernel cannot read beyond doubt: a wrong bucket or status, quotes inside a field, another number of fields,
   * a blank line… as it is in the file, line break included. `bytes` may be used until this returns.
   */
  readonly onUnread: (bytes: Buffer, rowNumber: number) => void
}

/** The rows that were counted and not handed to the sink. Tallies follow the spec's statuses. */
export type KernelTally = {
  readonly current: readonly Tally[]
  readonly noncurrent: readonly Tally[]
  readonly deleteMarkers: number
}
