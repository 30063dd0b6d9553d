// Answers that leave out what S3 may leave out, read by the edges about single objects and about the bucket.

import { describe, expect, it } from '@jest/globals'
import { createAnnotationCalls } from '../../../src/external/annotation-edge.ts'
import { readBucketFacts } from '../../../src/external/bucket-settings.ts'
import { createObjectCalls } from '../../../src/external/direct-edge.ts'
import { explainForeignRefusal } from '../../../src/external/foreign-bucket.ts'
import { toObjectLook, toVersionId } from '../../../src/external/look-edge.ts'
import { ActionError } from '../../../src/words/errors.ts'
import { encodeKey } from '../../../src/words/object-key.ts'
import { always, refusal, sparseBucket } from '../../support/sparse-aws.ts'

const KEY = encodeKey('a b')
const TIMING = {
  now: () => 0,
  sleep: async () => {},
  startTimer: () => () => {},
  signal: new AbortController().signal,
}
const $metadata = {}

describe('annotations', () => {
  const open = (answering: Parameters<typeof sparseBucket>[0]) =>
    createAnnotationCalls(sparseBucket(answering).handle, 'LookAtObjectsToCopy', TIMING)
  const listed = (inside: string) => ({ body: `<ListObjectAnnotationsResult>${inside}</ListObjectAnnotationsResult>` })

  it('are none where S3 lists none, and those it lists where it says little of them', async () => {
    expect(await open(always(listed(''))).listAnnotations(KEY)).toEqual([])
  })

  it.each([refusal(501, 'NotImplemented'), refusal(405, 'MethodNotAllowed'), refusal(400, 'InvalidArgument')])(
    'are none where the Region does not know them: %j',
    async (answer) => {
      expect(await open(always(answer)).listAnnotations(KEY)).toEqual([])
    },
  )

  it.each([refusal(400, 'ExpiredToken'), refusal(403, 'AccessDenied'), refusal(500, 'InternalError')])(
    'are unknown after %j',
    async (answer) => {
      await expect(open(always(answer)).listAnnotations(KEY)).rejects.toBeInstanceOf(ActionError)
    },
  )

  it('are read and written with and without a checksum', async () => {
    const plain = open(always({ body: 'text' }))
    const read = await plain.readAnnotation(KEY, 'note')
    expect([Buffer.from(read.payload).toString(), read.checksum]).toEqual(['text', undefined])
    const { asked, handle } = sparseBucket(always({}))
    const { writeAnnotation } = createAnnotationCalls(handle, 'LookAtObjectsToCopy', TIMING)
    const kept = { name: 'note', sha256: '', size: 4 }
    await writeAnnotation(KEY, { ...kept, checksum: undefined } as never, Buffer.from('text'), '"e"')
    await writeAnnotation(
      KEY,
      { ...kept, checksum: { algorithm: 'CRC32', value: 'abc=' } } as never,
      Buffer.from('text'),
      '"e"',
      TIMING.signal,
    )
    expect(asked).toHaveLength(2)
  })
})

describe('a HeadObject answer', () => {
  it('with nothing in it is an unencrypted, empty object in STANDARD', () => {
    expect(toObjectLook({ $metadata })).toMatchObject({
      etag: '""',
      versionId: undefined,
      size: 0,
      lastModified: 0,
      storageClass: 'STANDARD',
      encryption: 'NOT-SSE',
      archived: false,
      restoring: false,
      bucketKey: false,
      checksum: undefined,
    })
  })

  it.each([
    [{ SSECustomerAlgorithm: 'AES256' }, 'SSE-C'],
    [{ ServerSideEncryption: 'AES256' }, 'SSE-S3'],
    [{ ServerSideEncryption: 'aws:kms' }, 'SSE-KMS'],
    [{ ServerSideEncryption: 'aws:kms:dsse' }, 'DSSE-KMS'],
  ] as const)('%j is encrypted by %s', (answer, encryption) => {
    expect(toObjectLook({ $metadata, ...answer }).encryption).toBe(encryption)
  })

  it.each([
    [{ StorageClass: 'GLACIER' }, true, false],
    [{ StorageClass: 'GLACIER', Restore: 'ongoing-request="true"' }, true, true],
    [{ StorageClass: 'GLACIER', Restore: 'ongoing-request="false"' }, false, false],
    [{ ArchiveStatus: 'ARCHIVE_ACCESS' }, true, false],
    [
      { StorageClass: 'DEEP_ARCHIVE', Restore: 'ongoing-request="false", expiry-date="Fri, 20 Nov 2026 00:00:00 GMT"' },
      false,
      false,
    ],
  ] as const)('%j is archived: %s, being restored: %s', (answer, archived, restoring) => {
    expect(toObjectLook({ $metadata, ...answer })).toMatchObject({ archived, restoring })
  })

  it('has the checksum of the whole object where S3 names no type', () => {
    expect(toObjectLook({ $metadata, ChecksumCRC32: 'x' }).checksum).toEqual({
      algorithm: 'CRC32',
      value: 'x',
      type: 'FULL_OBJECT',
    })
    expect([toVersionId('null'), toVersionId('v1'), toVersionId(undefined)]).toEqual([undefined, 'v1', undefined])
  })
})

describe('direct copies', () => {
  const open = (body: string) => createObjectCalls(sparseBucket(always({ body })).handle)
  const upload = { key: KEY, uploadId: 'u' } as never

  it('begin no upload without an id', async () => {
    const template = { source: toObjectLook({ $metadata }), tags: new Map(), target: { status: 'SSE-S3' } } as never
    await expect(open('<InitiateMultipartUploadResult/>').createUpload(KEY, template)).rejects.toThrow('no upload id')
  })

  it('read parts and tags of which S3 says nothing', async () => {
    const calls = open('<ListPartsResult><Part/></ListPartsResult>')
    expect(await calls.listParts(upload, undefined)).toMatchObject([{ number: 0, etag: '""', size: 0 }])
    expect(await open('<ListPartsResult/>').listParts(upload, 'CRC32')).toEqual([])
    expect((await open('<Tagging/>').readTags(KEY)).size).toBe(0)
    const tag = '<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>'
    expect([...(await open(tag).readTags(KEY))]).toEqual([['a', '']])
  })
})

describe('the settings of a bucket', () => {
  it('of which S3 says nothing are those of a new bucket, with the old default for ACLs', async () => {
    const { handle } = sparseBucket(always({ body: '<Answer/>' }))
    expect(await readBucketFacts(handle, 'SSE-S3')).toMatchObject({
      versioning: 'Unversioned',
      defaultEncryption: { algorithm: 'AES256' },
      aclsEnabled: true,
      objectLockEnabled: false,
      defaultLock: 'none',
      hasEncryptionConfiguration: false,
      replicates: false,
      replicaBuckets: [],
      lifecycle: 'none',
      notifications: 'none',
      accessLogs: 'none',
    })
  })

  it('under SSE-KMS have no bucket key where S3 names none', async () => {
    const rule =
      '<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule>'
    const { handle } = sparseBucket(always({ body: `<Answer>${rule}</Answer>` }))
    expect((await readBucketFacts(handle, 'SSE-S3')).defaultEncryption).toEqual({
      algorithm: 'aws:kms',
      kmsKeyArn: undefined,
      bucketKey: false,
    })
  })

  it('that only a warning needs may be unknown after a refusal, and not after an outage', async () => {
    const failing = (answer: ReturnType<typeof refusal>) =>
      sparseBucket((_n, { query = {} }) => ('website' in query ? answer : { body: '<Answer/>' })).handle
    expect((await readBucketFacts(failing(refusal(403, 'AccessDenied')), 'SSE-S3')).website).toBe('unknown')
    await expect(readBucketFacts(failing(refusal(503, 'SlowDown')), 'SSE-S3')).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    })
  })
})

describe('a refusal by a bucket', () => {
  const denied = new ActionError('ACCESS_DENIED', 'Refused.')
  const ask = (error: Error, owner: string) => explainForeignRefusal(owner, '1', () => Promise.reject(error))

  it('of another account may be about who pays', async () => {
    await expect(ask(denied, '2')).rejects.toMatchObject({ hint: expect.stringMatching(/^A Requester Pays bucket/) })
    const hinted = new ActionError('ACCESS_DENIED', 'Refused.', { hint: 'Allow it.' })
    await expect(ask(hinted, '2')).rejects.toMatchObject({ hint: expect.stringMatching(/^Allow it\. A Requester/) })
  })

  it.each([
    ['of the own account', denied, '1'],
    ['that is an outage', new ActionError('SERVICE_UNAVAILABLE', 'down'), '2'],
    ['that is a bug', new TypeError('x'), '2'],
  ])('%s is not', async (_what, error, owner) => {
    await expect(ask(error, owner)).rejects.toBe(error)
  })

  it('is none where it answers', async () => {
    expect(await explainForeignRefusal('2', '1', async () => 'answer')).toBe('answer')
  })
})
