// The emulated S3 as AWS's own JavaScript client sees it, over HTTP and signed.

import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketNotificationConfigurationCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketInventoryConfigurationsCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { IamPolicy } from '../../emulator/iam/types.ts'
import { seedBucket, seedCredential, seedDeleteMarker, seedKmsKey, seedObject } from '../../emulator/seed.ts'
import type { EncryptionStatus } from '../../emulator/world.ts'
import { BUCKET, refusalOf, type Stage, setStage } from './s3-support.ts'

const MIB = 1024 * 1024
let stage: Stage

beforeEach(async () => {
  stage = await setStage()
})
afterEach(() => stage.close())

/** A client that may do only these actions, on everything. */
function connectWith(actions: readonly string[]) {
  const policy: IamPolicy = { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] }
  const principal = { arn: 'arn:aws:iam::111122223333:user/u', account: '111122223333', policies: [policy] }
  return stage.connect(seedCredential(stage.world, { principal }))
}

describe('objects', () => {
  it('come back as they were put, with checksums verified on both sides', async () => {
    const { s3, world } = stage
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'a b+ü', Body: 'hello', Metadata: { who: 'me' } }))
    const got = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'a b+ü' }))
    expect(await got.Body?.transformToString()).toBe('hello')
    expect(got).toMatchObject({ Metadata: { who: 'me' }, ServerSideEncryption: 'AES256', ChecksumCRC32: 'NhCmhg==' })
    expect(world.log.map(({ operation, status }) => `${operation} ${status}`)).toEqual([
      'PutObject 200',
      'GetObject 200',
    ])
  })

  it('take a stream in signed or unsigned chunks, without the chunks', async () => {
    const { s3, bucket, world } = stage
    const chunks = [Buffer.alloc(70_000, 'a'), Buffer.alloc(10, 'b')]
    await s3.send(
      new PutObjectCommand({ Bucket: BUCKET, Key: 's', Body: Readable.from(chunks), ContentLength: 70_010 }),
    )
    expect(world.log[0]?.headers['x-amz-content-sha256']).toBe('STREAMING-UNSIGNED-PAYLOAD-TRAILER')
    expect(bucket.objects.get('s')?.[0]).toMatchObject({ size: 70_010, checksum: { algorithm: 'CRC32' } })
    expect(bucket.objects.get('s')?.[0]?.headers.has('content-encoding')).toBe(false)
    expect(world.log[0]?.body.length).toBe(70_010)
  })

  it('come in parts from lib-storage', async () => {
    const content = Buffer.alloc(11 * MIB, 'x')
    const params = { Bucket: BUCKET, Key: 'big', Body: content }
    const done = await new Upload({ client: stage.s3, params, partSize: 5 * MIB }).done()
    const md5s = [0, 5, 10].map((at) =>
      createHash('md5')
        .update(content.subarray(at * MIB, (at + 5) * MIB))
        .digest(),
    )
    expect(done.ETag).toBe(`"${createHash('md5').update(Buffer.concat(md5s)).digest('hex')}-3"`)
    expect(stage.bucket.objects.get('big')?.[0]).toMatchObject({ size: 11 * MIB, partCount: 3 })
    expect(stage.bucket.uploads.size).toBe(0)
  })

  it.each<[EncryptionStatus, string | undefined]>([
    ['NOT-SSE', undefined],
    ['SSE-S3', 'AES256'],
    ['SSE-KMS', 'aws:kms'],
    ['DSSE-KMS', 'aws:kms:dsse'],
  ])('that are %s say so in HeadObject', async (status, expected) => {
    seedObject(stage.world, BUCKET, { key: 'k', body: 'x', status })
    const head = await stage.s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'k' }))
    expect(head.ServerSideEncryption).toBe(expected)
    expect(head.SSEKMSKeyId === undefined).toBe(!status.includes('KMS'))
  })

  it('under SSE-C need their key, also for HEAD', async () => {
    const key = Buffer.alloc(32, 'k')
    const customerKeyMd5 = createHash('md5').update(key).digest('base64')
    seedObject(stage.world, BUCKET, { key: 'c', body: 'x', status: 'SSE-C', customerKeyMd5 })
    const named = { Bucket: BUCKET, Key: 'c' }
    const right = {
      ...named,
      SSECustomerAlgorithm: 'AES256',
      SSECustomerKey: key.toString('base64'),
      SSECustomerKeyMD5: customerKeyMd5,
    }
    expect(await refusalOf(stage.s3.send(new HeadObjectCommand(named)))).toMatch(/^400 /)
    const head = await stage.s3.send(new HeadObjectCommand(right))
    expect(head).toMatchObject({ SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: customerKeyMd5 })
  })

  it('in the archive have headers but no bytes', async () => {
    const { s3, world } = stage
    seedObject(world, BUCKET, { key: 'old', body: 'x', storageClass: 'GLACIER' })
    const named = { Bucket: BUCKET, Key: 'old' }
    expect((await s3.send(new HeadObjectCommand(named))).StorageClass).toBe('GLACIER')
    expect(await refusalOf(s3.send(new GetObjectCommand(named)))).toBe('403 InvalidObjectState')
  })
})

describe('ranges and conditions of GetObject', () => {
  it.each([
    ['bytes=0-0', 'a', 'bytes 0-0/5'],
    ['bytes=3-', 'de', 'bytes 3-4/5'],
    ['bytes=-2', 'de', 'bytes 3-4/5'],
    ['bytes=-9', 'abcde', 'bytes 0-4/5'],
    ['bytes=1-99', 'bcde', 'bytes 1-4/5'],
    ['bytes=0-0,2-2', 'abcde', undefined],
    ['bytes=3-1', 'abcde', undefined],
  ])('%s is %s', async (range, expected, contentRange) => {
    seedObject(stage.world, BUCKET, { key: 'k', body: 'abcde' })
    const got = await stage.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'k', Range: range }))
    expect([await got.Body?.transformToString(), got.ContentRange]).toEqual([expected, contentRange])
  })

  it.each(['bytes=5-', 'bytes=-0'])('%s of five bytes is 416', async (range) => {
    seedObject(stage.world, BUCKET, { key: 'k', body: 'abcde' })
    expect(await refusalOf(stage.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'k', Range: range })))).toBe(
      '416 InvalidRange',
    )
  })

  const etag = 'ab56b4d92b40713acc5af89985d4b786'
  const [before, at, after] = [0, 1, 2].map((second) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)))
  it.each([
    [{ IfMatch: `"${etag}"` }, 'answered'],
    [{ IfMatch: '"other"' }, '412 PreconditionFailed'],
    [{ IfNoneMatch: `"${etag}"` }, '304 Unknown'],
    [{ IfNoneMatch: '"other"' }, 'answered'],
    [{ IfModifiedSince: at }, '304 Unknown'],
    [{ IfModifiedSince: before }, 'answered'],
    [{ IfUnmodifiedSince: at }, 'answered'],
    [{ IfUnmodifiedSince: before }, '412 PreconditionFailed'],
    [{ IfMatch: `"${etag}"`, IfUnmodifiedSince: before }, 'answered'],
    [{ IfNoneMatch: '"other"', IfModifiedSince: after }, 'answered'],
  ])('%j is %s', async (conditions, expected) => {
    seedObject(stage.world, BUCKET, { key: 'k', body: 'abcde', lastModified: Date.UTC(2026, 0, 1, 0, 0, 1, 700) })
    const request = new GetObjectCommand({ Bucket: BUCKET, Key: 'k', ...conditions })
    expect(await refusalOf(stage.s3.send(request))).toBe(expected)
  })
})

describe('what is not there', () => {
  it('is 404 for those who may list and 403 for those who may not', async () => {
    const named = { Bucket: BUCKET, Key: 'missing' }
    expect(await refusalOf(stage.s3.send(new GetObjectCommand(named)))).toBe('404 NoSuchKey')
    expect(await refusalOf(connectWith(['s3:GetObject', 's3:ListBucket']).send(new GetObjectCommand(named)))).toBe(
      '404 NoSuchKey',
    )
    expect(await refusalOf(connectWith(['s3:GetObject']).send(new GetObjectCommand(named)))).toBe('403 AccessDenied')
    expect(await refusalOf(stage.s3.send(new HeadObjectCommand(named)))).toBe('404 NotFound')
  })

  it('is 404 behind a delete marker, and 405 for the marker itself', async () => {
    stage.bucket.versioning = 'Enabled'
    seedObject(stage.world, BUCKET, { key: 'k', body: 'x' })
    const marker = seedDeleteMarker(stage.world, BUCKET, { key: 'k' })
    expect(await refusalOf(stage.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'k' })))).toBe('404 NoSuchKey')
    const named = { Bucket: BUCKET, Key: 'k', VersionId: marker.versionId }
    expect(await refusalOf(stage.s3.send(new HeadObjectCommand(named)))).toMatch(/^405 /)
  })

  it('is named when the emulator lacks it', async () => {
    const request = stage.s3.send(new GetBucketCorsCommand({ Bucket: BUCKET }))
    await expect(request).rejects.toThrow('GetBucketCors')
    expect(stage.world.log[0]).toMatchObject({ operation: 'GetBucketCors', status: 501 })
  })
})

describe('buckets in other Regions', () => {
  beforeEach(() => {
    seedBucket(stage.world, { name: 'far', region: 'eu-west-1' })
  })

  it('answer 301 with their Region, also to HEAD', async () => {
    const error = await stage.s3.send(new HeadBucketCommand({ Bucket: 'far' })).catch((refusal: unknown) => refusal)
    expect(error).toMatchObject({
      $metadata: { httpStatusCode: 301 },
      $response: { headers: { 'x-amz-bucket-region': 'eu-west-1' } },
    })
    expect(await refusalOf(stage.s3.send(new ListObjectsV2Command({ Bucket: 'far' })))).toBe('301 PermanentRedirect')
  })

  it('answer to requests signed for it, and tell where they are', async () => {
    const near = stage.connect(stage.root, { region: 'eu-west-1' })
    expect((await near.send(new HeadBucketCommand({ Bucket: 'far' }))).BucketRegion).toBe('eu-west-1')
    expect((await near.send(new GetBucketLocationCommand({ Bucket: 'far' }))).LocationConstraint).toBe('eu-west-1')
  })

  it('tell their Region even to those they refuse', async () => {
    const stranger = seedCredential(stage.world, {
      principal: { arn: 'arn:aws:iam::999999999999:root', account: '999999999999' },
    })
    const error = await stage
      .connect(stranger, { region: 'eu-west-1' })
      .send(new HeadBucketCommand({ Bucket: 'far' }))
      .catch((refusal: unknown) => refusal)
    expect(error).toMatchObject({
      $metadata: { httpStatusCode: 403 },
      $response: { headers: { 'x-amz-bucket-region': 'eu-west-1' } },
    })
  })
})

describe('permissions', () => {
  const tagged = { key: 'k', body: 'x', tags: { a: '1' } }
  const named = { Bucket: BUCKET, Key: 'k' }
  const version = { ...named, VersionId: 'null' }
  const written = { ...named, Body: 'y' }
  it.each<[string, readonly string[], (s3: S3Client) => Promise<unknown>]>([
    ['GetObject', ['s3:GetObject'], (s3) => s3.send(new GetObjectCommand(named))],
    ['GetObject of a version', ['s3:GetObjectVersion'], (s3) => s3.send(new GetObjectCommand(version))],
    ['GetObjectTagging', ['s3:GetObjectTagging'], (s3) => s3.send(new GetObjectTaggingCommand(named))],
    ['… of a version', ['s3:GetObjectVersionTagging'], (s3) => s3.send(new GetObjectTaggingCommand(version))],
    ['ListObjectsV2', ['s3:ListBucket'], (s3) => s3.send(new ListObjectsV2Command(named))],
    ['HeadBucket', ['s3:ListBucket'], (s3) => s3.send(new HeadBucketCommand(named))],
    ['GetBucketEncryption', ['s3:GetEncryptionConfiguration'], (s3) => s3.send(new GetBucketEncryptionCommand(named))],
    [
      'ListBucketInventoryConfigurations',
      ['s3:GetInventoryConfiguration'],
      (s3) => s3.send(new ListBucketInventoryConfigurationsCommand(named)),
    ],
    ['PutObject', ['s3:PutObject'], (s3) => s3.send(new PutObjectCommand(written))],
    [
      'PutObject with tags',
      ['s3:PutObject', 's3:PutObjectTagging'],
      (s3) => s3.send(new PutObjectCommand({ ...written, Tagging: 'a=1' })),
    ],
    [
      'PutObject with If-Match',
      ['s3:PutObject', 's3:GetObject'],
      (s3) => s3.send(new PutObjectCommand({ ...written, IfMatch: '*' })),
    ],
    ['DeleteObject', ['s3:DeleteObject'], (s3) => s3.send(new DeleteObjectCommand(named))],
    [
      'DeleteObject with an ETag',
      ['s3:DeleteObject', 's3:GetObject'],
      (s3) => s3.send(new DeleteObjectCommand({ ...named, IfMatch: '"9dd4e461268c8034f5c8564e155c67a6"' })),
    ],
  ])('%s needs %j and nothing less', async (_, actions, send) => {
    seedObject(stage.world, BUCKET, tagged)
    for (const action of actions) {
      const lacking = connectWith(actions.filter((one) => one !== action))
      expect(await refusalOf(send(lacking))).toMatch(/^403 /)
    }
    expect(await refusalOf(send(connectWith(actions)))).toBe('answered')
  })

  it('to read a KMS object include the key, but not for HEAD', async () => {
    const key = seedKmsKey(stage.world)
    seedObject(stage.world, BUCKET, { key: 'k', body: 'x', status: 'SSE-KMS', kmsKeyArn: key.arn })
    const reader = connectWith(['s3:GetObject'])
    const named = { Bucket: BUCKET, Key: 'k' }
    expect(await refusalOf(reader.send(new GetObjectCommand(named)))).toBe('403 AccessDenied')
    expect(await refusalOf(reader.send(new HeadObjectCommand(named)))).toBe('answered')
    expect(await refusalOf(reader.send(new HeadObjectCommand({ ...named, ChecksumMode: 'ENABLED' })))).toMatch(/^403 /)
    const decrypting = connectWith(['s3:GetObject', 'kms:Decrypt'])
    expect(await refusalOf(decrypting.send(new GetObjectCommand(named)))).toBe('answered')
    const checked = new HeadObjectCommand({ ...named, ChecksumMode: 'ENABLED' })
    expect(await refusalOf(decrypting.send(checked))).toBe('answered')
    const checksum = { algorithm: 'CRC64NVME', value: 'AAAAAAAAAAA=' }
    seedObject(stage.world, BUCKET, { key: 'k', body: 'x', status: 'SSE-KMS', kmsKeyArn: key.arn, checksum })
    expect(await refusalOf(decrypting.send(checked))).toMatch(/^403 /)
    const both = connectWith(['s3:GetObject', 'kms:Decrypt', 'kms:GenerateDataKey'])
    expect(await refusalOf(both.send(checked))).toBe('answered')
  })

  it('see the encryption a request names, not the default that would apply', async () => {
    const allow = { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' } as const
    const deny = {
      ...allow,
      Effect: 'Deny',
      Condition: { Null: { 's3:x-amz-server-side-encryption': 'true' } },
    } as const
    const principal = {
      arn: 'arn:aws:iam::111122223333:user/u',
      account: '111122223333',
      policies: [{ Statement: [allow, deny] }],
    }
    const writer = stage.connect(seedCredential(stage.world, { principal }))
    const named = { Bucket: BUCKET, Key: 'k', Body: 'x' }
    expect(await refusalOf(writer.send(new PutObjectCommand(named)))).toBe('403 AccessDenied')
    expect(await refusalOf(writer.send(new PutObjectCommand({ ...named, ServerSideEncryption: 'AES256' })))).toBe(
      'answered',
    )
  })

  it('can come from the bucket policy, for another account', async () => {
    const reader = seedCredential(stage.world, {
      principal: {
        arn: 'arn:aws:iam::999999999999:user/u',
        account: '999999999999',
        policies: [{ Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }],
      },
    })
    seedObject(stage.world, BUCKET, { key: 'k', body: 'x' })
    const read = (): Promise<string> =>
      refusalOf(stage.connect(reader).send(new GetObjectCommand({ Bucket: BUCKET, Key: 'k' })))
    expect(await read()).toBe('403 AccessDenied')
    stage.bucket.policy = {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: '999999999999' },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::data/*',
        },
      ],
    }
    expect(await read()).toBe('answered')
  })

  it('do not help those who expect another owner', async () => {
    const wrong = { ExpectedBucketOwner: '999999999999' }
    expect(await refusalOf(stage.s3.send(new HeadBucketCommand({ Bucket: BUCKET, ...wrong })))).toMatch(/^403 /)
    seedObject(stage.world, BUCKET, { key: 'k', body: 'x' })
    const copy = new CopyObjectCommand({
      Bucket: BUCKET,
      Key: 'c',
      CopySource: `${BUCKET}/k`,
      ExpectedSourceBucketOwner: '999999999999',
    })
    expect(await refusalOf(stage.s3.send(copy))).toBe('403 AccessDenied')
  })
})

describe('the default encryption of a bucket', () => {
  it('applies to new objects and keeps the block on SSE-C unless told otherwise', async () => {
    const { s3, bucket } = stage
    const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true } as const
    await s3.send(
      new PutBucketEncryptionCommand({ Bucket: BUCKET, ServerSideEncryptionConfiguration: { Rules: [rule] } }),
    )
    const put = await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'k', Body: 'x' }))
    expect(put).toMatchObject({ ServerSideEncryption: 'aws:kms', BucketKeyEnabled: true })
    expect(bucket.blockSseC).toBe(true)
    const open = { ...rule, BlockedEncryptionTypes: { EncryptionType: ['NONE' as const] } }
    await s3.send(
      new PutBucketEncryptionCommand({ Bucket: BUCKET, ServerSideEncryptionConfiguration: { Rules: [open] } }),
    )
    expect(bucket.blockSseC).toBe(false)
  })
})

describe('what a bucket starts by itself', () => {
  it('is nothing unless the world says so: lifecycle rules are 404, notifications empty', async () => {
    const named = { Bucket: BUCKET }
    const lifecycle = () => stage.s3.send(new GetBucketLifecycleConfigurationCommand(named))
    const notifications = () => stage.s3.send(new GetBucketNotificationConfigurationCommand(named))
    expect(await refusalOf(lifecycle())).toBe('404 NoSuchLifecycleConfiguration')
    expect((await notifications()).TopicConfigurations).toBeUndefined()

    Object.assign(stage.bucket, { lifecycle: true, notifications: true })
    expect((await lifecycle()).Rules).toMatchObject([{ Status: 'Enabled' }])
    expect((await notifications()).TopicConfigurations).toMatchObject([{ Events: ['s3:ObjectCreated:*'] }])
  })

  it('is told to those who may ask', async () => {
    const other = connectWith(['s3:GetBucketLocation'])
    const named = { Bucket: BUCKET }
    expect(await refusalOf(other.send(new GetBucketLifecycleConfigurationCommand(named)))).toBe('403 AccessDenied')
    expect(await refusalOf(other.send(new GetBucketNotificationConfigurationCommand(named)))).toBe('403 AccessDenied')
  })
})
