// Knows where kept rows lie: in a file on the runner's disk, in a file that a query wrote to S3, or in memory.

/** A file that a query wrote to S3, as it was listed. */
export type StoredFile = {
  readonly bucket: string
  readonly key: string
  /** With quotes. */
  readonly etag: string
  readonly bytes: number
}

/** `end` is exclusive. */
export type ByteRange = { readonly start: number; readonly end: number }

/** Rows that are read from elsewhere than the disk. */
export type RowSource = {
  /** All bytes, or those of a range, each time it is called. @throws ActionError if they are not what they were */
  readonly read: (range?: ByteRange) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  /** Undefined for rows in memory. */
  readonly stored?: StoredFile
  /** A few rows that a query set apart by a hash of their keys: a canary is chosen from them where S3 joins the others. */
  readonly isTrial?: boolean
}

/** Rows in job-manifest form (`bucket,key\n`): the path of a file, or their source. */
export type RowPart = string | RowSource

/** A few rows, kept in memory. */
export const rowsInMemory = (text: string): RowSource => ({ read: () => [Buffer.from(text, 'latin1')] })
