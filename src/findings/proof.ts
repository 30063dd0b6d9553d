// Knows the proof of findings, whatever the source: what a verdict must know about its source, and a person can check.

import type { Coverage } from '../inventory/coverage.ts'

export type Proof = {
  /** The same text means the same rows: a job's token rests on it. Of an inventory report, the MD5 of its manifest. */
  readonly fingerprint: string
  /** When listing the objects began: what was written later is not in it. */
  readonly asOf: Date
  /** Milliseconds by AWS's clock when the source was chosen. */
  readonly ageMs: number
  readonly maxAgeMs: number
  /** What of the bucket was listed. */
  readonly coverage: Coverage
  /** Inventory files that the source consists of. */
  readonly filesDeclared: number
  /** Those that were read whole, each with its own proof. */
  readonly files: readonly ScannedFile[]
}

/** The integrity evidence of one inventory file. */
export type ScannedFile = {
  readonly key: string
  /** Bytes the inventory manifest declares, all of which were read or vouched for. */
  readonly size: number
  readonly rows: number
  /** How the bytes were proven: MD5 of all of them, or S3's ETag equal to that MD5 on every answer. */
  readonly proof: 'md5' | 'etag'
  readonly bytesFetched: number
}
