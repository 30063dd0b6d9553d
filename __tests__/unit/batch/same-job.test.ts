import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { describe, expect, it } from '@jest/globals'
import { hasSameEffect, hasSameLimit, isSameJob } from '../../../src/batch/same-job.ts'
import { content, describeRequest, request, requestOf } from '../../support/described-job.ts'

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
    expect(isSameJob(job, request, 'src')).toBe(true)
  })

  const elsewhere = requestOf(content, { workLocation: { bucket: 'other', prefix: '', owner: '111122223333' } })

  it('may have another work location', () => {
    expect(
      isSameJob(
        describeRequest(() => undefined, elsewhere),
        request,
        'src',
      ),
    ).toBe(true)
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
  ])('has the same %s', (_name, change) => {
    expect(isSameJob(describeRequest(change), request, 'src')).toBe(false)
  })

  it.each<[string, (job: Pick<JobDescriptor, 'Manifest' | 'Operation' | 'Report'>) => void]>([
    ['job manifest', (j) => Object.assign(j, { Manifest: undefined })],
    ['place of the job manifest', (j) => Object.assign(j.Manifest ?? {}, { Location: undefined })],
    ['columns', (j) => Object.assign(j.Manifest ?? {}, { Spec: undefined })],
    ['operation', (j) => Object.assign(j, { Operation: undefined })],
    ['report', (j) => Object.assign(j, { Report: undefined })],
  ])('is none that is described without %s, on either side', (_name, change) => {
    expect(isSameJob(describeRequest(change), request, 'src')).toBe(false)
    const lacking = structuredClone(request)
    change(lacking as JobDescriptor)
    expect(isSameJob(describeRequest(), lacking, 'src')).toBe(false)
  })
})

/** What S3 may say that nobody asked for: what holds anyhow. */
const SPELLED_OUT = {
  AnnotationDirective: 'COPY',
  CannedAccessControlList: 'private',
  AccessControlGrants: [],
  NewObjectTagging: [],
  NewObjectMetadata: { ContentLength: 0, RequesterCharged: false, UserMetadata: {} },
  RequesterPays: false,
  ObjectLockLegalHoldStatus: 'OFF',
  TargetKeyPrefix: '',
}
const setCopy = (members: object) => (j: JobDescriptor) => Object.assign(j.Operation?.S3PutObjectCopy ?? {}, members)

describe('what S3 spells out', () => {
  it('makes no other job', () => {
    expect(isSameJob(describeRequest(setCopy(SPELLED_OUT)), request, 'src')).toBe(true)
    expect(hasSameEffect(describeRequest(setCopy(SPELLED_OUT)), request)).toBe(true)
  })

  it.each([
    ['the storage class STANDARD', { StorageClass: undefined }],
    ['that metadata is copied', { MetadataDirective: undefined }],
  ])('may as well be left out: %s', (_name, members) => {
    expect(hasSameEffect(describeRequest(setCopy(members)), request)).toBe(true)
  })

  it.each([
    ['an unknown member', { Sharpness: 'HIGH' }],
    ['annotations left out', { AnnotationDirective: 'EXCLUDE' }],
    ['another checksum', { ChecksumAlgorithm: 'SHA256' }],
    ['an access control list', { CannedAccessControlList: 'public-read' }],
  ])('is believed to be another effect where it is %s', (_name, members) => {
    expect(isSameJob(describeRequest(setCopy(members)), request, 'src')).toBe(false)
    expect(hasSameEffect(describeRequest(setCopy(members)), request)).toBe(false)
  })

  it('of a restore is the tier STANDARD', () => {
    const tier = (GlacierJobTier?: 'STANDARD' | 'BULK') => ({
      Operation: { S3InitiateRestoreObject: { ExpirationInDays: 7, GlacierJobTier } },
    })
    expect(hasSameEffect(tier('STANDARD'), tier())).toBe(true)
    expect(hasSameEffect(tier('BULK'), tier())).toBe(false)
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
})
