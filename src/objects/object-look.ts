// Knows the state of an object as HeadObject shows it: everything a copy in place must keep.

import type { SeenEncryption } from '../words/key-rule.ts'

export type ObjectChecksum = {
  /** S3's word: CRC32, SHA256, … */
  readonly algorithm: string
  readonly value: string
  readonly type: 'FULL_OBJECT' | 'COMPOSITE'
}

/** HeadObject of the current version: everything a copy must keep, and everything that forbids one. */
export type ObjectLook = SeenEncryption & {
  /** As S3 writes it, with quotes. */
  readonly etag: string
  /** Undefined in buckets that never had versioning. */
  readonly versionId: string | undefined
  /** Epoch milliseconds, whole seconds. */
  readonly lastModified: number
  /** Bytes. */
  readonly size: number
  /** STANDARD where S3 leaves the header out. */
  readonly storageClass: string
  /** The system headers S3 keeps, by lower-case name: content-type, cache-control, … */
  readonly headers: ReadonlyMap<string, string>
  /** User metadata by name without `x-amz-meta-`, as S3 shows it (RFC 2047 beyond ASCII). */
  readonly metadata: ReadonlyMap<string, string>
  /** Entries of user metadata that no header can show. */
  readonly hiddenMetadata: number
  readonly websiteRedirect: string | undefined
  /** Undefined if S3 did not return it. */
  readonly tagCount: number | undefined
  readonly checksum: ObjectChecksum | undefined
  /** Archived and not restored: cannot be read. */
  readonly archived: boolean
  /** Archived, and S3 is restoring it: a second request would be for nothing. */
  readonly restoring: boolean
  /** Whether retention, legal hold or event hold is in force; `unknown` where nobody asked, or the role may not see it. */
  readonly lock: 'none' | 'locked' | 'unknown'
}

export type Tags = ReadonlyMap<string, string>

/** An annotation as S3 lists it: a named text beside a version of an object. HeadObject does not show it. */
export type AnnotationEntry = {
  readonly name: string
  readonly etag: string
  /** Bytes. */
  readonly size: number
  /** Epoch milliseconds. */
  readonly lastModified: number
}
