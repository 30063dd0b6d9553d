// Checks a world's history: whatever happened, no write of a client was lost, nothing was copied or restored twice, no
// property was lost, and nothing was called compliant that was not. Every sentence it returns is a violation of a
// promise of the action; tests expect none. It shares no code with the action.

import { createHash } from 'node:crypto'
import { readWholeBody } from '../s3/body.ts'
import { readHistory } from '../s3/state.ts'
import type { Job } from '../s3-control/job.ts'
import { batchState } from '../s3-control/state.ts'
import type { World } from '../world.ts'
import { isCopier, isWorkBucket } from './writers.ts'
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

/**
 * The names of job manifests match their content, and only people remove anything: a session no more than the lists and
 * results of its own queries, which sessions wrote.
 */
function checkWorkBucket(world: World): string[] {
  const history = readHistory(world)
  const isOfQueries = (place: string, key: string) =>
    /\/inv-[0-9a-f]{16}\//.test(`/${key}`) &&
    isCopier(history.find(({ bucket, version }) => bucket === place && version.key === key)?.writer ?? '')
  return history.flatMap(({ bucket, kind, version, writer }) => {
    if (!isWorkBucket(bucket)) return []
    if (kind === 'removed' || version.isDeleteMarker)
      return isCopier(writer) && !isOfQueries(bucket, version.key)
        ? [`${bucket}/${version.key}: ${writer} removed it`]
        : []
    const [, sha256] = /\/job-manifests\/.*\/([0-9a-f]{64})\.csv$/.exec(`/${version.key}`) ?? []
    if (sha256 === undefined || !isCopier(writer)) return []
    const actual = createHash('sha256').update(readWholeBody(version.body)).digest('hex')
    return actual === sha256 ? [] : [`${bucket}/${version.key}: its content has the SHA-256 ${actual}`]
  })
}
