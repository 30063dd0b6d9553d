// Knows how an object too large for one copy is copied onto itself in parts, with everything that belongs to it.
//
// A multipart upload takes over nothing but bytes: class, headers, metadata, tags, redirect, checksum and encryption are
// read before and named when it begins; annotations are kept before and given to the new object (keep-annotations.ts). Each part is copied on condition that the source still has its ETag, and
// the upload is completed only if the key has it, too; tags and metadata, which no ETag speaks for, are checked again
// right before. An upload that cannot be completed is discarded by the caller (uploads.ts).

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

/** Beside the SDK's own attempts: one part in ten thousand must not throw the others away. */
const COPYING_PART: RetryPolicy = { tries: 4, firstPauseMs: 2_000, spread: 0.5 }

type PartsWork = {
  readonly target: TargetEncryption
  /** Parts on their way at a time. */
  readonly partsAtOnce: number
  /** Bytes of each part but the last; chosen by size where undefined. */
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
 * Copies the object and tells what was written, and which tags it was given. The upload of a failed copy stays open, and so
 * does the record of one whose annotations are still owed: `uploads.discard` gives them back.
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

/** Keeps them, and writes down that the object to come is owed them. */
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

/** The open upload of the key with its parts, if it was begun for exactly this copy; a new one otherwise. */
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

/** SHA-256 of all an upload is begun for; parts of an upload with another one do not belong to this copy. */
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

/** The object as it was when the copy began, tags and annotations included, or an error: what was changed since would be undone. */
async function lookAgain(key: EncodedKey, template: Template, { deps, signal }: PartsWork): Promise<void> {
  // At once, so that the moment nobody looks at stays as short as can be.
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
