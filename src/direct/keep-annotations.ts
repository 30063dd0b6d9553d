// Preserves annotations in a multipart copy, which copies none of them.
//
// They can only be written once the new object exists, and in a bucket without versioning its creation deletes the old
// ones. So before the upload is completed, their texts are stored in the work location and the journal records that
// they must be written. Any run that finds that record writes them, to that copy and to nothing else.

import { createHash } from 'node:crypto'
import type { AnnotationEntry, ObjectLook } from '../objects/object-look.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import { faultOf, mayPass, type RetryPolicy, retry, type Timing } from '../time/retry.ts'
import { ActionError, messageOf } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { say } from '../words/outside-text.ts'
import type {
  AnnotationCalls,
  AnnotationStore,
  CopiedPart,
  DirectReads,
  KeptAnnotation,
  OwedAnnotations,
} from './direct-deps.ts'

/** Each takes up to 1 MiB of memory. */
const AT_ONCE = 8
const WRITING: RetryPolicy = { tries: 3, firstPauseMs: 2_000, spread: 0.5 }

/** Reads each annotation and stores its text in the work location. */
export async function keepAnnotations(
  key: EncodedKey,
  entries: readonly AnnotationEntry[],
  deps: AnnotationCalls & AnnotationStore & Timing,
  signal: AbortSignal,
): Promise<readonly KeptAnnotation[]> {
  const kept = new Map<string, KeptAnnotation>()
  await forEachAtOnce(
    entries,
    AT_ONCE,
    async ({ name }, stop) => {
      const { payload, checksum } = await deps.readAnnotation(key, name, stop)
      const sha256 = sha256Of(payload)
      await deps.keepAnnotation(key, sha256, payload)
      kept.set(name, { name, sha256, checksum })
    },
    signal,
  )
  signal.throwIfAborted()
  return entries.flatMap(({ name }) => kept.get(name) ?? [])
}

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/**
 * The ETag that S3 gives to an object of these parts: the MD5 of their MD5s, with their number (S3 User Guide,
 * "Checking object integrity", "Using part-level checksums for multipart uploads").
 */
export function etagOfParts(parts: readonly CopiedPart[]): string {
  const hash = createHash('md5')
  for (const { etag } of parts) hash.update(Buffer.from(etag.replaceAll('"', ''), 'hex'))
  return `"${hash.digest('hex')}-${parts.length}"`
}

/**
 * - `given`: the copy has all of them
 * - `not-owed`: the object is not the copy: the copy was never completed, or the key has been written or deleted since
 * - `owed`: some are still missing, or it could not be determined; the stored texts are kept
 */
type GivingBack = { readonly end: 'given' | 'not-owed' } | { readonly end: 'owed'; readonly reason: string }

/**
 * Writes the annotations to the copy, if it exists. An annotation that exists with that name is kept: it was written by
 * an earlier attempt, or by another client. Every write is conditional on the copy's ETag. Never throws.
 */
export async function giveBackAnnotations(
  key: EncodedKey,
  owed: OwedAnnotations,
  deps: DirectReads & AnnotationCalls & AnnotationStore & Timing,
): Promise<GivingBack> {
  try {
    const found = await recognize(key, owed, deps)
    if (found !== undefined) return found
    await writeMissing(key, owed, deps)
    const missing = findMissing(owed, await deps.listAnnotations(key))
    if (missing.length === 0) return { end: 'given' }
    return { end: 'owed', reason: say`${missing.length} of ${owed.annotations.length} annotations are not listed` }
  } catch (error) {
    const fault = faultOf(error)
    // Another client wrote or deleted the object in the meantime.
    const isOther = fault === 'precondition' || fault === 'not-found'
    return isOther ? { end: 'not-owed' } : { end: 'owed', reason: messageOf(error) }
  }
}

/** Undefined if the object is the copy; otherwise what it means. */
async function recognize(key: EncodedKey, owed: OwedAnnotations, deps: DirectReads): Promise<GivingBack | undefined> {
  const now = await deps.headObject(key)
  // Checked first: a copy with the same part sizes as its source has the same ETag.
  if (now === undefined || isSource(now, owed)) return { end: 'not-owed' }
  if (now.etag === owed.copyEtag) return undefined
  const mayBeCopy = now.size === owed.source.size && now.etag.endsWith(`-${owed.parts}"`)
  if (!mayBeCopy || now.encryption === owed.source.encryption) return { end: 'not-owed' }
  return {
    end: 'owed',
    reason: 'S3 returns another ETag than expected for the copy, so it is unknown whether the object is the copy',
  }
}

function isSource(now: ObjectLook, { source }: OwedAnnotations): boolean {
  return (
    now.etag === source.etag &&
    now.versionId === source.versionId &&
    now.lastModified === source.lastModified &&
    now.encryption === source.encryption
  )
}

function findMissing({ annotations }: OwedAnnotations, listed: readonly AnnotationEntry[]): KeptAnnotation[] {
  const names = new Set(listed.map(({ name }) => name))
  return annotations.filter(({ name }) => !names.has(name))
}

async function writeMissing(
  key: EncodedKey,
  owed: OwedAnnotations,
  deps: AnnotationCalls & AnnotationStore & Timing,
): Promise<void> {
  const missing = findMissing(owed, await deps.listAnnotations(key))
  await forEachAtOnce(missing, AT_ONCE, (annotation) => writeOne(key, annotation, owed.copyEtag, deps))
}

async function writeOne(
  key: EncodedKey,
  annotation: KeptAnnotation,
  etag: string,
  deps: AnnotationCalls & AnnotationStore & Timing,
): Promise<void> {
  const payload = await deps.readKeptAnnotation(key, annotation.sha256)
  if (sha256Of(payload) !== annotation.sha256) {
    throw new ActionError('REMEDIATION_FAILED', say`the saved text of the annotation ${annotation.name} has changed`)
  }
  const write = () => deps.writeAnnotation(key, annotation, payload, etag)
  await retry(write, WRITING, deps, (error) => mayPass(error) || faultOf(error) === 'conflict')
}
