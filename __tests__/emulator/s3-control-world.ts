// Knows a small world for tests of S3 Batch Operations: three buckets, a batch role, a caller, and the SDK's client.

import { createHash } from 'node:crypto'
import {
  CreateJobCommand,
  type CreateJobCommandInput,
  DescribeJobCommand,
  type JobDescriptor,
  S3ControlClient,
} from '@aws-sdk/client-s3-control'
import type { IamPolicy } from '../../emulator/iam/types.ts'
import { createWorld, type Emulator, startEmulator } from '../../emulator/index.ts'
import { bytesBody, readWholeBody } from '../../emulator/s3/body.ts'
import { currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { putSinglePart } from '../../emulator/s3/write.ts'
import { createRole, serviceTrustPolicy } from '../../emulator/sts/roles.ts'
import type { Bucket, ObjectVersion, World } from '../../emulator/world.ts'

export const ACCOUNT = '111122223333'
export const BATCH_ROLE = `arn:aws:iam::${ACCOUNT}:role/batch`
export const ALLOW_ALL: IamPolicy = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }

export type BatchTest = {
  readonly emulator: Emulator
  readonly world: World
  readonly control: S3ControlClient
  /** Puts an object with no encryption into the source bucket. */
  readonly put: (key: string, changes?: Partial<ObjectVersion>, bucket?: string) => ObjectVersion
  /** The current version of an object of the source bucket. */
  readonly head: (key: string) => ObjectVersion | undefined
  /** Writes a job manifest into the work bucket and returns what CreateJob needs to know of it. */
  readonly putManifest: (text: string, changes?: Partial<ObjectVersion>) => { ObjectArn: string; ETag: string }
  readonly createJob: (manifest: string, changes?: Partial<CreateJobCommandInput>) => Promise<string>
  readonly describe: (jobId: string) => Promise<JobDescriptor>
  /** Polls until the job has one of the states; gives up after 100 polls. */
  readonly pollUntil: (jobId: string, ...states: readonly string[]) => Promise<JobDescriptor>
  /** Text of an object, by default of the work bucket. */
  readonly read: (key: string, bucket?: string) => string | undefined
  /** May be called again: a test that needs no world leaves the last one behind. */
  readonly close: () => Promise<void>
}

/** A bucket as S3 makes it. */
export function makeBucket(world: World, name: string, changes: Partial<Bucket> = {}): Bucket {
  const bucket: Bucket = {
    name,
    region: world.region,
    owner: world.account,
    createdAt: world.clock.now(),
    versioning: 'Enabled',
    defaultEncryption: { algorithm: 'AES256', bucketKey: false },
    ownership: 'BucketOwnerEnforced',
    objectLockEnabled: false,
    blockSseC: true,
    replication: false,
    lifecycle: false,
    website: false,
    grants: [],
    notifications: false,
    inventory: new Map(),
    uploads: new Map(),
    objects: new Map(),
    ...changes,
  }
  world.buckets.set(name, bucket)
  return bucket
}

function putObject(world: World, bucket: string, key: string, changes: Partial<ObjectVersion>): ObjectVersion {
  const body = changes.body ?? bytesBody(`content of ${key}`)
  return putSinglePart(world, getBucket(world, bucket), {
    key,
    body,
    size: body.kind === 'bytes' ? body.bytes.length : 0,
    encryption: { status: 'NOT-SSE' },
    storageClass: 'STANDARD',
    headers: new Map([['content-type', 'text/plain']]),
    metadata: new Map(),
    tags: new Map(),
    grants: [],
    writer: 'seed',
    ...changes,
  })
}

/** A client as the toolchain needs it: the endpoint rules would put the account in front of the host. */
export function makeControlClient(url: string, accessKeyId: string): S3ControlClient {
  const authSchemes = [
    { properties: {}, name: 'sigv4', signingName: 's3', signingRegion: 'us-east-1', disableDoubleEncoding: true },
  ]
  return new S3ControlClient({
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: 'secret' },
    endpointProvider: () => ({ url: new URL(url), headers: {}, properties: { authSchemes } }),
  })
}

/** Starts an emulator with buckets `source` and `work`; the caller and the batch role may do everything unless said otherwise. */
export async function startBatchTest(
  options: { readonly callerPolicy?: IamPolicy; readonly rolePolicy?: IamPolicy } = {},
): Promise<BatchTest> {
  const world = createWorld()
  makeBucket(world, 'source')
  makeBucket(world, 'work')
  createRole(world, {
    name: 'batch',
    trustPolicy: serviceTrustPolicy('batchoperations.s3.amazonaws.com'),
    policies: [options.rolePolicy ?? ALLOW_ALL],
  })
  world.credentials.set('AKIAEMULATORCALLER01', {
    accessKeyId: 'AKIAEMULATORCALLER01',
    secretAccessKey: 'secret',
    principal: {
      arn: `arn:aws:iam::${ACCOUNT}:user/caller`,
      account: ACCOUNT,
      policies: [options.callerPolicy ?? ALLOW_ALL],
    },
  })
  const emulator = await startEmulator({ world })
  const control = makeControlClient(emulator.url, 'AKIAEMULATORCALLER01')
  let closed = false
  const describe = async (jobId: string): Promise<JobDescriptor> => {
    const { Job } = await control.send(new DescribeJobCommand({ AccountId: ACCOUNT, JobId: jobId }))
    if (Job === undefined) throw new Error('DescribeJob answered no job')
    return Job
  }
  const putManifest: BatchTest['putManifest'] = (text, changes = {}) => {
    const body = bytesBody(text)
    const key = `manifests/${createHash('md5').update(text).digest('hex')}.csv`
    const version = putObject(world, 'work', key, { body, encryption: { status: 'SSE-S3' }, ...changes })
    return { ObjectArn: `arn:aws:s3:::work/${key}`, ETag: version.etag }
  }
  return {
    emulator,
    world,
    control,
    describe,
    putManifest,
    put: (key, changes = {}, bucket = 'source') => putObject(world, bucket, key, changes),
    head: (key) => currentVersion(getBucket(world, 'source'), key),
    createJob: async (manifest, changes = {}) => {
      const location = 'Manifest' in changes ? { ObjectArn: '', ETag: '' } : putManifest(manifest)
      const { JobId } = await control.send(new CreateJobCommand({ ...copyJob(location), ...changes }))
      return JobId ?? ''
    },
    pollUntil: async (jobId, ...states) => {
      for (let poll = 0; poll < 100; poll += 1) {
        const job = await describe(jobId)
        if (states.includes(job.Status ?? '')) return job
      }
      throw new Error(`The job did not reach ${states.join(' or ')}`)
    },
    read: (key, bucket = 'work') => {
      const version = currentVersion(getBucket(world, bucket), key)
      return version === undefined ? undefined : new TextDecoder().decode(readWholeBody(version.body))
    },
    close: async () => {
      if (closed) return
      closed = true
      control.destroy()
      await emulator.close()
    },
  }
}

let tokens = 0

/** A copy of everything in the job manifest onto itself, the way the action asks for it. */
export function copyJob(location: { ObjectArn: string; ETag: string }): CreateJobCommandInput {
  tokens += 1
  return {
    AccountId: ACCOUNT,
    ConfirmationRequired: false,
    ClientRequestToken: `token-${tokens}`,
    Priority: 10,
    RoleArn: BATCH_ROLE,
    Operation: { S3PutObjectCopy: { TargetResource: 'arn:aws:s3:::source', StorageClass: 'STANDARD' } },
    Manifest: {
      Spec: { Format: 'S3BatchOperations_CSV_20180820', Fields: ['Bucket', 'Key'] },
      Location: location,
    },
    Report: {
      Enabled: true,
      Bucket: 'arn:aws:s3:::work',
      Prefix: 'reports',
      Format: 'Report_CSV_20180820',
      ReportScope: 'AllTasks',
    },
  }
}

export type ReadReport = {
  readonly manifest: { readonly Results: readonly { Key: string; MD5Checksum: string; TaskExecutionStatus: string }[] }
  readonly files: readonly string[]
  readonly rows: readonly string[]
}

/** The completion report of a job, or undefined when there is none. */
export function readReport(
  test: BatchTest,
  jobId: string,
  prefix = 'reports/',
  bucket?: string,
): ReadReport | undefined {
  const text = test.read(`${prefix}job-${jobId}/manifest.json`, bucket)
  if (text === undefined) return undefined
  const manifest = JSON.parse(text)
  const files = manifest.Results.map((result: { Key: string }) => test.read(result.Key, bucket) ?? '')
  return { manifest, files, rows: files.flatMap((file: string) => file.split(/\r?\n/).filter((row) => row !== '')) }
}
