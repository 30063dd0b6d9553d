// What direct copies need from outside, as a record of functions: one source bucket, a journal of uploads, time.

import type { AnnotationEntry, ObjectLook, Tags } from '../objects/object-look.ts'
import type { Fault, Timing } from '../time/retry.ts'
import type { TargetEncryption } from '../words/encryption.ts'
import type { EncodedKey } from '../words/object-key.ts'

/** Faults of requests for objects; the others are faults of jobs. */
export type DirectFault = Exclude<Fault, 'token-conflict' | 'wrong-status'>

/** What an error of a `DirectDeps` function carries in addition to its message. */
type DirectFailure = {
  readonly fault?: DirectFault | undefined
  /**
   * True if an earlier attempt than the one that got a response may have had its effect (the SDK retries
   * automatically).
   */
  readonly mayHaveActed?: boolean | undefined
}

/** The fault of an error and whether it may have acted; empty for other errors. */
export function failureOf(error: unknown): DirectFailure {
  const { fault, mayHaveActed } = (error ?? {}) as DirectFailure
  return { fault, mayHaveActed: mayHaveActed === true || fault === 'ambiguous' }
}

/** The response to a write. */
export type Written = {
  readonly etag: string
  readonly versionId: string | undefined
  /** For a copy, the version that was read; undefined if S3 does not say. */
  readonly sourceVersionId: string | undefined
}

/** What CreateMultipartUpload sets for the new object, all of it taken from the existing object. */
export type UploadTemplate = {
  readonly source: ObjectLook
  readonly tags: Tags
  readonly target: TargetEncryption
}

/** An annotation whose text is stored in the work location, under the SHA-256 of its bytes. */
export type KeptAnnotation = {
  readonly name: string
  readonly sha256: string
  /** The checksum that S3 stored with the text. It is sent when the text is written again, so that S3 verifies it. */
  readonly checksum: { readonly algorithm: string; readonly value: string } | undefined
}

/** What must still be written to the object of a completed upload, and how to recognize that object. */
export type OwedAnnotations = {
  readonly annotations: readonly KeptAnnotation[]
  /** The object that is copied. */
  readonly source: Pick<ObjectLook, 'etag' | 'versionId' | 'lastModified' | 'encryption' | 'size'>
  /** The ETag that its copy will have. */
  readonly copyEtag: string
  readonly parts: number
}

/** A multipart upload that this action started: only these are ever resumed or aborted. */
export type RecordedUpload = {
  readonly key: EncodedKey
  readonly uploadId: string
  /** SHA-256 of everything the upload was started for; if it differs, the upload can no longer be used. */
  readonly fingerprint: string
  /** Epoch milliseconds. */
  readonly startedAt: number
  /** Recorded before the upload is completed: from then on, in a bucket without versioning, this is the only copy. */
  readonly owed?: OwedAnnotations | undefined
}

/** Bytes `first` to `last`, inclusive. */
export type PartRange = { readonly number: number; readonly first: number; readonly last: number }

export type CopiedPart = {
  readonly number: number
  readonly etag: string
  readonly size: number
  /** The checksum value, if the upload was created with a checksum. */
  readonly checksum: string | undefined
}

/** Reads the current objects of the source bucket. */
export type DirectReads = {
  /** HeadObject of the current version, with its lock in a bucket with Object Lock; undefined if it does not exist. */
  readonly headObject: (key: EncodedKey, signal?: AbortSignal) => Promise<ObjectLook | undefined>
  /**
   * Locks on that version, which was copied, that the current version lacks: they were set during the copy. Empty in a
   * bucket without Object Lock.
   */
  readonly listLocksLeftOn: (
    key: EncodedKey,
    versionId: string | undefined,
    signal: AbortSignal,
  ) => Promise<readonly string[]>
  /** GetObjectTagging. */
  readonly readTags: (key: EncodedKey, signal?: AbortSignal) => Promise<Tags>
}

/** Copies on condition that the object is still the one that was checked. */
type DirectCopies = {
  /**
   * CopyObject onto itself, on condition that source and destination still have `source.etag`: storage class,
   * encryption and redirect are set explicitly, everything else is copied by S3.
   */
  readonly copyObject: (
    key: EncodedKey,
    source: ObjectLook,
    target: TargetEncryption,
    signal: AbortSignal,
  ) => Promise<Written>
  /**
   * CreateMultipartUpload; returns the upload's id. Never interrupted: an upload whose id is not known could not be
   * aborted.
   */
  readonly createUpload: (key: EncodedKey, template: UploadTemplate) => Promise<string>
  /** UploadPartCopy of a range, on condition that the source still has `etag`. */
  readonly copyPart: (
    upload: RecordedUpload,
    range: PartRange,
    source: ObjectLook,
    signal: AbortSignal,
  ) => Promise<CopiedPart>
  /**
   * CompleteMultipartUpload, on condition that the key still has `source.etag` and the parts have `source.size` bytes.
   */
  readonly completeUpload: (
    upload: RecordedUpload,
    parts: readonly CopiedPart[],
    source: ObjectLook,
    signal: AbortSignal,
  ) => Promise<Written>
}

/** Calls for open uploads. */
export type UploadCalls = {
  /**
   * ListParts, every page; undefined if there is no such upload. `checksum` is the algorithm whose values are needed.
   */
  readonly listParts: (
    upload: RecordedUpload,
    checksum: string | undefined,
  ) => Promise<readonly CopiedPart[] | undefined>
  /** AbortMultipartUpload; not an error if the upload no longer exists. */
  readonly abortUpload: (upload: RecordedUpload) => Promise<void>
}

/** Annotations of objects. */
export type AnnotationCalls = {
  /** ListObjectAnnotations, every page; empty if the Region or service does not support annotations. */
  readonly listAnnotations: (key: EncodedKey, signal?: AbortSignal) => Promise<readonly AnnotationEntry[]>
  /** GetObjectAnnotation, with the checksum that S3 stored with the text. */
  readonly readAnnotation: (
    key: EncodedKey,
    name: string,
    signal?: AbortSignal,
  ) => Promise<{ readonly payload: Uint8Array; readonly checksum: KeptAnnotation['checksum'] }>
  /** PutObjectAnnotation, on condition that the object still has `objectEtag`. */
  readonly writeAnnotation: (
    key: EncodedKey,
    annotation: KeptAnnotation,
    payload: Uint8Array,
    objectEtag: string,
    signal?: AbortSignal,
  ) => Promise<void>
}

/** Stores the texts of annotations in the work location. */
export type AnnotationStore = {
  /** Stores the text of an annotation in the work location, under its SHA-256. */
  readonly keepAnnotation: (key: EncodedKey, sha256: string, payload: Uint8Array) => Promise<void>
  /** Returns what `keepAnnotation` stored; the caller compares the SHA-256. */
  readonly readKeptAnnotation: (key: EncodedKey, sha256: string) => Promise<Uint8Array>
}

/** The journal of started uploads, in the work location. */
type UploadJournal = {
  /** Uploads that were recorded and not settled, by this run or an earlier one. */
  readonly listRecordedUploads: () => Promise<readonly RecordedUpload[]>
  readonly recordUpload: (upload: RecordedUpload) => Promise<void>
  readonly settleUpload: (upload: RecordedUpload) => Promise<void>
}

/** All of the above, as a copy passes it on. */
export type DirectDeps = DirectReads &
  DirectCopies &
  UploadCalls &
  AnnotationCalls &
  AnnotationStore &
  UploadJournal &
  Timing & { readonly onProgress: (progress: DirectProgress) => void }

export type DirectProgress = {
  readonly objectsDone: number
  readonly objectsTotal: number
  /** Bytes of whole objects and of parts copied so far in this run. */
  readonly bytesCopied: bigint
}
