// Copies an object that is too large for one copy onto itself in parts, with all of its properties.
//
// A multipart upload copies only bytes: storage class, headers, metadata, tags, redirect, checksum and encryption are
// read before and set when it starts; annotations are stored before and written to the new object
// (keep-annotations.ts). Each part is copied on condition that the source still has its ETag, and the upload is
// completed only if the key has it, too; tags and metadata, which do not affect the ETag, are checked again immediately
// before. An upload that cannot be completed is discarded by the caller (uploads.ts).

import { createHash } from 'node:crypto'
import { areAnnotationsUntouched, areTagsEqual, isSameWrite } from '../objects/compare.ts'
import type { AnnotationEntry, ObjectLook, Tags } from '../objects/object-look.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import { type RetryPolicy, retry } from '../time/retry.ts'
import type { TargetEncryption } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import type {
  CopiedPart,
  DirectDeps,
  DirectFault,
  PartRange,
  RecordedUpload,
  UploadTemplate,
  Written,
} from './direct-deps.ts'
import { etagOfParts, keepAnnotations } from './keep-annotations.ts'
import { listPartRanges } from './part-ranges.ts'
import type { OpenUploads } from './uploads.ts'

/** In addition to the SDK's own attempts: one failed part in ten thousand must not discard the others. */
const COPYING_PART: RetryPolicy = { tries: 4, firstPauseMs: 2_000, spread: 0.5 }

type PartsWork = {
  readonly target: TargetEncryption
  /** Number of parts copied concurrently. */
  readonly partsAtOnce: number
  /** Size of each part except the last; if undefined, it is chosen by the object's size. */
  readonly partBytes: number | undefined
  readonly uploads: OpenUploads
  readonly deps: DirectDeps
  readonly signal: AbortSignal
  readonly onCopied: (bytes: number) => void
}

/** An error of this module, with the fault that says what it means. */
function failWith(fault: DirectFault | undefined, message: string): Error {
  return Object.assign(new ActionError('REMEDIATION_FAILED', message), { fault })
}

/**
 * Copies the object; returns what was written, and the tags it was given. After a failure the upload remains open, and
 * so does the record of a copy whose annotations are not yet written: `uploads.discard` writes them.
 */
export async function copyInParts(
  key: EncodedKey,
  source: ObjectLook,
  work: PartsWork,
): Promise<Written & { readonly tags: Tags }> {
  const { deps, signal, uploads } = work
  if (source.hiddenMetadata > 0) {
    throw failWith(undefined, 'some of its user metadata cannot be read, so a copy in parts would lose it')
  }
  const annotations = await deps.listAnnotations(key, signal)
  const template = { source, tags: await deps.readTags(key, signal), annotations, target: work.target }
  const ranges = listPartRanges(source.size, work.partBytes)
  const { upload, copied } = await openUpload(key, template, ranges, work)
  const parts = await copyMissingParts(upload, source, ranges, copied, work)
  if (annotations.length > 0) await oweAnnotations(upload, template, parts, work)
  await lookAgain(key, template, work)
  const written = await deps.completeUpload(upload, parts, source, signal)
  if (annotations.length === 0) await uploads.settle(upload)
  return { ...written, tags: template.tags }
}

type Template = UploadTemplate & { readonly annotations: readonly AnnotationEntry[] }

/** Stores the annotations, and records that they must be written to the new object. */
async function oweAnnotations(
  upload: RecordedUpload,
  { source, annotations }: Template,
  parts: readonly CopiedPart[],
  { deps, signal, uploads }: PartsWork,
): Promise<void> {
  const kept = await keepAnnotations(upload.key, annotations, deps, signal)
  const { etag, versionId, lastModified, encryption, size } = source
  const owed = {
    annotations: kept,
    source: { etag, versionId, lastModified, encryption, size },
    copyEtag: etagOfParts(parts),
    parts: parts.length,
  }
  await uploads.add({ ...upload, owed })
}

/** The open upload of the key with its parts, if it was started for exactly this copy; otherwise a new one. */
async function openUpload(
  key: EncodedKey,
  template: Template,
  ranges: readonly PartRange[],
  { deps, uploads }: PartsWork,
): Promise<{ upload: RecordedUpload; copied: readonly CopiedPart[] }> {
  const fingerprint = fingerprintOf(template, ranges)
  const open = uploads.get(key)
  if (open?.fingerprint === fingerprint) {
    const copied = await deps.listParts(open, template.source.checksum?.algorithm)
    if (copied !== undefined) return { upload: open, copied }
  }
  await uploads.discard(key)
  const uploadId = await deps.createUpload(key, template)
  const upload = { key, uploadId, fingerprint, startedAt: deps.now() }
  await uploads.add(upload)
  return { upload, copied: [] }
}

/**
 * SHA-256 of everything an upload is started for; parts of an upload with a different one do not belong to this copy.
 */
function fingerprintOf({ source, tags, annotations, target }: Template, ranges: readonly PartRange[]): string {
  const sorted = (pairs: ReadonlyMap<string, string>) => [...pairs].sort(([one], [other]) => (one < other ? -1 : 1))
  const facts = [
    [source.etag, source.versionId, source.lastModified, source.size, source.storageClass, source.websiteRedirect],
    [source.checksum?.algorithm, source.checksum?.type],
    sorted(source.headers),
    sorted(source.metadata),
    sorted(tags),
    annotations.map(({ name, etag, size, lastModified }) => [name, etag, size, lastModified]),
    target,
    ranges[0]?.last,
  ]
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}

async function copyMissingParts(
  upload: RecordedUpload,
  source: ObjectLook,
  ranges: readonly PartRange[],
  copied: readonly CopiedPart[],
  work: PartsWork,
): Promise<CopiedPart[]> {
  const parts = new Map(copied.map((part) => [part.number, part]))
  const missing = ranges.filter((range) => parts.get(range.number)?.size !== range.last - range.first + 1)
  await forEachAtOnce(
    missing,
    work.partsAtOnce,
    async (range, signal) => {
      parts.set(range.number, await copyPart(upload, range, source, work, signal))
      work.onCopied(range.last - range.first + 1)
    },
    work.signal,
  )
  work.signal.throwIfAborted()
  return ranges.flatMap((range) => parts.get(range.number) ?? [])
}

async function copyPart(
  upload: RecordedUpload,
  range: PartRange,
  source: ObjectLook,
  { deps }: PartsWork,
  signal: AbortSignal,
): Promise<CopiedPart> {
  const copy = () => deps.copyPart(upload, range, source, signal)
  return await retry(copy, COPYING_PART, { ...deps, signal })
}

/**
 * Throws unless the object, including tags and annotations, is as it was when the copy began: completing the upload
 * would undo the changes.
 */
async function lookAgain(key: EncodedKey, template: Template, { deps, signal }: PartsWork): Promise<void> {
  // Concurrently, to keep the time between check and completion as short as possible.
  const [annotations, now, tags] = await Promise.all([
    deps.listAnnotations(key, signal),
    deps.headObject(key, signal),
    deps.readTags(key, signal),
  ])
  if (now === undefined) throw failWith('not-found', 'it was deleted while it was copied')
  if (now.lock === 'locked') throw failWith('precondition', 'it was locked while it was copied')
  const isBesideSame = areTagsEqual(template.tags, tags) && areAnnotationsUntouched(template.annotations, annotations)
  if (isBesideSame && isSameWrite(template.source, now)) return
  throw failWith('precondition', 'it was changed while it was copied')
}
