// Defines what the inventory and scan code needs from the bucket with the reports: S3 in production, a folder in tests
// and benchmarks.

/** An object that was read whole. */
export type StoredObject = {
  readonly bytes: Uint8Array
  /** Without quotes. */
  readonly etag: string
  /** The service's clock (Date header) when it responded, epoch milliseconds: the runner's clock is not trusted. */
  readonly serverDate: number
  /** When the object was written, epoch milliseconds, whole seconds; undefined if the store does not say. */
  readonly lastModified?: number | undefined
}

/** What HeadObject returns; the ETag without quotes. */
type StoredFacts = { readonly size: number; readonly etag: string }

/** An object being read. */
export type ObjectStream = {
  /** Without quotes; all of `bytes` belong to the object with this ETag. */
  readonly etag: string
  /** In order, to be read once. The receiver owns each chunk: it may keep, detach or `recycle` it. */
  readonly bytes: AsyncIterable<Uint8Array>
}

/**
 * The bucket with the reports. Every failure rejects with an ActionError: ACCESS_DENIED, BUCKET_NOT_FOUND,
 * SERVICE_UNAVAILABLE, or INCOMPLETE_DELIVERY for a key that `stream` or `range` cannot find.
 */
export interface ObjectStore {
  /** Everything directly under `prefix` that ends in "/", as whole key prefixes; all pages, in any order. */
  listFolders(prefix: string): Promise<readonly string[]>
  /** The whole object, or undefined if there is none. Rejects with UNREADABLE if it is larger than `maxBytes`. */
  read(key: string, options: { readonly maxBytes: number }): Promise<StoredObject | undefined>
  /** Size and ETag (without quotes), or undefined if there is no such object. */
  head(key: string): Promise<StoredFacts | undefined>
  /**
   * Requests the whole object, which must have `size` bytes. The store resumes after a broken connection, and detects
   * if the object was replaced meanwhile. A caller that does not read the bytes must abort `signal`.
   */
  stream(
    key: string,
    options: { readonly size: number; readonly signal?: AbortSignal | undefined },
  ): Promise<ObjectStream>
  /**
   * Takes back the memory of a chunk that is no longer read, to fill it again: new memory costs the kernel a page fault
   * for every 4 KiB, and the garbage collector as much again. Calling it is optional.
   */
  recycle?(memory: ArrayBuffer): void
  /**
   * Bytes `start` (inclusive) to `end` (exclusive) of the object with the ETag `ifMatch`; rejects with
   * CHECKSUM_MISMATCH if its ETag is different now.
   */
  range(
    key: string,
    start: number,
    end: number,
    options: { readonly ifMatch: string; readonly signal?: AbortSignal | undefined },
  ): Promise<Uint8Array>
}
