import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { CreateJobCommandInput, JobDescriptor } from '@aws-sdk/client-s3-control'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { IamStatement } from '../../emulator/iam/types.ts'
import { bytesBody, seededBody } from '../../emulator/s3/body.ts'
import { changeVersion, getBucket, putDeleteMarker, readHistory } from '../../emulator/s3/state.ts'
import type { JobScript } from '../../emulator/s3-control/job.ts'
import { advanceJobs } from '../../emulator/s3-control/lifecycle.ts'
import { batchState, scriptJob } from '../../emulator/s3-control/state.ts'
import { seedKmsKey } from '../../emulator/seed.ts'
import { settle } from '../../emulator/unsettled.ts'
import type { ObjectVersion } from '../../emulator/world.ts'
import {
  ACCOUNT,
  ALLOW_ALL,
  BATCH_ROLE,
  type BatchTest,
  makeBucket,
  readReport,
  startBatchTest,
} from './s3-control-world.ts'

let test: BatchTest
afterEach(() => test.close())

const TARGET = 'arn:aws:s3:::source'
const DAY_MS = 86_400_000
const KEY_ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`

async function statusesOf(jobId: string): Promise<string[]> {
  const seen: string[] = []
  for (let poll = 0; poll < 50; poll += 1) {
    const status = (await test.describe(jobId)).Status ?? ''
    if (seen.at(-1) !== status) seen.push(status)
    if (['Complete', 'Failed', 'Cancelled'].includes(status)) return seen
  }
  return seen
}

function putMany(count: number, prefix = 'k'): string {
  const keys = Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(6, '0')}`)
  for (const key of keys) test.put(key)
  return keys.map((key) => `source,${key}\n`).join('')
}

function progress(job: JobDescriptor): (number | undefined)[] {
  const summary = job.ProgressSummary
  return [summary?.TotalNumberOfTasks, summary?.NumberOfTasksSucceeded, summary?.NumberOfTasksFailed]
}

describe('the life of a job', () => {
  it('goes from New to Complete over a few polls and really encrypts', async () => {
    test = await startBatchTest()
    const id = await test.createJob(putMany(4))
    const seen: string[] = []
    for (let poll = 0; poll < 6; poll += 1) {
      const job = await test.describe(id)
      seen.push(`${job.Status} ${progress(job)}`)
    }
    expect(seen).toEqual([
      'Preparing 0,0,0',
      'Ready 4,0,0',
      'Active 4,0,0',
      'Active 4,2,0',
      'Completing 4,4,0',
      'Complete 4,4,0',
    ])
    expect(test.head('k000003')).toMatchObject({ encryption: { status: 'SSE-S3' }, writer: `job:${id}` })
  })

  it('keeps each state as many polls as asked', async () => {
    test = await startBatchTest()
    Object.assign(batchState(test.world).settings.pacing, {
      newPolls: 1,
      preparingPolls: 2,
      readyPolls: 1,
      completingPolls: 1,
      tasksPerPoll: 1,
    })
    const id = await test.createJob(putMany(3))
    const seen: string[] = []
    for (let poll = 0; poll < 12; poll += 1) seen.push((await test.describe(id)).Status ?? '')
    expect(seen.join(' ')).toBe(
      'New Preparing Preparing Preparing Ready Ready Active Active Active Completing Completing Complete',
    )
  })

  it('goes on by the clock when nobody polls', async () => {
    test = await startBatchTest()
    const id = await test.createJob(putMany(3))
    test.world.clock.advance(10 * 60_000)
    expect(await test.describe(id)).toMatchObject({
      Status: 'Complete',
      TerminationDate: new Date('2026-11-01T00:10:00Z'),
    })
  })

  it('lets hours pass in a poll without running ahead', async () => {
    test = await startBatchTest()
    batchState(test.world).settings.pacing.advanceClockPerPollMs = 3_600_000
    const id = await test.createJob(putMany(2))
    const job = await test.pollUntil(id, 'Complete')
    expect(job.TerminationDate).toEqual(new Date('2026-11-01T06:00:00Z'))
    expect(job.ProgressSummary?.Timers?.ElapsedTimeInActiveSeconds).toBe(2 * 3600)
  })

  it('is suspended when nothing was said about confirmation, and fails after 30 days', async () => {
    test = await startBatchTest()
    const id = await test.createJob(putMany(1), { ConfirmationRequired: undefined })
    await test.pollUntil(id, 'Suspended')
    test.world.clock.advance(30 * DAY_MS)
    expect(await test.describe(id)).toMatchObject({ Status: 'Suspended' })
    test.world.clock.advance(1)
    expect(await test.pollUntil(id, 'Failed')).toMatchObject({
      FailureReasons: [{ FailureReason: expect.stringContaining('30 days') }],
    })
    expect(test.head('k000000')?.encryption.status).toBe('NOT-SSE')
  })

  it('is forgotten 90 days after its end', async () => {
    test = await startBatchTest()
    const id = await test.createJob(putMany(1))
    await test.pollUntil(id, 'Complete')
    test.world.clock.advance(90 * DAY_MS)
    expect((await test.describe(id)).Status).toBe('Complete')
    test.world.clock.advance(1)
    await expect(test.describe(id)).rejects.toMatchObject({ name: 'NotFoundException' })
  })

  it.each<[string, JobScript, string, number]>([
    [
      'a person cancels at 40 %',
      { events: [{ at: 0.4, kind: 'cancel', reason: 'by hand' }] },
      'Preparing Ready Active Cancelling Cancelled',
      4,
    ],
    [
      'it is paused for another',
      { events: [{ at: 0.5, kind: 'pause', polls: 2 }] },
      'Preparing Ready Active Pausing Paused Active Completing Complete',
      10,
    ],
    [
      'it fails at 70 %',
      { events: [{ at: 0.7, kind: 'fail', code: 'X', reason: 'why' }] },
      'Preparing Ready Active Failing Failed',
      7,
    ],
    [
      'it fails before the first task',
      { events: [{ at: 0, kind: 'fail', code: 'X', reason: 'why' }] },
      'Preparing Ready Active Failing Failed',
      0,
    ],
  ])('follows its script when %s, and reports what was done', async (_name, script, states, tasksRun) => {
    test = await startBatchTest()
    scriptJob(test.world, script)
    const id = await test.createJob(putMany(10))
    expect((await statusesOf(id)).join(' ')).toBe(states)
    expect(progress(await test.describe(id))).toEqual([10, tasksRun, 0])
    expect(readReport(test, id)?.rows.length).toBe(tasksRun === 0 ? undefined : tasksRun)
    expect(
      readHistory(test.world).filter((entry) => entry.writer === `job:${id}` && entry.bucket === 'source'),
    ).toHaveLength(tasksRun)
  })

  it('lets a test write between two tasks', async () => {
    test = await startBatchTest()
    scriptJob(test.world, {
      onTask: (task, phase) =>
        phase === 'before' && task.key === 'k000001' && test.put('k000001', { writer: 'client' }),
    })
    const id = await test.createJob(putMany(2), {
      Operation: copyWith({ UnModifiedSinceConstraint: new Date('2026-11-01T00:00:00Z') }),
    })
    test.world.clock.advance(5_000)
    await test.pollUntil(id, 'Complete')
    expect(test.head('k000001')?.writer).toBe('client')
    expect(readReport(test, id)?.rows[1]).toBe(
      'source,k000001,,failed,412,PreconditionFailed,At least one of the pre-conditions you specified did not hold',
    )
  })

  it('fails once more than half of 1,000 tasks failed, and not a task earlier', async () => {
    test = await startBatchTest()
    const rows = putMany(501) + Array.from({ length: 700 }, (_, index) => `source,absent${index}\n`).join('')
    const id = await test.createJob(rows)
    const job = await test.pollUntil(id, 'Failed')
    expect(progress(job)).toEqual([1201, 501, 502])
    expect(job.FailureReasons).toHaveLength(1)
    expect(readReport(test, id)?.rows).toHaveLength(1003)
  })

  it('completes below 1,000 tasks even when every one failed', async () => {
    test = await startBatchTest()
    const id = await test.createJob(Array.from({ length: 999 }, (_, index) => `source,absent${index}\n`).join(''))
    expect(progress(await test.pollUntil(id, 'Complete'))).toEqual([999, 0, 999])
  })

  it('overshoots the threshold by as many tasks as asked', async () => {
    test = await startBatchTest()
    batchState(test.world).settings.thresholdOvershootTasks = 250
    const id = await test.createJob(Array.from({ length: 2000 }, (_, index) => `source,absent${index}\n`).join(''))
    expect(progress(await test.pollUntil(id, 'Failed'))).toEqual([2000, 0, 1250])
  })

  it('runs 50,000 copies', async () => {
    test = await startBatchTest()
    const id = await test.createJob(putMany(50_000))
    expect(progress(await test.pollUntil(id, 'Complete'))).toEqual([50_000, 50_000, 0])
  })

  it('lies in its progress when told to, and not in its report', async () => {
    test = await startBatchTest()
    batchState(test.world).settings.progressError = { succeeded: -1, failed: 1 }
    const id = await test.createJob(putMany(3))
    expect(progress(await test.pollUntil(id, 'Complete'))).toEqual([3, 2, 1])
    expect(readReport(test, id)?.rows.filter((row) => row.includes(',succeeded,'))).toHaveLength(3)
  })
})

describe('the job manifest', () => {
  const fields = (...Fields: ('Bucket' | 'Key' | 'VersionId' | 'Ignore')[]) => ({
    Spec: { Format: 'S3BatchOperations_CSV_20180820' as const, Fields },
  })

  async function outcome(
    text: string,
    Fields = fields('Bucket', 'Key'),
    changes: Partial<ObjectVersion> = {},
    etag?: string,
  ) {
    const Location = test.putManifest(text, changes)
    const Manifest = { ...Fields, Location: { ...Location, ETag: etag ?? Location.ETag } }
    const id = await test.createJob('', { Manifest })
    const job = await test.pollUntil(id, 'Complete', 'Failed')
    if (job.Status === 'Failed') {
      expect(progress(job)).toEqual([0, 0, 0])
      expect(readReport(test, id)).toBeUndefined()
      return job.FailureReasons?.[0]?.FailureReason ?? ''
    }
    return readReport(test, id)?.rows.join('|') ?? ''
  }

  it.each<[string, string, string]>([
    ['a space as +', 'source,a+b%2Bc\n', 'source,a+b%2Bc,,succeeded,200,,Successful'],
    ['a space as %20', 'source,a%20b%2bc\n', 'source,a%20b%2bc,,succeeded,200,,Successful'],
    ['quoted cells', '"source","a b+c"\n', 'source,a b+c,,failed,404,NoSuchKey,The specified key does not exist.'],
    ['no line break at the end', 'source,plain', 'source,plain,,succeeded,200,,Successful'],
    ['rows that end in CR LF', 'source,plain\r\n', 'source,plain,,succeeded,200,,Successful'],
    [
      'an impossible escape',
      'source,%zz\n',
      'source,%zz,,failed,400,InvalidRequest,Task failed due to an invalid URL-encoded key',
    ],
    [
      'column names, which are a task',
      'Bucket,Key\n',
      'Bucket,Key,,failed,404,NoSuchBucket,The specified bucket does not exist',
    ],
  ])('reads %s', async (_name, text, rows) => {
    test = await startBatchTest()
    test.put('a b+c')
    test.put('plain')
    expect(await outcome(text)).toBe(rows)
  })

  it('reads columns in the order the job names', async () => {
    test = await startBatchTest()
    test.put('a')
    expect(await outcome('x,a,source\n', fields('Ignore', 'Key', 'Bucket'))).toBe('source,a,,succeeded,200,,Successful')
  })

  it('acts on the version a row names, and fails rows that name none', async () => {
    test = await startBatchTest()
    const old = test.put('a', { body: bytesBody('old') })
    test.put('a', { body: bytesBody('new'), encryption: { status: 'SSE-S3' } })
    const rows = await outcome(`source,a,${old.versionId}\nsource,a,\n`, fields('Bucket', 'Key', 'VersionId'))
    expect(rows).toBe(
      `source,a,${old.versionId},succeeded,200,,Successful|source,a,,failed,400,InvalidRequest,Task failed due to missing VersionId`,
    )
    expect(test.head('a')?.size).toBe(3)
    expect(test.head('a')?.etag).toBe(createHash('md5').update('old').digest('hex'))
  })

  it.each<[string, string, RegExp, Partial<ObjectVersion>]>([
    ['an empty line', 'source,a\n\nsource,b\n', /^Row 2 /, {}],
    ['a missing column', 'source,a\nsource\n', /^Row 2 /, {}],
    ['a comma nobody quoted', 'source,a,b\n', /^Row 1 /, {}],
    ['a stray quote', 'source,a"b\n', /^Row 1 /, {}],
    ['a byte order mark', '\uFEFFsource,a\n', /byte order mark/, {}],
    ['nothing', '', /empty/, {}],
    ['two source buckets', 'source,a\nwork,a\n', /same source bucket/, {}],
    [
      'KMS encryption',
      'source,a\n',
      /SSE-KMS is not supported/,
      { encryption: { status: 'SSE-KMS', kmsKeyArn: KEY_ARN } },
    ],
    ['bytes that are not UTF-8', '', /not UTF-8/, { body: { kind: 'bytes', bytes: Uint8Array.of(0x61, 0xff, 0x0a) } }],
  ])('fails the job for %s', async (_name, text, reason, changes) => {
    test = await startBatchTest()
    expect(await outcome(text, fields('Bucket', 'Key'), changes)).toMatch(reason)
  })

  it('fails the job for a wrong ETag, a missing file and missing columns', async () => {
    test = await startBatchTest()
    expect(await outcome('source,a\n', fields('Bucket', 'Key'), {}, 'f'.repeat(32))).toMatch(/ETag/)
    expect(await outcome('a\n', fields('Key'))).toBe('Required fields are missing in the schema: Bucket')
    const Manifest = { ...fields('Bucket', 'Key'), Location: { ObjectArn: 'arn:aws:s3:::work/absent', ETag: 'x' } }
    const job = await test.pollUntil(await test.createJob('', { Manifest }), 'Failed')
    expect(job.FailureReasons).toEqual([
      { FailureCode: 'NoSuchKey', FailureReason: 'Reading the manifest failed: NoSuchKey' },
    ])
  })

  it('takes an inventory report, whose columns its schema names', async () => {
    test = await startBatchTest()
    test.put('a b')
    const data = gzipSync('"source","a+b","12"\n')
    const put = (key: string, bytes: Uint8Array) =>
      test.put(key, { body: bytesBody(bytes), encryption: { status: 'SSE-S3' } }, 'work')
    put('inv/data/1.csv.gz', data)
    const inventory = (md5: string) => ({
      destinationBucket: 'arn:aws:s3:::work',
      fileFormat: 'CSV',
      fileSchema: 'Bucket, Key, Size',
      files: [{ key: 'inv/data/1.csv.gz', size: data.length, MD5checksum: md5 }],
    })
    const run = async (md5: string) => {
      const { etag } = put('inv/manifest.json', new TextEncoder().encode(JSON.stringify(inventory(md5))))
      const Location = { ObjectArn: 'arn:aws:s3:::work/inv/manifest.json', ETag: etag }
      const id = await test.createJob('', {
        Manifest: { Spec: { Format: 'S3InventoryReport_CSV_20161130' }, Location },
      })
      const job = await test.pollUntil(id, 'Complete', 'Failed')
      return job.FailureReasons?.[0]?.FailureReason ?? readReport(test, id)?.rows
    }
    expect(await run(createHash('md5').update(data).digest('hex'))).toEqual(['source,a+b,,succeeded,200,,Successful'])
    expect(await run('0'.repeat(32))).toMatch(/^The MD5 of/)
  })
})

function copyWith(changes: object): NonNullable<CreateJobCommandInput['Operation']> {
  return { S3PutObjectCopy: { TargetResource: TARGET, StorageClass: 'STANDARD', ...changes } }
}

describe('a copy', () => {
  const seeded = () =>
    test.put('a', {
      metadata: new Map([['owner', 'me']]),
      tags: new Map([['team', 'x']]),
      headers: new Map([['content-type', 'image/png']]),
      storageClass: 'STANDARD_IA',
    })

  async function copied(operation: object): Promise<ObjectVersion | undefined> {
    const id = await test.createJob('source,a\n', { Operation: copyWith(operation) })
    expect(progress(await test.pollUntil(id, 'Complete'))).toEqual([1, 1, 0])
    return test.head('a')
  }

  it('keeps metadata, headers, tags and, where it is named, the storage class', async () => {
    test = await startBatchTest()
    const source = seeded()
    const copy = await copied({ StorageClass: 'STANDARD_IA' })
    expect(copy).toMatchObject({ storageClass: 'STANDARD_IA', encryption: { status: 'SSE-S3' } })
    expect([copy?.metadata, copy?.tags, copy?.headers]).toEqual([source.metadata, source.tags, source.headers])
    expect(getBucket(test.world, 'source').objects.get('a')).toHaveLength(2)
  })

  it('goes to STANDARD where no class is named', async () => {
    test = await startBatchTest()
    seeded()
    expect(await copied({ StorageClass: undefined })).toMatchObject({ storageClass: 'STANDARD' })
  })

  it('names KMS by key alone, and takes the bucket key', async () => {
    test = await startBatchTest()
    seeded()
    seedKmsKey(test.world, { arn: KEY_ARN, account: ACCOUNT })
    const copy = await copied({ SSEAwsKmsKeyId: KEY_ARN, BucketKeyEnabled: true })
    expect(copy?.encryption).toEqual({ status: 'SSE-KMS', kmsKeyArn: KEY_ARN, bucketKey: true })
    expect(copy?.metadata).toEqual(new Map([['owner', 'me']]))
  })

  it('drops metadata when the encryption is named by NewObjectMetadata, unless the switch says otherwise', async () => {
    test = await startBatchTest()
    seeded()
    const operation = { MetadataDirective: 'COPY', NewObjectMetadata: { SSEAlgorithm: 'AES256' } }
    expect((await copied(operation))?.metadata.size).toBe(0)
    settle(test.world, 'new-object-metadata', 'keeps-metadata')
    seeded()
    expect((await copied(operation))?.metadata).toEqual(new Map([['owner', 'me']]))
  })

  it('replaces metadata and tags when asked', async () => {
    test = await startBatchTest()
    seeded()
    const copy = await copied({
      MetadataDirective: 'REPLACE',
      NewObjectMetadata: { ContentType: 'text/css', UserMetadata: { Colour: 'red' } },
      NewObjectTagging: [{ Key: 'new', Value: '1' }],
    })
    expect([copy?.metadata, copy?.headers, copy?.tags]).toEqual([
      new Map([['colour', 'red']]),
      new Map([['content-type', 'text/css']]),
      new Map([['new', '1']]),
    ])
  })

  it.each<[string, () => void, string]>([
    [
      'over 5 GB',
      () => test.put('a', { body: seededBody('s', 5 * 1024 ** 3 + 1), size: 5 * 1024 ** 3 + 1 }),
      '400,InvalidRequest',
    ],
    ['archived', () => test.put('a', { storageClass: 'GLACIER' }), '403,InvalidObjectState'],
    [
      'under a customer key',
      () => test.put('a', { encryption: { status: 'SSE-C', customerKeyMd5: 'x' } }),
      '400,InvalidRequest',
    ],
    [
      'gone',
      () => putDeleteMarker(test.world, getBucket(test.world, 'source'), 'a', { writer: 'client' }),
      '404,NoSuchKey',
    ],
    ['not there', () => undefined, '404,NoSuchKey'],
  ])('fails for an object that is %s', async (_name, arrange, codes) => {
    test = await startBatchTest()
    arrange()
    const id = await test.createJob('source,a\n')
    expect(progress(await test.pollUntil(id, 'Complete'))).toEqual([1, 0, 1])
    expect(readReport(test, id)?.rows[0]).toContain(`source,a,,failed,${codes},`)
  })

  it('fails by injected errors without touching the object', async () => {
    test = await startBatchTest()
    test.put('a')
    scriptJob(test.world, {
      failTask: () => ({ httpStatus: 503, errorCode: 'SlowDown', message: 'Please reduce your request rate.' }),
    })
    const id = await test.createJob('source,a\n')
    await test.pollUntil(id, 'Complete')
    expect(readReport(test, id)?.rows).toEqual(['source,a,,failed,503,SlowDown,Please reduce your request rate.'])
    expect(test.head('a')?.encryption.status).toBe('NOT-SSE')
  })

  const object = 'arn:aws:s3:::source/*'
  const role: readonly IamStatement[] = [
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:GetObjectAcl', 's3:GetObjectTagging'], Resource: object },
    { Effect: 'Allow', Action: ['s3:PutObject', 's3:PutObjectAcl', 's3:PutObjectTagging'], Resource: object },
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::work/manifests/*' },
    { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::work/reports/*' },
  ]
  const without = (action: string) =>
    role.map((statement) => ({
      ...statement,
      Action: [statement.Action ?? []]
        .flat()
        .filter((one) => one !== action || !statement.Resource?.includes('source')),
    }))
  it.each([
    's3:GetObject',
    's3:GetObjectAcl',
    's3:GetObjectTagging',
    's3:PutObject',
    's3:PutObjectAcl',
    's3:PutObjectTagging',
  ])('is refused when the role lacks %s', async (action) => {
    test = await startBatchTest({ rolePolicy: { Statement: without(action) } })
    seeded()
    const id = await test.createJob('source,a\n')
    await test.pollUntil(id, 'Complete')
    expect(readReport(test, id)?.rows[0]).toMatch(new RegExp(`failed,403,AccessDenied,.*${action}`))
    expect(test.head('a')?.encryption.status).toBe('NOT-SSE')
  })

  it('needs no more than that', async () => {
    test = await startBatchTest({ rolePolicy: { Statement: role } })
    seeded()
    expect((await copied({}))?.encryption.status).toBe('SSE-S3')
  })
})

describe('the batch role', () => {
  it.each<[string, (role: { policies: unknown; trustPolicy: unknown }) => void]>([
    ['does not trust S3 Batch Operations', (role) => Object.assign(role, { trustPolicy: { Statement: [] } })],
    ['may not read the job manifest', (role) => Object.assign(role, { policies: [{ Statement: [] }] })],
  ])('fails the job when it %s', async (_name, change) => {
    test = await startBatchTest()
    const role = test.world.roles.get(BATCH_ROLE)
    if (role === undefined) throw new Error('There is no batch role')
    change(role)
    const id = await test.createJob(putMany(1))
    const job = await test.pollUntil(id, 'Failed')
    expect(job.FailureReasons).toEqual([
      { FailureCode: 'AccessDenied', FailureReason: 'Reading the manifest is forbidden: AccessDenied' },
    ])
  })

  it('fails a job whose report it may not write, though every object was changed', async () => {
    test = await startBatchTest({
      rolePolicy: {
        Statement: [
          ...ALLOW_ALL.Statement,
          { Effect: 'Deny', Action: 's3:PutObject', Resource: 'arn:aws:s3:::work/*' },
        ],
      },
    })
    const id = await test.createJob(putMany(2))
    const job = await test.pollUntil(id, 'Failed')
    expect(progress(job)).toEqual([2, 2, 0])
    expect(job.FailureReasons?.[0]?.FailureReason).toMatch(/^The job report could not be written/)
    expect(test.head('k000001')?.encryption.status).toBe('SSE-S3')
  })
})

describe('other operations', () => {
  async function run(Operation: unknown): Promise<string> {
    const id = await test.createJob('source,a\n', { Operation } as Partial<CreateJobCommandInput>)
    await test.pollUntil(id, 'Complete')
    return readReport(test, id)?.rows[0]?.replace('source,a,,', '') ?? ''
  }
  const update = {
    S3UpdateObjectEncryption: { ObjectEncryption: { SSEKMS: { KMSKeyArn: KEY_ARN, BucketKeyEnabled: true } } },
  }
  const DONE = 'succeeded,200,,Successful'

  it('re-encrypts SSE-S3 objects in place, archived ones too', async () => {
    test = await startBatchTest()
    seedKmsKey(test.world, { arn: KEY_ARN, account: ACCOUNT })
    const before = test.put('a', { encryption: { status: 'SSE-S3' }, storageClass: 'DEEP_ARCHIVE' })
    test.world.clock.advance(1000)
    expect(await run(update)).toBe(DONE)
    const encryption = { status: 'SSE-KMS', kmsKeyArn: KEY_ARN, bucketKey: true }
    expect(test.head('a')).toEqual({ ...before, encryption })
  })

  it.each<[string, Partial<ObjectVersion>, string]>([
    ['unencrypted', {}, 'failed,400,InvalidRequest'],
    ['DSSE-KMS', { encryption: { status: 'DSSE-KMS', kmsKeyArn: KEY_ARN } }, 'failed,400,InvalidRequest'],
    ['SSE-C', { encryption: { status: 'SSE-C' } }, 'failed,400,InvalidRequest'],
    ['locked', { encryption: { status: 'SSE-S3' }, lock: { legalHold: true } }, 'failed,403,AccessDenied'],
    ['held', { encryption: { status: 'SSE-S3' }, lock: { eventHold: true } }, 'failed,403,AccessDenied'],
  ])('does not re-encrypt %s objects', async (_name, changes, expected) => {
    test = await startBatchTest()
    seedKmsKey(test.world, { arn: KEY_ARN, account: ACCOUNT })
    test.put('a', changes)
    expect(await run(update)).toContain(expected)
  })

  it('replaces and deletes tags', async () => {
    test = await startBatchTest()
    test.put('a', { tags: new Map([['old', '1']]) })
    expect(await run({ S3PutObjectTagging: { TagSet: [{ Key: 'new', Value: '2' }] } })).toBe(DONE)
    expect(test.head('a')?.tags).toEqual(new Map([['new', '2']]))
    expect(await run({ S3DeleteObjectTagging: {} })).toBe(DONE)
    expect(test.head('a')?.tags.size).toBe(0)
  })

  it('asks for a restore, which is there hours later and ends', async () => {
    test = await startBatchTest()
    test.put('a', { storageClass: 'GLACIER' })
    const restore = { S3InitiateRestoreObject: { ExpirationInDays: 1, GlacierJobTier: 'BULK' } }
    expect(await run(restore)).toBe(DONE)
    expect(test.head('a')?.restore).toEqual({ ongoing: true })
    expect(await run(restore)).toContain('failed,409,RestoreAlreadyInProgress')
    test.world.clock.advance(12 * 3_600_000)
    await advanceJobs(test.world)
    expect(test.head('a')?.restore).toEqual({ ongoing: false, expiry: test.world.clock.now() + DAY_MS })
  })

  it.each<[string, Partial<ObjectVersion>, object, string]>([
    ['an object that is not archived', {}, { ExpirationInDays: 1 }, 'failed,403,InvalidObjectState'],
    ['an archived class without days', { storageClass: 'GLACIER' }, {}, 'failed,400,InvalidRequest'],
    [
      'an archive tier with days',
      { storageClass: 'INTELLIGENT_TIERING', accessTier: 'ARCHIVE' },
      { ExpirationInDays: 1 },
      'failed,400,InvalidRequest',
    ],
  ])('does not restore %s', async (_name, changes, operation, expected) => {
    test = await startBatchTest()
    test.put('a', changes)
    expect(await run({ S3InitiateRestoreObject: { GlacierJobTier: 'STANDARD', ...operation } })).toContain(expected)
  })
})

describe('a generated job manifest', () => {
  const generator = (Filter: object, output = false) => ({
    Manifest: undefined,
    ManifestGenerator: {
      S3JobManifestGenerator: {
        SourceBucket: 'arn:aws:s3:::source',
        EnableManifestOutput: output,
        ...(output
          ? {
              ManifestOutputLocation: {
                Bucket: 'arn:aws:s3:::work',
                ManifestFormat: 'S3InventoryReport_CSV_20211130' as const,
                ManifestPrefix: 'gen',
              },
            }
          : {}),
        Filter,
      },
    },
  })
  const seed = () => {
    test.put('a/plain')
    test.put('a/encrypted', { encryption: { status: 'SSE-S3' } })
    test.put('b/ia big', { storageClass: 'STANDARD_IA', body: bytesBody('x'.repeat(100)) })
    putDeleteMarker(test.world, getBucket(test.world, 'source'), 'a/gone', { writer: 'seed' })
  }

  it.each<[object, string[]]>([
    [{}, ['a/encrypted', 'a/plain', 'b/ia%20big']],
    [{ MatchAnyObjectEncryption: [{ NOTSSE: {} }] }, ['a/plain', 'b/ia%20big']],
    [{ MatchAnyObjectEncryption: [{ SSES3: {} }] }, ['a/encrypted']],
    [{ KeyNameConstraint: { MatchAnyPrefix: ['a/'] } }, ['a/encrypted', 'a/plain']],
    [{ MatchAnyStorageClass: ['STANDARD_IA'] }, ['b/ia%20big']],
    [{ ObjectSizeLessThanBytes: 100 }, ['a/encrypted', 'a/plain']],
    [{ CreatedBefore: new Date('2026-11-01T00:00:01Z') }, ['a/encrypted', 'a/plain', 'b/ia%20big']],
  ])('holds current objects that match %j', async (filter, keys) => {
    test = await startBatchTest()
    seed()
    const id = await test.createJob('', generator(filter))
    await test.pollUntil(id, 'Complete')
    expect(readReport(test, id)?.rows.map((row) => row.split(',')[1])).toEqual(keys)
  })

  it('fails the job when nothing matches', async () => {
    test = await startBatchTest()
    seed()
    const id = await test.createJob('', generator({ CreatedAfter: new Date('2027-01-01T00:00:00Z') }))
    expect((await test.pollUntil(id, 'Failed')).FailureReasons?.[0]?.FailureReason).toBe(
      'Manifest generation found no keys matching the filter criteria.',
    )
  })

  it('is written where the job asks', async () => {
    test = await startBatchTest()
    seed()
    const id = await test.createJob('', generator({}, true))
    const { Format, Location } = (await test.pollUntil(id, 'Complete')).GeneratedManifestDescriptor ?? {}
    expect(Format).toBe('S3InventoryReport_CSV_20211130')
    const manifest = JSON.parse(test.read(Location?.ObjectArn?.replace('arn:aws:s3:::work/', '') ?? '') ?? '')
    expect(manifest).toMatchObject({ sourceBucket: 'source', fileSchema: 'Bucket, Key' })
    expect(test.read(manifest.files[0].key)).toBeDefined()
  })
})

describe('the completion report', () => {
  const report = (): ReturnType<typeof batchState>['settings']['report'] => batchState(test.world).settings.report

  async function runTwo(changes: Partial<CreateJobCommandInput> = {}): Promise<string> {
    test.put('a,b')
    const id = await test.createJob('source,a%2Cb\nsource,absent\n', changes)
    await test.pollUntil(id, 'Complete')
    return id
  }
  const OK = 'source,a%2Cb,,succeeded,200,,Successful'
  const BAD = 'source,absent,,failed,404,NoSuchKey,The specified key does not exist.'

  it('is a manifest.json and a file per status, under SSE-S3 whatever the default of the bucket', async () => {
    test = await startBatchTest()
    getBucket(test.world, 'work').defaultEncryption = { algorithm: 'aws:kms', bucketKey: true }
    const id = await runTwo()
    const found = readReport(test, id)
    expect(found?.manifest).toMatchObject({
      Format: 'Report_CSV_20180820',
      ReportCreationDate: '2026-11-01T00:00:00.000Z',
      ReportSchema: 'Bucket, Key, VersionId, TaskStatus, ErrorCode, HTTPStatusCode, ResultMessage',
    })
    expect(found?.manifest.Results.map((result) => result.TaskExecutionStatus)).toEqual(['succeeded', 'failed'])
    expect(found?.files).toEqual([`${OK}\n`, `${BAD}\n`])
    for (const [index, result] of (found?.manifest.Results ?? []).entries()) {
      expect(result.Key).toMatch(new RegExp(`^reports/job-${id}/results/[0-9a-f]{40}\\.csv$`))
      expect(result.MD5Checksum).toBe(
        createHash('md5')
          .update(found?.files[index] ?? '')
          .digest('hex'),
      )
    }
    const written = readHistory(test.world).filter((entry) => entry.version.key.startsWith('reports/'))
    expect(written.map((entry) => entry.version.encryption.status)).toEqual(['SSE-S3', 'SSE-S3', 'SSE-S3'])
    expect(written.at(-1)?.version.key).toBe(`reports/job-${id}/manifest.json`)
  })

  it('holds only failed tasks when asked, and lies at the top without a prefix', async () => {
    test = await startBatchTest()
    const Report = {
      Enabled: true,
      Bucket: 'arn:aws:s3:::work',
      Format: 'Report_CSV_20180820' as const,
      ReportScope: 'FailedTasksOnly' as const,
    }
    const id = await runTwo({ Report })
    expect(readReport(test, id, '')?.files).toEqual([`${BAD}\n`])
  })

  it('is not written when disabled', async () => {
    test = await startBatchTest()
    await runTwo({ Report: { Enabled: false } })
    expect(readHistory(test.world).filter((entry) => entry.version.key.includes('job-'))).toEqual([])
  })

  it('fails a job whose report bucket has another owner than expected', async () => {
    test = await startBatchTest()
    makeBucket(test.world, 'foreign', { owner: '444455556666' })
    const Report = {
      Enabled: true,
      Bucket: 'arn:aws:s3:::foreign',
      Format: 'Report_CSV_20180820' as const,
      ReportScope: 'AllTasks' as const,
      ExpectedBucketOwner: ACCOUNT,
    }
    await test.pollUntil(await test.createJob(putMany(1), { Report }), 'Failed')
  })

  it.each<[string, (switches: ReturnType<typeof report>) => void, readonly string[] | undefined]>([
    ['CR LF', (switches) => Object.assign(switches, { lineEnd: '\r\n' }), [`${OK}\r\n`, `${BAD}\r\n`]],
    [
      'the order of the schema',
      (switches) => Object.assign(switches, { columnOrder: 'schema' }),
      [`${OK.replace('200,,', ',200,')}\n`, `${BAD.replace('404,NoSuchKey', 'NoSuchKey,404')}\n`],
    ],
    ['missing files', (switches) => Object.assign(switches, { missingResultsFile: true }), ['', '']],
    [
      'cut files',
      (switches) => Object.assign(switches, { truncated: true }),
      [OK.slice(0, OK.length - 19), BAD.slice(0, BAD.length - 34)],
    ],
    ['no report at all', (switches) => Object.assign(switches, { delivery: 'never' }), undefined],
    [
      'doubled rows',
      (switches) => Object.assign(switches, { editRows: (rows: string[]) => [...rows, ...rows] }),
      [`${OK}\n${OK}\n`, `${BAD}\n${BAD}\n`],
    ],
  ])('can have %s', async (_name, change, files) => {
    test = await startBatchTest()
    change(report())
    expect(readReport(test, await runTwo())?.files).toEqual(files)
  })

  it('can have several files per status, a wrong MD5 and a doubled slash', async () => {
    test = await startBatchTest()
    Object.assign(report(), { rowsPerFile: 2, wrongMd5: true, doubleSlash: true })
    const id = await test.createJob(putMany(5))
    await test.pollUntil(id, 'Complete')
    const found = readReport(test, id, 'reports//')
    expect(found?.files.map((file) => file.split('\n').length - 1)).toEqual([2, 2, 1])
    expect(found?.manifest.Results[0]?.MD5Checksum).not.toBe(
      createHash('md5')
        .update(found?.files[0] ?? '')
        .digest('hex'),
    )
    expect(found?.manifest.Results[0]?.Key).toMatch(/^reports\/\/job-/)
  })

  it('can be late by so many reads', async () => {
    test = await startBatchTest()
    report().delivery = { lateReads: 2 }
    const id = await runTwo()
    const reads = [0, 1, 2].map(
      async () => (await fetch(`${test.emulator.url}/work/reports/job-${id}/manifest.json`)).status,
    )
    expect((await Promise.all(reads)).filter((status) => status === 404)).toHaveLength(2)
  })

  it('repeats keys byte for byte and quotes what needs it', async () => {
    test = await startBatchTest()
    changeVersion(test.world, getBucket(test.world, 'source'), test.put('x'), {}, 'seed')
    const id = await test.createJob('source,%e2%82%ac%0A+%22\nsource,"q""u,o"\n')
    await test.pollUntil(id, 'Complete')
    expect(readReport(test, id)?.rows.map((row) => row.replace(/,,failed.*/, ''))).toEqual([
      'source,%e2%82%ac%0A+%22',
      'source,"q""u,o"',
    ])
  })
})
