// Annotations as "Annotating your objects" of the S3 User Guide and the API Reference describe them.

import {
  CopyObjectCommand,
  DeleteObjectAnnotationCommand,
  GetObjectAnnotationCommand,
  ListObjectAnnotationsCommand,
  PutObjectAnnotationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { IamPolicy } from '../../emulator/iam/types.ts'
import { createWorld, type Emulator, startEmulator } from '../../emulator/index.ts'
import { currentVersion } from '../../emulator/s3/state.ts'
import { seedBucket, seedCredential, seedKmsKey, seedObject } from '../../emulator/seed.ts'
import type { Bucket } from '../../emulator/world.ts'

let emulator: Emulator
let bucket: Bucket
const clients: S3Client[] = []

beforeEach(async () => {
  const world = createWorld({ start: Date.now() })
  bucket = seedBucket(world, { name: 'b', versioning: 'Enabled', blockSseC: false })
  emulator = await startEmulator({ world })
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy()
  await emulator.close()
})

function connect(actions?: readonly string[]): S3Client {
  const { world, url } = emulator
  const policy: IamPolicy = { Statement: [{ Effect: 'Allow', Action: [...(actions ?? [])], Resource: '*' }] }
  const arn = 'arn:aws:sts::111122223333:assumed-role/r/s'
  const { accessKeyId, secretAccessKey } = seedCredential(
    world,
    actions === undefined ? {} : { principal: { arn, account: world.account, policies: [policy] } },
  )
  const credentials = { accessKeyId, secretAccessKey }
  const client = new S3Client({
    region: world.region,
    endpoint: url,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials,
  })
  clients.push(client)
  return client
}

const named = { Bucket: 'b', Key: 'k' }
const put = (client: S3Client, AnnotationName: string, AnnotationPayload: string | Uint8Array, more: object = {}) =>
  client.send(new PutObjectAnnotationCommand({ ...named, AnnotationName, AnnotationPayload, ...more }))
const get = async (client: S3Client, AnnotationName: string, more: object = {}) => {
  const answer = await client.send(new GetObjectAnnotationCommand({ ...named, AnnotationName, ...more }))
  return await answer.AnnotationPayload?.transformToString()
}
const list = async (client: S3Client, more: object = {}) =>
  await client.send(new ListObjectAnnotationsCommand({ ...named, ...more }))
const names = async (client: S3Client, more: object = {}) =>
  ((await list(client, more)).Annotations ?? []).map(({ AnnotationName }) => AnnotationName)
const codeOf = async (call: Promise<unknown>) => {
  try {
    await call
    return 'none'
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata: { httpStatusCode: number } }
    return `${$metadata.httpStatusCode} ${name}`
  }
}

describe('annotations', () => {
  it('are kept, replaced, listed, read and removed, and leave the object as it is', async () => {
    const before = seedObject(emulator.world, bucket, { key: 'k', body: 'x' })
    const client = connect()
    await put(client, 'größe', 'ä')
    await put(client, 'label', 'cat')
    await put(client, 'label', 'dog')
    expect(await names(client)).toEqual(['größe', 'label'])
    expect((await list(client)).Annotations?.[0]).toMatchObject({
      Size: 2,
      ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    })
    expect([await get(client, 'label'), await get(client, 'größe')]).toEqual(['dog', 'ä'])
    await client.send(new DeleteObjectAnnotationCommand({ ...named, AnnotationName: 'label' }))
    expect([await names(client), await codeOf(get(client, 'label'))]).toEqual([['größe'], '404 NoSuchAnnotation'])
    expect(currentVersion(bucket, 'k')).toEqual({ ...before, annotations: expect.any(Map) })
  })

  it('come in pages, and by prefix', async () => {
    const annotations = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`n${100 + index}`, 'x']))
    seedObject(emulator.world, bucket, { key: 'k', annotations })
    const client = connect()
    const pages: (string | undefined)[][] = []
    let ContinuationToken: string | undefined
    do {
      const page = await list(client, { MaxAnnotationResults: 10, ContinuationToken })
      pages.push((page.Annotations ?? []).map(({ AnnotationName }) => AnnotationName))
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken !== undefined)
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5])
    expect(pages.flat()).toEqual(Object.keys(annotations))
    expect(await names(client, { AnnotationPrefix: 'n12' })).toEqual(['n120', 'n121', 'n122', 'n123', 'n124'])
  })

  it.each([
    ['aws.x', 'x', '400 InvalidAnnotationName'],
    ['S3-x', 'x', '400 InvalidAnnotationName'],
    ['a b', 'x', '400 InvalidAnnotationName'],
    ['x'.repeat(513), 'x', '400 AnnotationNameTooLong'],
    ['a', '', '400 InvalidRequest'],
    ['a', 'x'.repeat(1024 ** 2 + 1), '400 EntityTooLarge'],
    ['a', new Uint8Array([0xff]), '415 UnsupportedMediaType'],
  ])('are refused: %.20s', async (name, payload, code) => {
    seedObject(emulator.world, bucket, { key: 'k' })
    expect(await codeOf(put(connect(), name, payload))).toBe(code)
    expect(currentVersion(bucket, 'k')?.annotations).toBeUndefined()
  })

  it('are at most 1,000, and none under SSE-C', async () => {
    const annotations = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`n${index}`, 'x']))
    seedObject(emulator.world, bucket, { key: 'k', annotations })
    expect(await codeOf(put(connect(), 'more', 'x'))).toBe('400 AnnotationLimitExceeded')
    expect(await codeOf(put(connect(), 'n1', 'y'))).toBe('none')
    seedObject(emulator.world, bucket, { key: 'k', status: 'SSE-C', customerKeyMd5: 'x' })
    expect(await codeOf(put(connect(), 'more', 'x'))).toBe('400 InvalidRequest')
  })

  it('are only written to the object that was meant', async () => {
    const { etag } = seedObject(emulator.world, bucket, { key: 'k', body: 'x' })
    const client = connect()
    expect(await codeOf(put(client, 'a', 'x', { ObjectIfMatch: '"other"' }))).toBe('412 PreconditionFailed')
    expect(await codeOf(put(client, 'a', 'x', { ObjectIfMatch: `"${etag}"` }))).toBe('none')
  })

  it('belong to a version, and are gone from a new one', async () => {
    const { versionId: VersionId } = seedObject(emulator.world, bucket, { key: 'k', annotations: { a: 'x' } })
    const client = connect()
    await client.send(new PutObjectCommand({ ...named, Body: 'new' }))
    expect([await names(client), await names(client, { VersionId })]).toEqual([[], ['a']])
  })

  it.each([
    ['PutObjectAnnotation', (client: S3Client, more: object) => put(client, 'b', 'x', more)],
    ['GetObjectAnnotation', (client: S3Client, more: object) => get(client, 'a', more)],
    ['ListObjectAnnotations', list],
  ] as const)('%s takes a permission of its own, and another one for a named version', async (action, call) => {
    const { versionId: VersionId } = seedObject(emulator.world, bucket, { key: 'k', annotations: { a: 'x' } })
    const plain = `s3:${action}`
    const versioned = `s3:${action.replace('Object', 'ObjectVersion')}`
    const tried = [
      [[plain], {}],
      [[versioned], {}],
      [[plain], { VersionId }],
      [[versioned], { VersionId }],
    ] as const
    const codes: string[] = []
    for (const [actions, more] of tried) codes.push(await codeOf(call(connect(actions), more) as Promise<unknown>))
    expect(codes).toEqual(['none', '403 AccessDenied', '403 AccessDenied', 'none'])
  })

  it('need the key of their object', async () => {
    const { arn } = seedKmsKey(emulator.world)
    seedObject(emulator.world, bucket, { key: 'k', status: 'SSE-KMS', kmsKeyArn: arn, annotations: { a: 'x' } })
    const s3 = ['s3:GetObjectAnnotation', 's3:PutObjectAnnotation']
    expect(await codeOf(get(connect(s3), 'a'))).toBe('403 AccessDenied')
    expect(await codeOf(put(connect([...s3, 'kms:Decrypt']), 'a', 'x'))).toBe('403 AccessDenied')
    expect(await codeOf(put(connect([...s3, 'kms:GenerateDataKey']), 'a', 'x'))).toBe('none')
  })
})

describe('a copy', () => {
  const copy = (client: S3Client, AnnotationDirective?: 'COPY' | 'EXCLUDE') =>
    client.send(new CopyObjectCommand({ Bucket: 'b', Key: 'copy', CopySource: 'b/k', AnnotationDirective }))
  const copied = () => currentVersion(bucket, 'copy')?.annotations?.size ?? 0

  it.each([
    [undefined, 1],
    ['COPY', 1],
    ['EXCLUDE', 0],
  ] as const)('with the directive %s', async (directive, count) => {
    seedObject(emulator.world, bucket, { key: 'k', annotations: { a: 'x' } })
    await copy(connect(), directive)
    expect(copied()).toBe(count)
  })

  it.each([
    [['s3:GetObjectAnnotation', 's3:PutObjectAnnotation'], undefined, 'none'],
    [['s3:GetObjectAnnotation'], undefined, '403 AccessDenied'],
    [['s3:PutObjectAnnotation'], undefined, '403 AccessDenied'],
    [[], 'EXCLUDE', 'none'],
  ] as const)('of an annotated object by a role with %j and %s: %s', async (actions, directive, code) => {
    seedObject(emulator.world, bucket, { key: 'k', annotations: { a: 'x' } })
    const client = connect(['s3:GetObject', 's3:PutObject', 's3:ListBucket', ...actions])
    expect(await codeOf(copy(client, directive))).toBe(code)
  })

  it('of an object without annotations takes no permission for them', async () => {
    seedObject(emulator.world, bucket, { key: 'k' })
    expect(await codeOf(copy(connect(['s3:GetObject', 's3:PutObject', 's3:ListBucket'])))).toBe('none')
  })
})
