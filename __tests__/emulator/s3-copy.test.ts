import { describe, expect, it } from '@jest/globals'
import { ServiceError } from '../../emulator/http.ts'
import type { IamPolicy } from '../../emulator/iam/types.ts'
import { createWorld } from '../../emulator/index.ts'
import { type CopyRequest, MAX_COPY_BYTES, makeCopy } from '../../emulator/s3/copy.ts'
import { readHistory } from '../../emulator/s3/state.ts'
import { type BucketSeed, type ObjectSeed, seedBucket, seedKmsKey, seedObject } from '../../emulator/seed.ts'
import type { ObjectVersion, Principal, World } from '../../emulator/world.ts'

const ROOT: Principal = { arn: 'arn:aws:iam::111122223333:root', account: '111122223333' }

type Scene = { object?: Partial<ObjectSeed>; bucket?: Partial<BucketSeed>; world?: World }

function copyInPlace(scene: Scene, request: Partial<CopyRequest> = {}): ObjectVersion {
  const world = scene.world ?? createWorld()
  if (!world.buckets.has('b')) seedBucket(world, { name: 'b', ...scene.bucket })
  seedObject(world, 'b', { key: 'k', body: 'bytes', lastModified: 1000, ...scene.object })
  const names = { sourceBucket: 'b', sourceKey: 'k', destinationBucket: 'b', destinationKey: 'k' }
  return makeCopy(world, { ...names, principal: ROOT, ...request }).version
}

function refusalOf(run: () => unknown): string {
  try {
    run()
    return 'copied'
  } catch (error) {
    if (error instanceof ServiceError) return `${error.status} ${error.code}`
    throw error
  }
}

describe('a copy onto itself', () => {
  it.each<[string, Scene, Partial<CopyRequest>, string]>([
    ['nothing', { object: { status: 'SSE-S3' } }, {}, '400 InvalidRequest'],
    ['an ACL alone', { object: { status: 'SSE-S3' } }, { acl: 'private' }, '400 InvalidRequest'],
    [
      'the implied class of a STANDARD_IA source',
      { object: { status: 'SSE-S3', storageClass: 'STANDARD_IA' } },
      {},
      '400 InvalidRequest',
    ],
    ['the encryption it has', { object: { status: 'SSE-S3' } }, { encryption: { algorithm: 'AES256' } }, 'copied'],
    ['the storage class it has', { object: { status: 'SSE-S3' } }, { storageClass: 'STANDARD' }, 'copied'],
    ['a redirect', { object: { status: 'SSE-S3' } }, { websiteRedirect: '/x' }, 'copied'],
    ['REPLACE', { object: { status: 'SSE-S3' } }, { metadataDirective: 'REPLACE' }, 'copied'],
    ['nothing, from an unencrypted source', { object: { status: 'NOT-SSE' } }, {}, 'copied'],
    [
      'nothing, where a default was put',
      { object: { status: 'SSE-S3' }, bucket: { defaultEncryption: { algorithm: 'AES256', bucketKey: false } } },
      {},
      'copied',
    ],
  ])('that names %s', (_, scene, request, expected) => {
    expect(refusalOf(() => copyInPlace(scene, request))).toBe(expected)
  })
})

describe('what a copy keeps and resets', () => {
  const object: Partial<ObjectSeed> = {
    storageClass: 'STANDARD_IA',
    metadata: { who: 'me' },
    headers: { 'content-type': 'text/x' },
    tags: { a: '1' },
    grants: [{ grantee: 'http://acs.amazonaws.com/groups/global/AllUsers', permission: 'READ' }],
    websiteRedirect: '/old',
    lock: { legalHold: true },
    partCount: 3,
    checksum: { algorithm: 'CRC32', value: 'AAAAAA==-3', type: 'COMPOSITE' },
  }

  it('keeps metadata, headers, tags and the checksum algorithm', () => {
    const copy = copyInPlace({ object })
    expect([...copy.metadata]).toEqual([['who', 'me']])
    expect([...copy.headers]).toEqual([['content-type', 'text/x']])
    expect([...copy.tags]).toEqual([['a', '1']])
    expect(copy.checksum).toMatchObject({ algorithm: 'CRC32', type: 'FULL_OBJECT' })
  })

  it('resets class, ACL, redirect, lock, parts and date', () => {
    const copy = copyInPlace({ object })
    expect(copy).toMatchObject({ storageClass: 'STANDARD', grants: [], encryption: { status: 'SSE-S3' } })
    expect([copy.websiteRedirect, copy.lock, copy.partCount]).toEqual([undefined, undefined, undefined])
    expect(copy.etag).not.toContain('-')
    expect(copy.lastModified).toBeGreaterThan(1000)
  })

  it('replaces what it is told to replace, as a whole', () => {
    const copy = copyInPlace(
      { object },
      { metadataDirective: 'REPLACE', newMetadata: new Map([['x', 'y']]), taggingDirective: 'REPLACE' },
    )
    expect([...copy.metadata, ...copy.headers, ...copy.tags]).toEqual([['x', 'y']])
  })

  it('adds a version where versioning is on and replaces the only one where it is not', () => {
    for (const [versioning, count] of [
      ['Enabled', 2],
      ['Unversioned', 1],
    ] as const) {
      const world = createWorld()
      copyInPlace({ world, bucket: { versioning } })
      expect(world.buckets.get('b')?.objects.get('k')).toHaveLength(count)
      expect(readHistory(world).map(({ writer }) => writer)).toEqual(['seed', ROOT.arn])
    }
  })

  it('replaces the null version where versioning is suspended, and keeps the others', () => {
    const world = createWorld()
    const bucket = seedBucket(world, { name: 'b', versioning: 'Enabled' })
    seedObject(world, bucket, { key: 'k', body: 'first', versionId: 'null' })
    const kept = seedObject(world, bucket, { key: 'k', body: 'second' })
    bucket.versioning = 'Suspended'
    makeCopy(world, {
      sourceBucket: 'b',
      sourceKey: 'k',
      destinationBucket: 'b',
      destinationKey: 'k',
      principal: ROOT,
      storageClass: 'STANDARD',
    })
    expect(bucket.objects.get('k')?.map(({ versionId }) => versionId)).toEqual([kept.versionId, 'null'])
  })
})

describe('the encryption of a copy', () => {
  it('is the default of the bucket when none is named', () => {
    const world = createWorld()
    const key = seedKmsKey(world)
    const copy = copyInPlace({
      world,
      bucket: { defaultEncryption: { algorithm: 'aws:kms', kmsKeyArn: key.arn, bucketKey: true } },
    })
    expect(copy.encryption).toEqual({ status: 'SSE-KMS', kmsKeyArn: key.arn, bucketKey: true })
  })

  it('is SSE-KMS with the AWS managed key when KMS is named without a key', () => {
    const world = createWorld()
    const copy = copyInPlace({ world }, { encryption: { algorithm: 'aws:kms' } })
    expect(world.kmsKeys.get(copy.encryption.kmsKeyArn ?? '')).toMatchObject({ manager: 'AWS' })
  })

  it('takes a key by its id', () => {
    const world = createWorld()
    const key = seedKmsKey(world, { id: '11111111-2222-3333-4444-555555555555' })
    const copy = copyInPlace(
      { world },
      { encryption: { algorithm: 'aws:kms', kmsKeyArn: '11111111-2222-3333-4444-555555555555' } },
    )
    expect(copy.encryption.kmsKeyArn).toBe(key.arn)
  })
})

describe('a copy is refused', () => {
  it.each<[string, Scene, Partial<CopyRequest>, string]>([
    ['over 5 GiB', { object: { body: undefined, size: MAX_COPY_BYTES + 1 } }, {}, '400 InvalidRequest'],
    ['at exactly 5 GiB it is not', { object: { body: undefined, size: MAX_COPY_BYTES } }, {}, 'copied'],
    ['from an archived source', { object: { storageClass: 'GLACIER' } }, {}, '403 InvalidObjectState'],
    [
      'from a source in an archive tier',
      { object: { storageClass: 'INTELLIGENT_TIERING', accessTier: 'ARCHIVE' } },
      {},
      '403 InvalidObjectState',
    ],
    [
      'while a restore runs',
      { object: { storageClass: 'GLACIER', restore: { ongoing: true } } },
      {},
      '403 InvalidObjectState',
    ],
    [
      'but not from a restored source',
      { object: { storageClass: 'GLACIER', restore: { ongoing: false, expiry: 4e12 } } },
      {},
      'copied',
    ],
    [
      'when the restored copy has expired',
      { object: { storageClass: 'GLACIER', restore: { ongoing: false, expiry: 5 } } },
      {},
      '403 InvalidObjectState',
    ],
    ['from SSE-C without its key', { object: { status: 'SSE-C', customerKeyMd5: 'x' } }, {}, '400 InvalidRequest'],
    ['from a missing key', {}, { sourceKey: 'missing' }, '404 NoSuchKey'],
    ['from a missing bucket', {}, { sourceBucket: 'missing' }, '404 NoSuchBucket'],
    ['when the source is another', {}, { sourceIfMatch: '0'.repeat(32) }, '412 PreconditionFailed'],
    [
      'when the source is newer',
      { object: { lastModified: 90_000 } },
      { ifUnmodifiedSince: 89_000 },
      '412 PreconditionFailed',
    ],
    ['but not within the same second', { object: { lastModified: 90_999 } }, { ifUnmodifiedSince: 90_000 }, 'copied'],
    [
      'when the source is older',
      { object: { lastModified: 90_000 } },
      { ifModifiedSince: 90_000 },
      '412 PreconditionFailed',
    ],
    ['when the destination is another', {}, { destinationIfMatch: '0'.repeat(32) }, '412 PreconditionFailed'],
    ['when there is no destination to match', {}, { destinationKey: 'new', destinationIfMatch: 'x' }, '404 NoSuchKey'],
    ['when there is one and must not be', {}, { destinationIfNoneMatch: '*' }, '412 PreconditionFailed'],
    [
      'with a KMS key that does not exist',
      {},
      { encryption: { algorithm: 'aws:kms', kmsKeyArn: 'nope' } },
      '400 KMS.NotFoundException',
    ],
    [
      'with eleven tags',
      {},
      { taggingDirective: 'REPLACE', newTags: new Map(Array.from({ length: 11 }, (_, n) => [`t${n}`, ''])) },
      '400 BadRequest',
    ],
    ['to SSE-C, which is blocked', {}, { customerKeyMd5: 'x' }, '403 AccessDenied'],
  ])('%s', (_, scene, request, expected) => {
    expect(refusalOf(() => copyInPlace(scene, request))).toBe(expected)
  })

  it('with a disabled KMS key', () => {
    const world = createWorld()
    const { arn } = seedKmsKey(world, { state: 'Disabled' })
    const encryption = { algorithm: 'aws:kms', kmsKeyArn: arn } as const
    expect(refusalOf(() => copyInPlace({ world }, { encryption }))).toBe('400 KMS.DisabledException')
  })
})

describe('permissions of a copy', () => {
  const key = 'arn:aws:kms:us-east-1:111122223333:key/k1'
  const needed = [
    's3:GetObject',
    's3:GetObjectTagging',
    's3:PutObject',
    's3:PutObjectTagging',
    'kms:Decrypt',
    'kms:GenerateDataKey',
  ]

  function copyAllowing(actions: readonly string[], extra: Partial<CopyRequest> = {}): string {
    const world = createWorld()
    seedKmsKey(world, { arn: key })
    const policy: IamPolicy = { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] }
    const principal = { arn: 'arn:aws:iam::111122223333:user/u', account: '111122223333', policies: [policy] }
    const object = { tags: { a: '1' }, status: 'SSE-KMS', kmsKeyArn: key } as const
    return refusalOf(() =>
      copyInPlace({ world, object }, { principal, encryption: { algorithm: 'aws:kms', kmsKeyArn: key }, ...extra }),
    )
  }

  it('are enough together', () => {
    expect(copyAllowing(needed)).toBe('copied')
  })

  it.each(needed)('do not do without %s', (missing) => {
    expect(copyAllowing(needed.filter((action) => action !== missing))).toBe('403 AccessDenied')
  })

  it('ask for GetObject at the destination when If-Match is used, and for PutObjectAcl when an ACL is', () => {
    expect(copyAllowing(needed, { acl: 'bucket-owner-full-control' })).toBe('403 AccessDenied')
    expect(copyAllowing([...needed, 's3:PutObjectAcl'], { acl: 'bucket-owner-full-control' })).toBe('copied')
  })
})
