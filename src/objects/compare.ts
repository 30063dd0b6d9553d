// Defines what a copy in place must not change, and compares the states before and after.

import type { TargetEncryption } from '../words/encryption.ts'
import { isSameKey } from '../words/key-rule.ts'
import { say } from '../words/outside-text.ts'
import { findDifference } from './difference.ts'
import type { AnnotationEntry, ObjectLook, Tags } from './object-look.ts'

/** The type S3 gives an object stored without one (S3 User Guide, "Working with object metadata"). */
const DEFAULT_CONTENT_TYPE = 'binary/octet-stream'

/** True if the object was not modified between the two states, as far as S3 shows: dates have whole seconds. */
export function isSameWrite(before: ObjectLook, after: ObjectLook): boolean {
  return (
    before.etag === after.etag &&
    before.versionId === after.versionId &&
    before.lastModified === after.lastModified &&
    before.encryption === after.encryption &&
    isSameKey(before.kmsKeyArn, after.kmsKeyArn) &&
    before.bucketKey === after.bucketKey &&
    listChanges(before, after).length === 0
  )
}

/** What a copy got wrong: properties or content that changed, and an encryption that is not the target. */
export function findLosses(before: ObjectLook, after: ObjectLook, target: TargetEncryption): string[] {
  const losses = listChanges(before, after)
  if (!isContentEqual(before, after, target)) losses.push('content')
  const encryption = findDifference(after, target)
  if (encryption !== undefined) losses.push(`encryption (${encryption})`)
  return losses
}

/** Names of all that differs, in words for a person. */
export function describeChanges(before: ObjectLook, after: ObjectLook): string[] {
  const isRewritten = before.versionId !== after.versionId || before.lastModified !== after.lastModified
  const isUnderAnother = before.encryption !== after.encryption || !isSameKey(before.kmsKeyArn, after.kmsKeyArn)
  return [
    ...(isRewritten ? ['written anew'] : []),
    ...(isUnderAnother ? ['encryption'] : []),
    ...(before.etag === after.etag ? [] : ['ETag']),
    ...listChanges(before, after),
  ]
}

/** Names of the properties that differ; metadata and headers by name. */
function listChanges(before: ObjectLook, after: ObjectLook): string[] {
  const changes: string[] = []
  if (before.size !== after.size) changes.push('size')
  if (before.storageClass !== after.storageClass) changes.push('storage class')
  for (const name of differingNames(withContentType(before.headers), withContentType(after.headers))) changes.push(name)
  for (const name of differingNames(before.metadata, after.metadata)) changes.push(say`x-amz-meta-${name}`)
  if (before.hiddenMetadata !== after.hiddenMetadata) changes.push('user metadata')
  if (before.websiteRedirect !== after.websiteRedirect) changes.push('website redirect')
  // S3 returns the number only for tagged objects, and only to callers that may read tags.
  if ((before.tagCount ?? 0) !== (after.tagCount ?? 0)) changes.push('number of tags')
  // An object without a checksum gains one; only losing or replacing one is a change.
  if (before.checksum !== undefined && before.checksum.algorithm !== after.checksum?.algorithm) {
    changes.push('checksum algorithm')
  }
  return changes
}

export function areTagsEqual(one: Tags, other: Tags): boolean {
  return differingNames(one, other).length === 0
}

/** By name and size: under another encryption, the ETag of an annotation may differ, too. */
export function areAnnotationsKept(before: readonly AnnotationEntry[], after: readonly AnnotationEntry[]): boolean {
  return areTagsEqual(sizesOf(before), sizesOf(after))
}

const sizesOf = (entries: readonly AnnotationEntry[]) => new Map(entries.map(({ name, size }) => [name, String(size)]))

/** True if no annotation was written or removed between the two lists. */
export function areAnnotationsUntouched(one: readonly AnnotationEntry[], other: readonly AnnotationEntry[]): boolean {
  const render = (entries: readonly AnnotationEntry[]) =>
    new Map(entries.map(({ name, etag, size, lastModified }) => [name, `${etag} ${size} ${lastModified}`]))
  return areTagsEqual(render(one), render(other))
}

function differingNames(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name)).sort()
}

function withContentType(headers: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return headers.has('content-type') ? headers : new Map([...headers, ['content-type', DEFAULT_CONTENT_TYPE]])
}

/**
 * False if S3's own figures say that the bytes differ. Checksums of whole objects can be compared; so can the ETags of
 * two objects written in one piece, unencrypted or under SSE-S3, which are MD5s (S3 API Reference, "Object").
 */
function isContentEqual(before: ObjectLook, after: ObjectLook, target: TargetEncryption): boolean {
  const [one, other] = [before.checksum, after.checksum]
  const isComparable = one?.type === 'FULL_OBJECT' && other?.type === 'FULL_OBJECT' && one.algorithm === other.algorithm
  if (isComparable && one.value !== other.value) return false
  const areMd5 =
    isMd5(before.etag) &&
    isMd5(after.etag) &&
    (before.encryption === 'NOT-SSE' || before.encryption === 'SSE-S3') &&
    target.status === 'SSE-S3'
  return !areMd5 || before.etag === after.etag
}

const isMd5 = (etag: string) => /^"[0-9a-f]{32}"$/.test(etag)
