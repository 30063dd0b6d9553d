// Adds and removes versions of objects in a bucket (S3 User Guide, "How S3 Versioning works"), and keeps the history of
// every write for tests. Permissions are not checked here, but by the operations.

import { createHash } from 'node:crypto'
import { ServiceError } from '../http.ts'
import { type Bucket, type ObjectVersion, serviceState, type World } from '../world.ts'
import { bytesBody } from './body.ts'
import { noteKeyAdded, noteKeyRemoved } from './key-index.ts'

export { bodySha256, readBody } from './body.ts'

/** One write or removal, in order. Overwritten versions of unversioned buckets remain in the history. */
export type HistoryEntry = {
  /** Epoch milliseconds of the emulator's clock. */
  readonly at: number
  readonly bucket: string
  readonly kind: 'written' | 'changed' | 'removed'
  readonly version: ObjectVersion
  /** Principal ARN, `seed`, `job:<id>` or a service: who did this (for a written version also in `version.writer`). */
  readonly writer: string
  /** Number of requests that the world had received by then, to order requests and writes. */
  readonly requests: number
}

/** A version before the bucket assigns its id and date. */
export type NewVersion = Omit<ObjectVersion, 'versionId' | 'lastModified' | 'isDeleteMarker'> & {
  /** Only set by seed.ts. */
  readonly versionId?: string | undefined
  readonly lastModified?: number | undefined
}

type StoreState = { readonly history: HistoryEntry[]; versions: number }

function storeState(world: World): StoreState {
  return serviceState(world, 's3-history', () => ({ history: [], versions: 0 }))
}

/** Everything that was ever written, oldest first. */
export function readHistory(world: World): readonly HistoryEntry[] {
  return storeState(world).history
}

/** The bucket, or 404 NoSuchBucket. */
export function getBucket(world: World, name: string): Bucket {
  const bucket = world.buckets.get(name)
  if (bucket !== undefined) return bucket
  throw new ServiceError(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: name })
}

/** The current version of a key, which may be a delete marker. */
export function currentVersion(bucket: Bucket, key: string): ObjectVersion | undefined {
  return bucket.objects.get(key)?.at(-1)
}

/** The given version, or the current one; undefined if there is none. It may be a delete marker. */
export function findVersion(bucket: Bucket, key: string, versionId?: string): ObjectVersion | undefined {
  if (versionId === undefined) return currentVersion(bucket, key)
  return bucket.objects.get(key)?.find((version) => version.versionId === versionId)
}

/** Writes a version according to the bucket's versioning state, and returns it as stored. */
export function putVersion(world: World, bucket: Bucket, draft: NewVersion): ObjectVersion {
  const versionId = draft.versionId ?? createVersionId(world, bucket)
  const version: ObjectVersion = {
    ...draft,
    versionId,
    isDeleteMarker: false,
    lastModified: draft.lastModified ?? world.clock.now(),
  }
  insertVersion(world, bucket, version)
  return version
}

/** Adds a delete marker as the current version of a key, like a DELETE without version id in a versioned bucket. */
export function putDeleteMarker(
  world: World,
  bucket: Bucket,
  key: string,
  options: { readonly writer: string; readonly versionId?: string; readonly lastModified?: number },
): ObjectVersion {
  const marker: ObjectVersion = {
    key,
    versionId: options.versionId ?? createVersionId(world, bucket),
    isDeleteMarker: true,
    body: bytesBody(''),
    size: 0,
    etag: '',
    lastModified: options.lastModified ?? world.clock.now(),
    encryption: { status: 'NOT-SSE' },
    storageClass: 'STANDARD',
    headers: new Map(),
    metadata: new Map(),
    tags: new Map(),
    grants: [],
    writer: options.writer,
  }
  insertVersion(world, bucket, marker)
  return marker
}

/** Replaces a version by a changed one (tags, lock, restore state, encryption). */
export function changeVersion(
  world: World,
  bucket: Bucket,
  version: ObjectVersion,
  change: Partial<ObjectVersion>,
  writer: string,
): ObjectVersion {
  const changed: ObjectVersion = { ...version, ...change }
  const versions = bucket.objects.get(version.key) ?? []
  bucket.objects.set(
    version.key,
    versions.map((one) => (one.versionId === version.versionId ? changed : one)),
  )
  record(world, bucket, 'changed', changed, writer)
  return changed
}

/** Removes one version permanently. */
export function removeVersion(world: World, bucket: Bucket, version: ObjectVersion, writer: string): void {
  keepVersions(bucket, version.key, version.versionId)
  record(world, bucket, 'removed', version, writer)
}

function insertVersion(world: World, bucket: Bucket, version: ObjectVersion): void {
  const versions = bucket.objects.get(version.key)
  if (versions === undefined) {
    bucket.objects.set(version.key, [version])
    noteKeyAdded(bucket, version.key)
  } else {
    // A key has one version of each id: a second null version replaces the first.
    const kept = versions.filter((one) => one.versionId !== version.versionId)
    bucket.objects.set(version.key, [...kept, version])
  }
  record(world, bucket, 'written', version, version.writer)
}

function keepVersions(bucket: Bucket, key: string, removedId: string): void {
  const kept = bucket.objects.get(key)?.filter((one) => one.versionId !== removedId) ?? []
  if (kept.length > 0) {
    bucket.objects.set(key, kept)
  } else if (bucket.objects.delete(key)) {
    noteKeyRemoved(bucket, key)
  }
}

function record(
  world: World,
  bucket: Bucket,
  kind: HistoryEntry['kind'],
  version: ObjectVersion,
  writer: string,
): void {
  storeState(world).history.push({
    at: world.clock.now(),
    bucket: bucket.name,
    kind,
    version,
    writer,
    requests: world.log.length,
  })
}

/** `null` unless versioning is enabled; otherwise 32 characters that resemble S3's and are the same in every run. */
function createVersionId(world: World, bucket: Bucket): string {
  if (bucket.versioning !== 'Enabled') return 'null'
  const state = storeState(world)
  state.versions += 1
  return createHash('sha256').update(`version ${state.versions} of ${bucket.name}`).digest('base64url').slice(0, 32)
}
