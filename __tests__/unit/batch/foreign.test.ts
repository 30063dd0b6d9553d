import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { describe, expect, it } from '@jest/globals'
import { findForeignTrait, findUnknownMember } from '../../../src/batch/foreign.ts'
import { content, describeRequest, requestOf } from '../../support/described-job.ts'

const TRAITS = {
  operation: 'S3PutObjectCopy' as const,
  sourceBucket: 'src',
  sourceBucketArn: 'arn:aws:s3:::src',
  storageClass: 'STANDARD',
  labels: ['STANDARD'],
}
const FOLDER = 'arn:aws:s3:::work/enc/job-manifests/src/'

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
      'its job manifest is not in a work location',
      (j) => Object.assign(j.Manifest?.Location ?? {}, { ObjectArn: 'arn:aws:s3:::evil/m.csv' }),
    ],
    [
      'its job manifest is not in a work location',
      (j) =>
        Object.assign(j.Manifest?.Location ?? {}, {
          ObjectArn: `arn:aws:s3:::work/encjob-manifests/src/${content.sha256}.csv`,
        }),
    ],
    [
      'its job manifest is not in a work location',
      (j) =>
        Object.assign(j.Manifest?.Location ?? {}, {
          ObjectArn: `arn:aws:s3:::work/enc/job-manifests/other/${content.sha256}.csv`,
        }),
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
    ['its job manifest is not in a work location', (j) => Object.assign(j, { Manifest: undefined })],
    [
      'its job manifest is not in a work location',
      (j) =>
        Object.assign(j.Manifest?.Location ?? {}, {
          ObjectArn: `${FOLDER}x${content.sha256}.csv`,
        }),
    ],
    [
      'its job manifest is not in a work location',
      (j) =>
        Object.assign(j.Manifest?.Location ?? {}, {
          ObjectArn: `${FOLDER}${content.sha256}.csv.gz`,
        }),
    ],
    ['its job manifest has other columns', (j) => Object.assign(j.Manifest ?? {}, { Spec: undefined })],
    ['its job manifest has other columns', (j) => Object.assign(j.Manifest?.Spec ?? {}, { Fields: undefined })],
    [
      'its job manifest has other columns',
      (j) => Object.assign(j.Manifest?.Spec ?? {}, { Format: 'S3InventoryReport_CSV_20161130' }),
    ],
  ])('is known because %s', (trait, change) => {
    expect(findForeignTrait(describeRequest(change), TRAITS)).toBe(trait)
  })

  it.each([
    ['a newer S3 may set', 'Sharpness', 'HIGH'],
    ['whose default nobody tells', 'ChecksumAlgorithm', 'CRC64NVME'],
    ['that leaves annotations out', 'AnnotationDirective', 'EXCLUDE'],
  ])('is not one that sets a member %s, but it is told', (_name, member, value) => {
    const job = describeRequest((j) => Object.assign(j.Operation?.S3PutObjectCopy ?? {}, { [member]: value }))
    expect(findForeignTrait(job, TRAITS)).toBeUndefined()
    expect(findUnknownMember(job)).toBe(member)
  })

  it('is not one of which S3 spells defaults out, nor leaves them out', () => {
    const job = describeRequest((j) => {
      Object.assign(j.Operation?.S3PutObjectCopy ?? {}, {
        StorageClass: undefined,
        MetadataDirective: undefined,
        AnnotationDirective: 'COPY',
        AccessControlGrants: [],
        CannedAccessControlList: 'private',
        ObjectLockLegalHoldStatus: 'OFF',
        RequesterPays: false,
      })
      Object.assign(j.Manifest?.Location ?? {}, { ObjectVersionId: 'the version S3 read' })
      Object.assign(j.Report ?? {}, { Prefix: 'enc/completion-reports/src/' })
    })
    expect(findForeignTrait(job, TRAITS)).toBeUndefined()
    expect(findUnknownMember(job)).toBeUndefined()
  })

  it('is not one whose work location is another', () => {
    const elsewhere = (bucket: string, prefix: string) =>
      describeRequest(() => undefined, requestOf(content, { workLocation: { bucket, prefix, owner: '111122223333' } }))
    for (const job of [elsewhere('other', ''), elsewhere('work', ''), elsewhere('work', 'enc/more/')])
      expect(findForeignTrait(job, TRAITS)).toBeUndefined()
  })

  it.each([
    ['another bucket', { Bucket: 'arn:aws:s3:::other' }],
    ['another prefix', { Prefix: 'completion-reports/src' }],
  ])('is one whose report goes to %s than its job manifest', (_name, report) => {
    const job = describeRequest((j) => Object.assign(j.Report ?? {}, report))
    expect(findForeignTrait(job, TRAITS)).toBe('its completion report goes elsewhere')
  })

  it.each([
    ['SSEAwsKmsKeyId', 'arn:aws:kms:eu-west-1:111122223333:key/k'],
    ['BucketKeyEnabled', true],
    ['NewObjectMetadata', { SSEAlgorithm: 'AES256' }],
  ])('is not one that sets %s, as copies of ours may', (member, value) => {
    const job = describeRequest((j) => Object.assign(j.Operation?.S3PutObjectCopy ?? {}, { [member]: value }))
    expect(findForeignTrait(job, TRAITS)).toBeUndefined()
  })

  it.each([
    ['S3UpdateObjectEncryption', { ObjectEncryption: { SSEKMS: { KMSKeyArn: 'k' } } }, 'an update of the encryption'],
    ['S3InitiateRestoreObject', { ExpirationInDays: 7 }, 'a restore'],
  ] as const)('is told from ours by its operation: %s', (operation, value, words) => {
    const traits = { ...TRAITS, operation }
    const own = describeRequest((j) => Object.assign(j, { Operation: { [operation]: value } }))
    expect(findForeignTrait(own, traits)).toBeUndefined()
    expect(findForeignTrait(describeRequest(), traits)).toBe(`its operation is not ${words}`)
  })

  it('is not one whose role alone is another: S3 did the same with it', () => {
    expect(
      findForeignTrait(
        describeRequest((j) => Object.assign(j, { RoleArn: 'x' })),
        TRAITS,
      ),
    ).toBeUndefined()
  })
})
