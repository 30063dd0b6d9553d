// Knows what the inventory and scan parts need from the bucket with the reports: S3 in production, a folder in tests
// and benchmarks.

/** One object read whole. */
export type StoredObject = {
  readonly bytes: Uint8Array
  /** Without quotes. */
  readonly etag: string
  /** The service's clock (Date header) when it answered, epoch milliseconds: the runner's clock is not trusted. */
  readonly serverDate: number
  /** When the object was written, epoch milliseconds, whole seconds; undefined where the store does not say. */
  readonly lastModified?: number | undefined
}

/** What HeadObject tells of one; the ETag without quotes. */
type StoredFacts = { readonly size: number; readonly etag: string }

/** An object on its way. */
export type ObjectStream = {
  /** Without quotes: of the object that all `bytes` are of. */
  readonly etag: string
  /** In order, to be read once. Chunks are given away: the receiver may keep, detach or `recycle` them. */
  readonly bytes: AsyncIterable<Uint8Array>
}

/**
 * The reports' bucket. Every failure rejects with an ActionError: ACCESS_DENIED, BUCKET_NOT_FOUND, SERVICE_UNAVAILABLE,
 * and INCOMPLETE_DELIVERY for a key that `stream` or `range` cannot find.
 */
export interface ObjectStore {
  /** Everything directly under `prefix` that ends in "/", as whole key prefixes; all pages, any order. */
  listFolders(prefix: string): Promise<readonly string[]>
  /** The whole object, or undefined when there is none. Rejects with UNREADABLE when it is larger than `maxBytes`. */
  read(key: string, options: { readonly maxBytes: number }): Promise<StoredObject | undefined>
  /** Size and ETag (without quotes), or undefined when there is no such object. */
  head(key: string): Promise<StoredFacts | undefined>
  /**
   * Asks for the whole object, which must have `size` bytes. Resuming after a broken connection, and noticing that the
   * object was replaced meanwhile, is the store's business. Whoever does not read the bytes aborts `signal`.
   */
  stream(
    key: string,
    options: { readonly size: number; readonly signal?: AbortSignal | undefined },
  ): Promise<ObjectStream>
  /**
   * Takes back the memory of a chunk that nobody reads any more, to fill it again: new memory costs the kernel a page
   * fault for every 4 KiB, and the garbage collector as much again. Nobody need call it.
   */
  recycle?(memory: ArrayBuffer): void
  /**
   * Bytes `start` (inclusive) to `end` (exclusive) of the object whose ETag is `ifMatch`; rejects with
   * CHECKSUM_MISMATCH when it has another ETag now.
   */
  range(
    key: string,
    start: number,
    end: number,
    options: { readonly ifMatch: string; readonly signal?: AbortSignal | undefined },
  ): Promise<Uint8Array>
}
