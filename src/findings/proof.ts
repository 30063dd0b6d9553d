// Defines the proof of findings, whatever the source: what a verdict must know about it, and what people can check.

import type { Coverage } from '../inventory/coverage.ts'

export type Proof = {
  /**
   * The same text means the same rows: a job's token depends on it. For an inventory report, the MD5 of its manifest.
   */
  readonly fingerprint: string
  /** When the listing of the objects began: objects written later are not in it. */
  readonly asOf: Date
  /** In milliseconds, by AWS's clock when the source was chosen. */
  readonly ageMs: number
  readonly maxAgeMs: number
  /** Which part of the bucket was listed. */
  readonly coverage: Coverage
  /** Number of inventory files in the source. */
  readonly filesDeclared: number
  /** Files that were read whole, each with its own proof. */
  readonly files: readonly ScannedFile[]
}

/** The integrity evidence of one inventory file. */
export type ScannedFile = {
  readonly key: string
  /** Bytes that the inventory manifest declares, all of which were read or verified. */
  readonly size: number
  readonly rows: number
  /** How the bytes were proven: by the MD5 of all of them, or by S3's ETag, equal to that MD5, on every response. */
  readonly proof: 'md5' | 'etag'
  readonly bytesFetched: number
}
