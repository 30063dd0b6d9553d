// Checks a world's history: whatever happened, no write of a client was lost, nothing was copied or restored twice, no
// property was lost, and nothing was called compliant that was not. Every sentence it returns is a violation of a
// promise of the action; tests expect none. It shares no code with the action.

import { createHash } from 'node:crypto'
import { readWholeBody } from '../s3/body.ts'
import { readHistory } from '../s3/state.ts'
import type { Job } from '../s3-control/job.ts'
import { batchState } from '../s3-control/state.ts'
import type { ObjectVersion, World } from '../world.ts'
import { isCopier, isSession, isWorkBucket } from './writers.ts'
import { checkWrites, type Expected } from './writes.ts'

/**
 * The violations in the history so far; empty if every promise was kept. If a run was interrupted (killed, cancelled),
 * a multipart copy may still lack annotations that a later run has to write.
 */
export function checkHistory(
  world: World,
  { isCutShort = false, restoresAll = false }: Partial<Expected> = {},
): string[] {
  return [
    ...checkWrites(world, { isCutShort, restoresAll }),
    ...[...batchState(world).jobs.values()].flatMap((job) => checkJob(world, job)),
    ...checkWorkBucket(world),
  ]
}

/** Succeeded tasks left an encrypted version, and no job was ever given version ids. */
function checkJob(world: World, job: Job): string[] {
  const problems: string[] = []
  const { operation } = job.request
  if (job.request.manifest !== undefined && (job.tasks ?? []).some(({ versionId }) => versionId !== undefined)) {
    problems.push(`job ${job.id} names versions`)
  }
  if (operation.name !== 'S3PutObjectCopy' && operation.name !== 'S3UpdateObjectEncryption') return problems
  const encrypted = new Set(
    readHistory(world)
      .filter(({ writer, version }) => writer === `job:${job.id}` && version.encryption.status !== 'NOT-SSE')
      .map(({ bucket, version }) => `${bucket}/${version.key}`),
  )
  for (const [index, { succeeded }] of job.results.entries()) {
    const task = job.tasks?.[index]
    if (succeeded && task !== undefined && !encrypted.has(`${task.bucket}/${task.key}`))
      problems.push(`job ${job.id} succeeded for ${task.writtenKey}, which has no encrypted version of it`)
  }
  return problems
}

/** The names of job manifests match their content, and only people remove anything but a session's own query objects. */
function checkWorkBucket(world: World): string[] {
  /** The version of each object that was written last, by bucket and key. */
  const current = new Map<string, ObjectVersion>()
  /** Places that a session was the first to write to: what others put there since goes with it. */
  const places = new Set<string>()
  return readHistory(world).flatMap(({ bucket, kind, version, writer }) => {
    if (!isWorkBucket(bucket)) return []
    const place = `${bucket}/${version.key}`
    if (kind === 'removed' || version.isDeleteMarker) {
      const gone = kind === 'removed' ? version : current.get(place)
      const isOwn = isQueryObject(version.key) && (wasOfSession(gone) || places.has(place))
      const isAllowed = !isCopier(writer) || (isSession(writer) && isOwn)
      return isAllowed ? [] : [`${place}: ${writer} removed it`]
    }
    if (kind === 'written') {
      if (!current.has(place) && isSession(writer)) places.add(place)
      current.set(place, version)
    }
    const [, sha256] = /\/job-manifests\/.*\/([0-9a-f]{64})\.csv$/.exec(`/${version.key}`) ?? []
    if (sha256 === undefined || !isCopier(writer)) return []
    const bytes = readWholeBody(version.body)
    const actual = createHash('sha256').update(bytes).digest('hex')
    return actual === sha256 || isJoined(version.metadata, bytes)
      ? []
      : [`${place}: its content has the SHA-256 ${actual}`]
  })
}

/**
 * Whether the key is in a folder of temporary query objects: lists of files, results of queries, files of tables. What
 * jobs need is in none of them, whatever the place for queries is called.
 */
function isQueryObject(key: string): boolean {
  return (
    /(?:^|\/)inv-[0-9a-f]{16}\/./.test(key) &&
    !/(?:^|\/)(?:job-manifests|completion-reports|generated-manifests)\//.test(key)
  )
}

/** A delete marker hides what is current; a session may hide only what a session wrote, not what came after it. */
const wasOfSession = (version: ObjectVersion | undefined) => version !== undefined && isSession(version.writer)

/** Joined inside S3, it is named by what determines its rows: there are as many as it says, and none is there twice. */
function isJoined(metadata: ReadonlyMap<string, string>, bytes: Uint8Array): boolean {
  const rows = metadata.get('rows')
  if (rows === undefined || !/^[0-9A-F]{16}(-[0-9A-F]{16})?$/.test(metadata.get('checksum') ?? '')) return false
  const lines = Buffer.from(bytes).toString('latin1').split('\n')
  return lines.pop() === '' && String(lines.length) === rows && new Set(lines).size === lines.length
}
