// Defines the messages between the main thread and a scan worker. The worker pulls: it opens the stream and returns a
// credit for every chunk it has consumed, so that only a few chunks are in transit at any time.

import type { FindingRowsOptions } from '../../findings/finding-rows.ts'
import type { KeyWatchOptions } from '../../findings/key-watch.ts'
import type { OverlapOptions } from '../../findings/overlap.ts'
import type { ScannedFile } from '../../findings/proof.ts'
import type { ScanTally } from '../../findings/scan-tally.ts'
import type { ScanSpec } from '../../findings/spec.ts'
import type { SpoolOptions } from '../../findings/spool.ts'
import type { ColumnName, InventoryFile, InventoryFormat } from '../../inventory/report.ts'
import type { ErrorCode } from '../../words/errors.ts'

/** One inventory file and everything needed to judge its rows. */
export type ScanTask = {
  readonly index: number
  readonly file: InventoryFile
  readonly format: InventoryFormat
  readonly columns: readonly ColumnName[]
  readonly sourceBucket: string
  readonly spec: ScanSpec
  /** When the report was made, epoch milliseconds. */
  readonly reportTime: number
  /** True if the file's ETag is its MD5, so that S3 verifies responses with that ETag, or to If-Match. */
  readonly etagIsMd5: boolean
  /** A folder for a copy of the file, if its parts cannot be proven in place. */
  readonly folder: string
  /** Undefined: rows are not kept. */
  readonly spool: SpoolOptions | undefined
  /** Where every finding is kept; undefined: nowhere. */
  readonly findingRows?: FindingRowsOptions | undefined
  /** The same for rows whose key has to be checked. */
  readonly candidateSpool?: SpoolOptions | undefined
  /** How keys listed more than once are detected; undefined: every row counts. */
  readonly watch?: KeyWatchOptions | undefined
  /** How keys are compared with those of other reports; undefined: they are not. */
  readonly overlap?: OverlapOptions | undefined
}

export type FileOutcome = {
  readonly tally: ScanTally
  readonly proof: ScannedFile['proof']
}

/** Maximum number of chunks in transit to one worker. */
export const STREAM_CREDITS = 8
/** Chunks a worker takes before it returns credits: each message wakes the main thread, which costs a worker a core. */
export const CREDITS_AT_ONCE = 4

/**
 * Maximum number of rows read, or checked one by one, without a sign of life. Few enough that a slow machine reads them
 * in seconds, and enough that a fast one does not wake the main thread all the time.
 */
export const ROWS_WITHOUT_SIGN = 65_536

export type ToWorker =
  | { readonly kind: 'scan'; readonly task: ScanTask }
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end' }
  | { readonly kind: 'range'; readonly id: number; readonly bytes: Uint8Array }

export type FromWorker =
  | { readonly kind: 'open' }
  /** `memory`: the buffers of the chunks, to be filled again. */
  | { readonly kind: 'credit'; readonly memory: readonly ArrayBuffer[]; readonly rows: number }
  /** Number of rows read: a sign of life between two credits, each of which can stand for millions of rows. */
  | { readonly kind: 'progress'; readonly rows: number }
  | { readonly kind: 'range'; readonly id: number; readonly start: number; readonly end: number }
  | { readonly kind: 'done'; readonly outcome: FileOutcome }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string; readonly hint: string | undefined }
