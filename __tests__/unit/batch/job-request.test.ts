import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseJobDescription, renderJobDescription } from '../../../src/batch/job-description.ts'
import { canonicalJson } from '../../../src/batch/job-meaning.ts'
import { bareEtag, buildCreateJobRequest, fingerprintOf, formerFingerprintOf } from '../../../src/batch/job-request.ts'
import type { PlannedCopy } from '../../../src/operations/put-object-copy.ts'
import { jobUrl } from '../../../src/words/console-url.ts'
import { makeJob, makeOptions, REPORT_AT } from '../../support/batch-plan.ts'

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/k'
const SHA = 'ab'.repeat(32)
const content = {
  sha256: SHA,
  identity: SHA,
  etag: '"60e460c9d1046e73f7dde5043ac3ae85"',
  fingerprint: '0123456789abcdef',
  attempt: 0,
}
const build = (change: Partial<PlannedCopy> = {}, options = makeOptions(), confirm = false, of = content) =>
  buildCreateJobRequest('src', makeJob(['a'], change, 'STANDARD_IA'), options, of, confirm)

describe('the CreateJob request', () => {
  it('says everything S3 must know, and nothing else', () => {
    expect(build()).toEqual({
      AccountId: '111122223333',
      ConfirmationRequired: false,
      Operation: {
        S3PutObjectCopy: {
          TargetResource: 'arn:aws:s3:::src',
          MetadataDirective: 'COPY',
          StorageClass: 'STANDARD_IA',
          UnModifiedSinceConstraint: new Date('2022-06-01T00:00:00Z'),
        },
      },
      Report: {
        Enabled: true,
        Bucket: 'arn:aws:s3:::work',
        Prefix: 'enc/completion-reports/src',
        Format: 'Report_CSV_20180820',
        ReportScope: 'AllTasks',
        ExpectedBucketOwner: '111122223333',
      },
      ClientRequestToken: expect.stringMatching(/^[0-9a-f]{64}$/),
      Manifest: {
        Spec: { Format: 'S3BatchOperations_CSV_20180820', Fields: ['Bucket', 'Key'] },
        Location: {
          ObjectArn: `arn:aws:s3:::work/enc/job-manifests/src/${SHA}.csv`,
          ETag: '60e460c9d1046e73f7dde5043ac3ae85',
        },
      },
      Description: 's3-encryption-compliance v2 src STANDARD_IA report=2026-11-21T01:00:00.000Z fp=0123456789abcdef',
      Tags: [
        { Key: 's3-encryption-compliance', Value: 'remediation' },
        { Key: 's3-encryption-compliance-bucket', Value: 'src' },
        { Key: 's3-encryption-compliance-plan', Value: '0123456789abcdef' },
      ],
      Priority: 10,
      RoleArn: 'arn:aws:iam::111122223333:role/batch',
    })
  })

  const kms = { status: 'SSE-KMS', kmsKeyArn: KEY, bucketKey: true } as const
  it.each([
    [{ target: { status: 'SSE-S3' }, naming: 'bucket-default' }, {}],
    [{ target: kms, naming: 'bucket-default' }, {}],
    [
      { target: kms, naming: 'kms-key-id' },
      { SSEAwsKmsKeyId: KEY, BucketKeyEnabled: true },
    ],
    [
      { target: { ...kms, bucketKey: false }, naming: 'kms-key-id' },
      { SSEAwsKmsKeyId: KEY, BucketKeyEnabled: false },
    ],
    [
      { target: { status: 'SSE-S3' }, naming: 'new-object-metadata' },
      { NewObjectMetadata: { SSEAlgorithm: 'AES256' } },
    ],
  ] as const)('names the encryption of %j', (change, members) => {
    const { TargetResource, MetadataDirective, StorageClass, UnModifiedSinceConstraint, ...encryption } =
      build(change).Operation?.S3PutObjectCopy ?? {}
    expect(encryption).toEqual(members)
  })

  it('asks for confirmation in so many words', () => {
    expect(build({}, makeOptions(), true).ConfirmationRequired).toBe(true)
  })

  it('speaks of the partition it is in', () => {
    const { Operation, Report, Manifest } = build({}, makeOptions({ partition: 'aws-cn' }))
    expect(Operation?.S3PutObjectCopy?.TargetResource).toBe('arn:aws-cn:s3:::src')
    expect(Report?.Bucket).toBe('arn:aws-cn:s3:::work')
    expect(Manifest?.Location?.ObjectArn).toMatch(/^arn:aws-cn:s3:::work\/enc\//)
  })

  it('refuses a storage class a copy would not keep', () => {
    expect(() => buildCreateJobRequest('src', makeJob(['a'], {}, 'GLACIER'), makeOptions(), content, false)).toThrow(
      /GLACIER/,
    )
  })

  const report = (fingerprint: string) => makeOptions({ proof: { source: 'inventory', fingerprint, asOf: REPORT_AT } })
  it.each([
    ['the inventory report', build({}, report('f'.repeat(32)))],
    ['the rows', build({}, makeOptions(), false, { ...content, identity: 'cd'.repeat(32) })],
    ['the attempt', build({}, makeOptions(), false, { ...content, attempt: 1 })],
    ['the operation', build({ unmodifiedSince: new Date('2022-06-01T00:00:01Z') })],
    ['the account', build({}, makeOptions({ account: '999999999999' }))],
    ['the Region', build({}, makeOptions({ region: 'eu-west-2' }))],
  ])('has another token when %s is another', (_name, other) => {
    expect(other.ClientRequestToken).not.toBe(build().ClientRequestToken)
  })

  it('has the same tags for all runs and repositories: the token is the same, and S3 refuses another request with it', () => {
    const other = makeOptions({ roleArn: 'arn:aws:iam::111122223333:role/other', priority: 99 })
    expect(build({}, other).Tags).toEqual(build().Tags)
  })

  it('has the same token for the same content, also where a person must confirm', () => {
    expect(build().ClientRequestToken).toBe(build({}, makeOptions(), true).ClientRequestToken)
  })

  it.each([
    ['the work location', makeOptions({ workLocation: { bucket: 'other', prefix: '', owner: '111122223333' } })],
    ['the batch role', makeOptions({ roleArn: 'arn:aws:iam::111122223333:role/other' })],
    ['the priority', makeOptions({ priority: 9 })],
  ])('has the same token when %s is another, so that of two runs at once one creates the job', (_name, options) => {
    expect(build({}, options).ClientRequestToken).toBe(build().ClientRequestToken)
    expect(build({}, options)).not.toEqual(build())
  })

  it('has a fingerprint in which the work location has no part, and had one in which it had', () => {
    const place = (bucket: string) => ({ bucket, prefix: 'enc/', owner: '111122223333' })
    const of = (bucket: string) =>
      fingerprintOf('src', makeJob(['a']), makeOptions({ workLocation: place(bucket) }), SHA)
    const former = (bucket: string) => formerFingerprintOf('src', makeJob(['a']), makeOptions(), SHA, place(bucket))
    expect(of('other')).toBe(of('work'))
    // As the version before this one wrote it.
    expect(former('work')).toBe('fd226ee77c27d756')
    expect(former('other')).not.toBe(former('work'))
  })

  it('has a fingerprint that every attempt shares', () => {
    expect(fingerprintOf('src', makeJob(['a']), makeOptions(), SHA)).toMatch(/^[0-9a-f]{16}$/)
    expect(fingerprintOf('src', makeJob(['a']), makeOptions(), SHA)).toBe(
      fingerprintOf('src', makeJob(['b']), makeOptions(), SHA),
    )
    expect(fingerprintOf('src', makeJob(['a'], {}, 'STANDARD_IA'), makeOptions(), SHA)).not.toBe(
      fingerprintOf('src', makeJob(['a']), makeOptions(), SHA),
    )
  })
})

describe('the description', () => {
  it('reads back what was written, within 256 characters', () => {
    const job = fc.record({
      bucket: fc.stringMatching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
      storageClass: fc.constantFrom('STANDARD', 'INTELLIGENT_TIERING', 'GLACIER_IR'),
      reportCreatedAt: fc.date({ min: new Date('2020-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
      fingerprint: fc.stringMatching(/^[0-9a-f]{16}$/),
      format: fc.constantFrom(1 as const, 2 as const),
    })
    fc.assert(
      fc.property(job, (description) => {
        const text = renderJobDescription(description)
        expect(text.length).toBeLessThanOrEqual(256)
        expect(parseJobDescription(text)).toEqual(description)
      }),
    )
  })

  it.each([
    undefined,
    '',
    'nightly copy',
    's3-encryption-compliance v3 src STANDARD report=2026-11-21T01:00:00.000Z fp=0123456789abcdef',
    's3-encryption-compliance v1 src STANDARD report=2026-11-21T01:00:00.000Z fp=0123456789abcdef more',
    's3-encryption-compliance v1 src STANDARD report=yesterday00000 fp=0123456789abcdef',
    's3-encryption-compliance v1 src STANDARD report=2026-11-21T01:00:00Z fp=0123456789abcdef',
  ])('is not ours when it reads %j', (text) => {
    expect(parseJobDescription(text)).toBeUndefined()
  })
})

describe('canonical JSON', () => {
  it.each([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ a: undefined, b: false, c: [], d: {}, e: { f: undefined }, g: '' }, 'null'],
    [{ a: new Date('2026-01-01T00:00:00.900Z') }, '{"a":"2026-01-01T00:00:00.000Z"}'],
    [{ a: true, b: 0, c: ['y', 'x'] }, '{"a":true,"b":0,"c":["y","x"]}'],
  ])('of %j', (value, text) => {
    expect(canonicalJson(value)).toBe(text)
  })
})

it.each([
  ['"abc"', 'abc'],
  ['abc', 'abc'],
  [undefined, ''],
])('takes the quotes off the ETag %s', (etag, bare) => {
  expect(bareEtag(etag)).toBe(bare)
})

it.each([
  ['aws', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/s3/jobs/j-1?region=eu-west-1'],
  ['aws-cn', 'cn-north-1', 'https://console.amazonaws.cn/s3/jobs/j-1?region=cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1', 'https://console.amazonaws-us-gov.com/s3/jobs/j-1?region=us-gov-west-1'],
])('knows the console of %s', (partition, region, url) => {
  expect(jobUrl(partition, region, 'j-1')).toBe(url)
})
