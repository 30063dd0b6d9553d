// Generates a job manifest from a bucket and a filter, as S3 does (S3 User Guide, "Creating an S3 Batch Operations
// job"). Whether it lists noncurrent versions is UNCONFIRMED; here it lists current objects only.

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { ServiceError } from '../http.ts'
import { bucketArn } from '../partition.ts'
import { authorizeS3 } from '../s3/access.ts'
import { sortedKeys } from '../s3/key-index.ts'
import { currentVersion, getBucket } from '../s3/state.ts'
import type { Bucket, ObjectVersion, Principal, World } from '../world.ts'
import type { EncryptionFilter, ManifestFilter, ManifestGenerator } from './generator-request.ts'
import type { Job, Task } from './job.ts'
import { ManifestProblem } from './job-manifest.ts'
import { putJobFile } from './put-file.ts'

const WRITE_FAILED = 'Error occurred when preparing manifest: Failed to write manifest'
const NO_MATCH = 'Manifest generation found no keys matching the filter criteria.'

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
    return listTasks(bucket, generator.filter)
  })
  if (tasks.length === 0) throw new ManifestProblem('EmptyManifest', NO_MATCH)
  const { output } = generator
  if (output !== undefined) {
    withReason(WRITE_FAILED, () => {
      const bucket = getBucket(world, output.bucket)
      checkOwner(bucket, output.expectedOwner)
      job.generatedManifest = writeManifest(world, job, principal, bucket, output.prefix, tasks)
    })
    // "Granting permissions for Batch Operations": the role also reads what was written.
    withReason('Reading the manifest is forbidden: AccessDenied', () => {
      const key = job.generatedManifest?.objectArn.replace(/^arn:[^:]+:s3:::[^/]+\//, '')
      authorizeS3(world, principal, 'GetObject', { bucket: getBucket(world, output.bucket), key })
    })
  }
  return tasks
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

function listTasks(bucket: Bucket, filter: ManifestFilter): readonly Task[] {
  return sortedKeys(bucket).flatMap((key): Task[] => {
    const version = currentVersion(bucket, key)
    if (version === undefined || version.isDeleteMarker || !matchesFilter(version, filter)) return []
    return [{ bucket: bucket.name, writtenKey: encodeKey(key), key, versionId: undefined }]
  })
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

/** One gzipped CSV file with a manifest.json; the layout under the prefix is UNCONFIRMED. */
function writeManifest(
  world: World,
  job: Job,
  principal: Principal,
  bucket: Bucket,
  prefix: string | undefined,
  tasks: readonly Task[],
): NonNullable<Job['generatedManifest']> {
  const folder = `${prefix === undefined ? '' : `${prefix}/`}${job.id}`
  const rows = tasks.map((task) => `"${task.bucket}","${task.writtenKey}"\n`).join('')
  const data = gzipSync(rows)
  const dataKey = `${folder}/data/${createHash('md5').update(job.id).digest('hex')}.csv.gz`
  putJobFile(world, job, principal, { bucket, key: dataKey }, data)
  const manifest = JSON.stringify({
    sourceBucket: tasks[0]?.bucket,
    destinationBucket: bucketArn(world, bucket.name),
    version: '2021-11-30',
    creationTimestamp: String(world.clock.now()),
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key',
    files: [{ key: dataKey, size: data.length, MD5checksum: createHash('md5').update(data).digest('hex') }],
  })
  const manifestKey = `${folder}/manifest.json`
  const { etag } = putJobFile(world, job, principal, { bucket, key: manifestKey }, manifest)
  return { objectArn: bucketArn(world, bucket.name, manifestKey), etag }
}
