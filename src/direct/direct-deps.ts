// Knows what direct copies need from outside, as a record of functions: one source bucket, a journal of uploads, time.

import type { AnnotationEntry, ObjectLook, Tags } from '../objects/object-look.ts'
import type { Fault, Timing } from '../time/retry.ts'
import type { TargetEncryption } from '../words/encryption.ts'
import type { EncodedKey } from '../words/object-key.ts'

/** Those of S3's objects: the others are of jobs. */
export type DirectFault = Exclude<Fault, 'token-conflict' | 'wrong-status'>

/** What an error of a `DirectDeps` function carries beside its message. */
type DirectFailure = {
  readonly fault?: DirectFault | undefined
  /** True when an attempt before the one that was answered may have had its effect (the SDK tries again automatically). */
  readonly mayHaveActed?: boolean | undefined
}

/** The fault of an error and whether it may have acted; nothing for errors from elsewhere. */
export function failureOf(error: unknown): DirectFailure {
  const { fault, mayHaveActed } = (error ?? {}) as DirectFailure
  return { fault, mayHaveActed: mayHaveActed === true || fault === 'ambiguous' }
}

/** The answer to a write. */
export type Written = {
  readonly etag: string
  readonly versionId: string | undefined
  /** Of a copy: the version that was read; undefined where S3 does not say. */
  readonly sourceVersionId: string | undefined
}

/** What CreateMultipartUpload fixes for the object to come, all of it taken from the object that is there. */
export type UploadTemplate = {
  readonly source: ObjectLook
  readonly tags: Tags
  readonly target: TargetEncryption
}

/** An annotation whose text is in the work location, under the SHA-256 of its bytes. */
export type KeptAnnotation = {
  readonly name: string
  readonly sha256: string
  /** What S3 kept beside it: given with the text when it is written again, so that S3 proves it. */
  readonly checksum: { readonly algorithm: string; readonly value: string } | undefined
}

/** What the object of a completed upload still has to be given, and how to know that object. */
export type OwedAnnotations = {
  readonly annotations: readonly KeptAnnotation[]
  /** The object that is copied. */
  readonly source: Pick<ObjectLook, 'etag' | 'versionId' | 'lastModified' | 'encryption' | 'size'>
  /** The ETag its copy will have. */
  readonly copyEtag: string
  readonly parts: number
}

/** A multipart upload this action started: only these are ever resumed or aborted. */
export type RecordedUpload = {
  readonly key: EncodedKey
  readonly uploadId: string
  /** SHA-256 over everything the upload was started for; another one means the upload is of no use any more. */
  readonly fingerprint: string
  /** Epoch milliseconds. */
  readonly startedAt: number
  /** Written down before the upload is completed: from then on, nothing else has them where no versions are kept. */
  readonly owed?: OwedAnnotations | undefined
}

/** Bytes `first` to `last`, both included. */
export type PartRange = { readonly number: number; readonly first: number; readonly last: number }

export type CopiedPart = {
  readonly number: number
  readonly etag: string
  readonly size: number
  /** Value of the checksum the upload was created with, if any. */
  readonly checksum: string | undefined
}

/** Objects of the source bucket, as they are now. */
export type DirectReads = {
  /** HeadObject of the current version, with its lock in a bucket with Object Lock; undefined when there is none. */
  readonly headObject: (key: EncodedKey, signal?: AbortSignal) => Promise<ObjectLook | undefined>
  /**
   * Locks on that version, the one that was copied, which the current version has not: somebody set them during the copy. Empty
   * in a bucket without Object Lock.
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
   * CopyObject onto itself, on condition that source and destination still have `source.etag`: class, encryption and
   * redirect named, everything else copied by S3.
   */
  readonly copyObject: (
    key: EncodedKey,
    source: ObjectLook,
    target: TargetEncryption,
    signal: AbortSignal,
  ) => Promise<Written>
  /** CreateMultipartUpload; the upload's id. Never interrupted: an upload whose id nobody heard could not be aborted. */
  readonly createUpload: (key: EncodedKey, template: UploadTemplate) => Promise<string>
  /** UploadPartCopy of a range, on condition that the source still has `etag`. */
  readonly copyPart: (
    upload: RecordedUpload,
    range: PartRange,
    source: ObjectLook,
    signal: AbortSignal,
  ) => Promise<CopiedPart>
  /** CompleteMultipartUpload, on condition that the key still has `source.etag` and the parts are `source.size` bytes. */
  readonly completeUpload: (
    upload: RecordedUpload,
    parts: readonly CopiedPart[],
    source: ObjectLook,
    signal: AbortSignal,
  ) => Promise<Written>
}

/** Uploads that are under way. */
export type UploadCalls = {
  /** ListParts, every page; undefined when there is no such upload. `checksum` is the algorithm whose values are wanted. */
  readonly listParts: (
    upload: RecordedUpload,
    checksum: string | undefined,
  ) => Promise<readonly CopiedPart[] | undefined>
  /** AbortMultipartUpload; no error when there is no such upload any more. */
  readonly abortUpload: (upload: RecordedUpload) => Promise<void>
}

/** Annotations of objects. */
export type AnnotationCalls = {
  /** ListObjectAnnotations, every page; none where the Region or service does not have them. */
  readonly listAnnotations: (key: EncodedKey, signal?: AbortSignal) => Promise<readonly AnnotationEntry[]>
  /** GetObjectAnnotation, with the checksum S3 keeps beside the text. */
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

/** Texts of annotations in the work location. */
export type AnnotationStore = {
  /** Puts the text of an annotation into the work location, under its SHA-256. */
  readonly keepAnnotation: (key: EncodedKey, sha256: string, payload: Uint8Array) => Promise<void>
  /** What `keepAnnotation` put there; whoever asks compares the SHA-256. */
  readonly readKeptAnnotation: (key: EncodedKey, sha256: string) => Promise<Uint8Array>
}

/** What was begun, in the work location. */
type UploadJournal = {
  /** The journal: uploads that were recorded and not settled, by this run or an earlier one. */
  readonly listRecordedUploads: () => Promise<readonly RecordedUpload[]>
  readonly recordUpload: (upload: RecordedUpload) => Promise<void>
  readonly settleUpload: (upload: RecordedUpload) => Promise<void>
}

/** Everything at once, as the course of a copy hands it on. */
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
