// Generates a job manifest from a bucket and a filter, as S3 does (S3 User Guide, "Creating an S3 Batch Operations
// job"). Which versions it lists, how fresh it is, and the form of its rows are UNCONFIRMED: unsettled.ts has both
// answers.

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { ServiceError } from '../http.ts'
import { bucketArn } from '../partition.ts'
import { authorizeS3 } from '../s3/access.ts'
import { sortedKeys } from '../s3/key-index.ts'
import { getBucket, readHistory } from '../s3/state.ts'
import { answerTo } from '../unsettled.ts'
import type { Bucket, ObjectVersion, Principal, World } from '../world.ts'
import type { EncryptionFilter, ManifestFilter, ManifestGenerator } from './generator-request.ts'
import type { Job, Task } from './job.ts'
import { ManifestProblem } from './job-manifest.ts'
import { putJobFile } from './put-file.ts'

const WRITE_FAILED = 'Error occurred when preparing manifest: Failed to write manifest'
const READ_FORBIDDEN = 'Reading the manifest is forbidden: AccessDenied'
/** aws/aws-cli issue 7830 has this text. */
const NO_MATCH = 'Manifest generation found no keys matching the filter criteria.'
const DAY_MS = 86_400_000

/** The tasks of a generated job manifest. Writes it if the job requests that; if nothing matches, the job fails. */
export function generateJobManifest(
  world: World,
  job: Job,
  principal: Principal,
  generator: ManifestGenerator | undefined,
): readonly Task[] {
  if (generator === undefined) throw new Error('A job has neither a job manifest nor a generator')
  const tasks = withReason('Manifest generation is forbidden: AccessDenied', () => {
    const bucket = getBucket(world, generator.sourceBucket)
    checkOwner(bucket, generator.expectedOwner)
    authorizeS3(world, principal, 'PutInventoryConfiguration', { bucket })
    return listTasks(world, bucket, generator.filter)
  })
  if (tasks.length === 0) throw new ManifestProblem('EmptyManifest', NO_MATCH)
  if (generator.output !== undefined) writeOutput(world, job, principal, generator.output, tasks)
  return tasks
}

/** "Granting permissions for Batch Operations": the role writes the generated job manifest, and reads it for the job. */
function writeOutput(
  world: World,
  job: Job,
  principal: Principal,
  output: NonNullable<ManifestGenerator['output']>,
  tasks: readonly Task[],
): void {
  const bucket = withReason(WRITE_FAILED, () => getBucket(world, output.bucket))
  const key = withReason(WRITE_FAILED, () => {
    checkOwner(bucket, output.expectedOwner)
    return writeManifest(world, job, principal, bucket, output.prefix, tasks)
  })
  withReason(READ_FORBIDDEN, () => authorizeS3(world, principal, 'GetObject', { bucket, key }))
}

function withReason<T>(reason: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof ServiceError) throw new ManifestProblem(error.code, reason)
    throw error
  }
}

function checkOwner(bucket: Bucket, expected: string | undefined): void {
  if (expected !== undefined && expected !== bucket.owner) throw new ServiceError(403, 'AccessDenied', 'Access Denied')
}

function listTasks(world: World, bucket: Bucket, filter: ManifestFilter): readonly Task[] {
  const isOfVersions = answerTo(world, 'generated-versions') === 'with-version-ids'
  const encode = answerTo(world, 'generated-keys') === 'url-encoded' ? encodeKey : (key: string) => key
  return listObjects(world, bucket).flatMap(([key, versions]) => {
    const listed = isOfVersions ? [...versions].reverse() : versions.slice(-1)
    return listed
      .filter((version) => !version.isDeleteMarker && matchesFilter(version, filter))
      .map((version): Task => {
        const versionId = isOfVersions ? (version.versionId ?? 'null') : undefined
        return { bucket: bucket.name, writtenKey: encode(key), key, versionId }
      })
  })
}

/** Each key with its versions, oldest first. */
function listObjects(world: World, bucket: Bucket): readonly (readonly [string, readonly ObjectVersion[]])[] {
  if (answerTo(world, 'generated-listing') === 'live') {
    return sortedKeys(bucket).map((key) => [key, bucket.objects.get(key) ?? []])
  }
  const then = world.clock.now() - DAY_MS
  const versions = new Map<string, ObjectVersion[]>()
  for (const entry of readHistory(world)) {
    const since = entry.kind === 'changed' ? entry.at : entry.version.lastModified
    if (entry.bucket !== bucket.name || entry.kind === 'removed' || since > then) continue
    versions.set(entry.version.key, [...(versions.get(entry.version.key) ?? []), entry.version])
  }
  return [...versions].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}

function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/')
}

function matchesFilter(version: ObjectVersion, filter: ManifestFilter): boolean {
  const { key, size, lastModified, storageClass } = version
  return (
    lastModified > (filter.createdAfter ?? Number.NEGATIVE_INFINITY) &&
    lastModified < (filter.createdBefore ?? Number.POSITIVE_INFINITY) &&
    key.startsWith(filter.prefix ?? '') &&
    key.endsWith(filter.suffix ?? '') &&
    key.includes(filter.substring ?? '') &&
    size > (filter.largerThan ?? -1) &&
    size < (filter.smallerThan ?? Number.POSITIVE_INFINITY) &&
    (filter.storageClasses.length === 0 || filter.storageClasses.includes(storageClass)) &&
    (filter.encryption === undefined || matchesEncryption(version.encryption, filter.encryption))
  )
}

function matchesEncryption(encryption: ObjectVersion['encryption'], filter: EncryptionFilter): boolean {
  return (
    encryption.status === filter.status &&
    (filter.kmsKeyArn === undefined || filter.kmsKeyArn === encryption.kmsKeyArn) &&
    (filter.bucketKey === undefined || filter.bucketKey === (encryption.bucketKey ?? false))
  )
}

/**
 * One gzipped CSV file with a manifest.json, whose key it returns. Only the format's name is documented: the layout is
 * that of inventory reports, and UNCONFIRMED.
 */
function writeManifest(
  world: World,
  job: Job,
  principal: Principal,
  bucket: Bucket,
  prefix: string | undefined,
  tasks: readonly Task[],
): string {
  const folder = `${prefix === undefined ? '' : `${prefix}/`}${job.id}`
  const hasVersions = tasks.some(({ versionId }) => versionId !== undefined)
  const data = gzipSync(tasks.map(writeRow).join(''))
  const dataKey = `${folder}/data/${createHash('md5').update(job.id).digest('hex')}.csv.gz`
  putJobFile(world, job, principal, { bucket, key: dataKey }, data)
  const manifest = JSON.stringify({
    sourceBucket: tasks[0]?.bucket,
    destinationBucket: bucketArn(world, bucket.name),
    version: '2021-11-30',
    creationTimestamp: String(world.clock.now()),
    fileFormat: 'CSV',
    fileSchema: hasVersions ? 'Bucket, Key, VersionId' : 'Bucket, Key',
    files: [{ key: dataKey, size: data.length, MD5checksum: createHash('md5').update(data).digest('hex') }],
  })
  const key = `${folder}/manifest.json`
  const { etag } = putJobFile(world, job, principal, { bucket, key }, manifest)
  job.generatedManifest = { objectArn: bucketArn(world, bucket.name, key), etag }
  return key
}

function writeRow({ bucket, writtenKey, versionId }: Task): string {
  const cells = [bucket, writtenKey, ...(versionId === undefined ? [] : [versionId])]
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`
}
