import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { describe, expect, it } from '@jest/globals'
import { parseJobDescription } from '../../../src/batch/job-description.ts'
import { buildCreateJobRequest } from '../../../src/batch/job-request.ts'
import {
  decideStart,
  endOf,
  type FinishedJob,
  findForeignTrait,
  hasSameEffect,
  hasSameLimit,
  isSameJob,
  isTerminal,
  type KnownJob,
} from '../../../src/batch/start.ts'
import { makeJob, makeOptions } from '../../support/batch-plan.ts'

const FINGERPRINT = '0123456789abcdef'
const content = { sha256: 'ab'.repeat(32), etag: 'e'.repeat(32), fingerprint: FINGERPRINT, attempt: 0 }
const requestOf = (at = content) => buildCreateJobRequest('src', makeJob(['a']), makeOptions(), at, false)
const request = requestOf()
const PLACES = {
  sourceBucketArn: 'arn:aws:s3:::src',
  operation: 'S3PutObjectCopy' as const,
  storageClass: 'STANDARD',
  labels: ['STANDARD'],
  jobManifestArnPrefix: 'arn:aws:s3:::work/enc/job-manifests/src/',
  reportBucketArn: 'arn:aws:s3:::work',
  reportPrefix: 'enc/completion-reports/src',
}

/** The request as DescribeJob shows it. */
function describeRequest(change: (job: JobDescriptor) => void = () => undefined, from = request): JobDescriptor {
  const { Manifest, Operation, Report, RoleArn, Description } = structuredClone(from)
  const job = {
    JobId: 'j',
    Status: 'Active',
    Manifest,
    Operation,
    Report,
    RoleArn,
    Description,
    CreationTime: new Date(),
  } as JobDescriptor
  change(job)
  return job
}

function known(job: JobDescriptor): KnownJob {
  const description = parseJobDescription(job.Description)
  if (!description) throw new Error('not a description of ours')
  return { jobId: job.JobId ?? '', description, job }
}

const finished = (unreadable?: string): FinishedJob => ({ ...known(describeRequest()), unreadable })
const exact = known(describeRequest())
const other = known(
  describeRequest(() => undefined, requestOf({ ...content, sha256: 'cd'.repeat(32), fingerprint: 'f'.repeat(16) })),
)

describe('what is done about a planned job', () => {
  const facts = { live: [], finished: [], request, fingerprint: FINGERPRINT, remainingRows: 5 }
  it.each([
    ['creates it when there is nothing', {}, 'create'],
    ['joins the same job', { live: [exact] }, 'attach'],
    ['waits for another job', { live: [other] }, 'wait-for'],
    ['waits for another job even beside the same one', { live: [exact, other] }, 'wait-for'],
    ['waits for a live job even when everything seems covered', { live: [other], remainingRows: 0 }, 'wait-for'],
    ['starts nothing beside an unreadable report', { finished: [finished('late')] }, 'unproven'],
    [
      'joins the same job although an earlier report is unreadable',
      { live: [exact], finished: [finished('late')] },
      'attach',
    ],
    ['trusts no coverage beside an unreadable report', { finished: [finished('late')], remainingRows: 0 }, 'unproven'],
    ['has nothing to do when everything is covered', { finished: [finished()], remainingRows: 0 }, 'covered'],
    ['tries a second time', { finished: [finished()] }, 'create'],
    ['tries a third time', { finished: [finished(), finished()] }, 'create'],
    ['refuses a fourth time', { finished: [finished(), finished(), finished()] }, 'refuse'],
    [
      'is covered even after three times',
      { finished: [finished(), finished(), finished()], remainingRows: 0 },
      'covered',
    ],
    [
      'counts only jobs of the same plan',
      { finished: [finished(), finished(), { ...other, unreadable: undefined }] },
      'create',
    ],
  ])('%s', (_name, change, kind) => {
    expect(decideStart({ ...facts, ...change }).kind).toBe(kind)
  })

  it('names the job it is about', () => {
    expect(decideStart({ ...facts, live: [exact] })).toEqual({ kind: 'attach', job: exact })
    expect(decideStart({ ...facts, live: [exact, other] })).toEqual({ kind: 'wait-for', job: other })
    const late = finished('the report is late')
    expect(decideStart({ ...facts, finished: [finished(), late] })).toEqual({
      kind: 'unproven',
      job: late,
      reason: 'the report is late',
    })
  })

  it('says, refusing, how often it was tried, what is left, and which report to look at', () => {
    const ends = ['first', 'second', 'third'].map((jobId) => ({ ...finished(), jobId }))
    expect(decideStart({ ...facts, finished: ends, remainingRows: 7 })).toEqual({
      kind: 'refuse',
      message: '3 jobs for this inventory report have ended and 7 objects still fail.',
      hint:
        'Look at the completion report of the last job (third) and mend the cause, mostly the policy of the batch role. ' +
        'The next inventory report starts afresh.',
    })
  })
})

describe('the same job', () => {
  it('may differ in what S3 spells out, in priority, and in whether it was confirmed', () => {
    const job = describeRequest((j) => {
      j.Priority = 77
      j.ConfirmationRequired = true
      Object.assign(j.Operation?.S3PutObjectCopy ?? {}, {
        RequesterPays: false,
        AccessControlGrants: [],
        NewObjectMetadata: { UserMetadata: {} },
      })
      Object.assign(j.Report ?? {}, { ExpectedBucketOwner: undefined })
      Object.assign(j.Manifest?.Location ?? {}, { ETag: `"${content.etag}"` })
    })
    expect(isSameJob(job, request)).toBe(true)
    expect(findForeignTrait(job, PLACES)).toBeUndefined()
  })

  it.each<[string, (job: JobDescriptor) => void]>([
    ['ETag', (j) => Object.assign(j.Manifest?.Location ?? {}, { ETag: 'other' })],
    [
      'ARN of the job manifest',
      (j) => Object.assign(j.Manifest?.Location ?? {}, { ObjectArn: 'arn:aws:s3:::work/x.csv' }),
    ],
    ['columns', (j) => Object.assign(j.Manifest?.Spec ?? {}, { Fields: ['Bucket', 'Key', 'VersionId'] })],
    ['role', (j) => Object.assign(j, { RoleArn: 'arn:aws:iam::111122223333:role/other' })],
    ['time limit', (j) => Object.assign(j.Operation?.S3PutObjectCopy ?? {}, { UnModifiedSinceConstraint: new Date() })],
    ['report prefix', (j) => Object.assign(j.Report ?? {}, { Prefix: 'x' })],
    ['description', (j) => Object.assign(j, { Description: 'x' })],
  ])('has the same %s', (_name, change) => {
    expect(isSameJob(describeRequest(change), request)).toBe(false)
  })

  it.each<[string, (job: Pick<JobDescriptor, 'Manifest' | 'Operation' | 'Report'>) => void]>([
    ['job manifest', (j) => Object.assign(j, { Manifest: undefined })],
    ['place of the job manifest', (j) => Object.assign(j.Manifest ?? {}, { Location: undefined })],
    ['columns', (j) => Object.assign(j.Manifest ?? {}, { Spec: undefined })],
    ['operation', (j) => Object.assign(j, { Operation: undefined })],
    ['report', (j) => Object.assign(j, { Report: undefined })],
  ])('is none that is described without %s, on either side', (_name, change) => {
    expect(isSameJob(describeRequest(change), request)).toBe(false)
    const lacking = structuredClone(request)
    change(lacking as JobDescriptor)
    expect(isSameJob(describeRequest(), lacking)).toBe(false)
  })
})

describe('a job of somebody else', () => {
  it.each<[string, (job: JobDescriptor) => void]>([
    ['its operation is not a copy', (j) => Object.assign(j, { Operation: { S3DeleteObjectTagging: {} } })],
    ['its operation is not a copy', (j) => Object.assign(j, { Operation: undefined })],
    [
      'its copy sets TargetKeyPrefix',
      (j) => Object.assign(j.Operation?.S3PutObjectCopy ?? {}, { TargetKeyPrefix: 'x/' }),
    ],
    [
      'its copy sets CannedAccessControlList',
      (j) => Object.assign(j.Operation?.S3PutObjectCopy ?? {}, { CannedAccessControlList: 'public-read' }),
    ],
    [
      'it copies into another bucket',
      (j) => Object.assign(j.Operation?.S3PutObjectCopy ?? {}, { TargetResource: 'arn:aws:s3:::b' }),
    ],
    [
      'it changes objects otherwise',
      (j) => Object.assign(j.Operation?.S3PutObjectCopy ?? {}, { StorageClass: 'STANDARD_IA' }),
    ],
    [
      'it changes objects otherwise',
      (j) => Object.assign(j.Operation?.S3PutObjectCopy ?? {}, { MetadataDirective: 'REPLACE' }),
    ],
    [
      'its job manifest is not in the work location',
      (j) => Object.assign(j.Manifest?.Location ?? {}, { ObjectArn: 'arn:aws:s3:::evil/m.csv' }),
    ],
    [
      'its job manifest is not in the work location',
      (j) => Object.assign(j.Manifest?.Location ?? {}, { ObjectVersionId: 'v' }),
    ],
    [
      'its job manifest has other columns',
      (j) => Object.assign(j.Manifest?.Spec ?? {}, { Fields: ['Bucket', 'Key', 'VersionId'] }),
    ],
    ['its completion report goes elsewhere', (j) => Object.assign(j.Report ?? {}, { Bucket: 'arn:aws:s3:::evil' })],
    ['its completion report goes elsewhere', (j) => Object.assign(j.Report ?? {}, { ReportScope: 'FailedTasksOnly' })],
    ['its completion report goes elsewhere', (j) => Object.assign(j, { Report: undefined })],
    ['its completion report goes elsewhere', (j) => Object.assign(j.Report ?? {}, { Prefix: 'enc/other' })],
    [
      'its operation is not a copy',
      (j) => Object.assign(j.Operation ?? {}, { LambdaInvoke: { FunctionArn: 'arn:aws:lambda:x' } }),
    ],
    ['its job manifest is not in the work location', (j) => Object.assign(j, { Manifest: undefined })],
    [
      'its job manifest is not in the work location',
      (j) =>
        Object.assign(j.Manifest?.Location ?? {}, {
          ObjectArn: `${PLACES.jobManifestArnPrefix}x${content.sha256}.csv`,
        }),
    ],
    [
      'its job manifest is not in the work location',
      (j) =>
        Object.assign(j.Manifest?.Location ?? {}, {
          ObjectArn: `${PLACES.jobManifestArnPrefix}${content.sha256}.csv.gz`,
        }),
    ],
    ['its job manifest has other columns', (j) => Object.assign(j.Manifest ?? {}, { Spec: undefined })],
    ['its job manifest has other columns', (j) => Object.assign(j.Manifest?.Spec ?? {}, { Fields: undefined })],
    [
      'its job manifest has other columns',
      (j) => Object.assign(j.Manifest?.Spec ?? {}, { Format: 'S3InventoryReport_CSV_20161130' }),
    ],
  ])('is known because %s', (trait, change) => {
    expect(findForeignTrait(describeRequest(change), PLACES)).toBe(trait)
  })

  it.each([
    ['SSEAwsKmsKeyId', 'arn:aws:kms:eu-west-1:111122223333:key/k'],
    ['BucketKeyEnabled', true],
    ['NewObjectMetadata', { SSEAlgorithm: 'AES256' }],
  ])('is not one that sets %s, as copies of ours may', (member, value) => {
    const job = describeRequest((j) => Object.assign(j.Operation?.S3PutObjectCopy ?? {}, { [member]: value }))
    expect(findForeignTrait(job, PLACES)).toBeUndefined()
  })

  it.each([
    ['S3UpdateObjectEncryption', { ObjectEncryption: { SSEKMS: { KMSKeyArn: 'k' } } }, 'an update of the encryption'],
    ['S3InitiateRestoreObject', { ExpirationInDays: 7 }, 'a restore'],
  ] as const)('is told from ours by its operation: %s', (operation, value, words) => {
    const places = { ...PLACES, operation }
    const own = describeRequest((j) => Object.assign(j, { Operation: { [operation]: value } }))
    expect(findForeignTrait(own, places)).toBeUndefined()
    expect(findForeignTrait(describeRequest(), places)).toBe(`its operation is not ${words}`)
  })

  it('is not one whose role alone is another: S3 did the same with it', () => {
    expect(
      findForeignTrait(
        describeRequest((j) => Object.assign(j, { RoleArn: 'x' })),
        PLACES,
      ),
    ).toBeUndefined()
  })
})

describe('a finished job', () => {
  const limit = (at: string) =>
    describeRequest((j) =>
      Object.assign(j.Operation?.S3PutObjectCopy ?? {}, { UnModifiedSinceConstraint: new Date(at) }),
    )

  it('had the same effect whatever its time limit', () => {
    expect(hasSameEffect(limit('2020-01-01T00:00:00Z'), request)).toBe(true)
    const kms = describeRequest((j) => Object.assign(j.Operation?.S3PutObjectCopy ?? {}, { SSEAwsKmsKeyId: 'k' }))
    expect(hasSameEffect(kms, request)).toBe(false)
  })

  it.each([
    ['2022-05-31T23:59:59Z', false],
    ['2022-06-01T00:00:00Z', true],
    ['2022-06-01T00:00:01Z', true],
  ])('settles changed objects when its time limit was no earlier (%s)', (at, same) => {
    expect(hasSameLimit(limit(at), request)).toBe(same)
  })

  it('has a time limit of whole seconds, and without one settles nothing', () => {
    const until = (at: string) => ({ Operation: limit(at).Operation })
    expect(hasSameLimit(limit('2022-06-01T00:00:00.100Z'), until('2022-06-01T00:00:00.900Z'))).toBe(true)
    for (const Operation of [undefined, {}, { S3PutObjectCopy: {} }]) {
      expect(hasSameLimit({ Operation }, request)).toBe(false)
      expect(hasSameLimit(limit('2020-01-01T00:00:00Z'), { Operation })).toBe(true)
    }
  })

  it('had no effect at all without an operation', () => {
    expect(hasSameEffect({}, request)).toBe(false)
    expect(hasSameEffect({}, { Operation: undefined })).toBe(true)
  })

  it('ended when S3 says so, or no earlier than it was created', () => {
    const [CreationTime, TerminationDate] = [new Date(1_000), new Date(5_000)]
    expect(endOf({ CreationTime, TerminationDate })).toBe(5_000)
    expect(endOf({ CreationTime })).toBe(1_000)
    expect(endOf({})).toBeUndefined()
  })

  it.each([
    ['Complete', true],
    ['Failed', true],
    ['Cancelled', true],
    ['Completing', false],
    ['Suspended', false],
    ['Hibernating', false],
    [undefined, false],
  ])('is one in state %s: %s', (status, terminal) => {
    expect(isTerminal(status)).toBe(terminal)
  })
})
