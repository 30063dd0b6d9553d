// Defines the state of an object as HeadObject returns it: everything that a copy in place must keep.

import type { SeenEncryption } from '../words/key-rule.ts'

export type ObjectChecksum = {
  /** Name used by S3: CRC32, SHA256, … */
  readonly algorithm: string
  readonly value: string
  readonly type: 'FULL_OBJECT' | 'COMPOSITE'
}

/** HeadObject response for the current version: everything that a copy must keep, and everything that forbids one. */
export type ObjectLook = SeenEncryption & {
  /** As S3 writes it, with quotes. */
  readonly etag: string
  /** Undefined in buckets that never had versioning. */
  readonly versionId: string | undefined
  /** Epoch milliseconds, whole seconds. */
  readonly lastModified: number
  /** Bytes. */
  readonly size: number
  /** STANDARD if S3 omits the header. */
  readonly storageClass: string
  /** The system headers that S3 keeps, by lower-case name: content-type, cache-control, … */
  readonly headers: ReadonlyMap<string, string>
  /** User metadata by name without `x-amz-meta-`, as S3 returns it (RFC 2047 for non-ASCII text). */
  readonly metadata: ReadonlyMap<string, string>
  /** Number of user metadata entries that cannot be returned in headers. */
  readonly hiddenMetadata: number
  readonly websiteRedirect: string | undefined
  /** Undefined if S3 did not return it. */
  readonly tagCount: number | undefined
  readonly checksum: ObjectChecksum | undefined
  /** Archived and not restored: cannot be read. */
  readonly archived: boolean
  /** Archived, and S3 is restoring it: a second request would have no effect. */
  readonly restoring: boolean
  /**
   * Whether retention, legal hold or event hold is in force; `unknown` if not requested, or not readable by the role.
   */
  readonly lock: 'none' | 'locked' | 'unknown'
}

export type Tags = ReadonlyMap<string, string>

/** An annotation as S3 lists it: a named text attached to a version of an object. HeadObject does not return it. */
export type AnnotationEntry = {
  readonly name: string
  readonly etag: string
  /** Bytes. */
  readonly size: number
  /** Epoch milliseconds. */
  readonly lastModified: number
}
