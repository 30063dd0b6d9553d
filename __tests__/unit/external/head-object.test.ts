import type { HeadObjectCommandOutput, S3Client } from '@aws-sdk/client-s3'
import { describe, expect, it } from '@jest/globals'
import { createHeadObject, type LookOptions } from '../../../src/external/head-object.ts'
import type { EncodedKey } from '../../../src/words/object-key.ts'

const WRITTEN = { LastModified: new Date(1000), ETag: '"e"', ServerSideEncryption: 'AES256' } as const
const KEY = 'a%20b' as EncodedKey

type Answers = {
  readonly head?: Partial<HeadObjectCommandOutput> | Error
  readonly retention?: object | Error
  readonly hold?: object | Error
}

const refusal = (name: string, httpStatusCode: number) =>
  Object.assign(new Error('UnknownError'), { name, $metadata: { httpStatusCode } })

/** A client that gives these answers, and what it was asked. */
async function look(answers: Answers, options: Partial<LookOptions> = {}) {
  const asked: string[] = []
  const inputs: object[] = []
  const client = {
    send: async ({ constructor: kind, input }: { constructor: { name: string }; input: object }) => {
      asked.push(kind.name)
      inputs.push(input)
      const { head = WRITTEN, retention = {}, hold = {} } = answers
      const answer = { HeadObjectCommand: head, GetObjectRetentionCommand: retention }[kind.name] ?? hold
      if (answer instanceof Error) throw answer
      return { $metadata: {}, ...answer }
    },
  } as unknown as S3Client
  const source = { client, bucket: 'b', owner: '111122223333', partition: 'aws', use: 'source' } as const
  const end = await createHeadObject(source, { looking: 'VerifyObjects', ...options })(KEY).catch((error) => error)
  return { end, asked, inputs }
}

describe('a look at an object', () => {
  it('is one HeadObject, of the key as S3 takes it, without checksum and lock', async () => {
    const { end, inputs, asked } = await look({})
    expect(asked).toEqual(['HeadObjectCommand'])
    expect(inputs).toEqual([{ Bucket: 'b', Key: 'a b', ExpectedBucketOwner: '111122223333' }])
    expect(end).toMatchObject({ encryption: 'SSE-S3', lastModified: 1000, lock: 'unknown' })
  })

  it('asks for the checksum where it is to', async () => {
    const { inputs } = await look({}, { checksums: true })
    expect(inputs).toMatchObject([{ ChecksumMode: 'ENABLED' }])
  })

  it('finds nothing where nothing is', async () => {
    expect((await look({ head: refusal('NotFound', 404) })).end).toBeUndefined()
  })

  it.each<[string, Partial<HeadObjectCommandOutput> | Error, RegExp]>([
    ['another algorithm', { ...WRITTEN, ServerSideEncryption: 'aws:fsx' }, /a%20b .*x-amz-server-side-encryption aws/],
    ['no date', { ServerSideEncryption: 'AES256' }, /no Last-Modified/],
    ['400', refusal('BadRequest', 400), /a%20b answered with HTTP 400, as for an object under SSE-C/],
  ])('does not guess at %s', async (_, head, message) => {
    const { end } = await look({ head })
    expect(end).toMatchObject({ code: 'EVIDENCE_MISSING' })
    expect(end.message).toMatch(message)
  })

  it.each<[number, string, string | undefined]>([
    [403, 'ACCESS_DENIED', 'access-denied'],
    [429, 'SERVICE_UNAVAILABLE', 'throttled'],
    [503, 'SERVICE_UNAVAILABLE', 'ambiguous'],
  ])('says what %d means', async (status, code, fault) => {
    expect((await look({ head: refusal('Unknown', status) })).end).toMatchObject({ code, fault })
  })
})

describe('a look in a bucket with Object Lock', () => {
  const LOCKED = { Retention: { Mode: 'COMPLIANCE', RetainUntilDate: new Date(8e15) } }
  const HELD = { LegalHold: { Status: 'ON' } }

  it.each<[string, Answers, string]>([
    ['none', { retention: refusal('NoSuchObjectLockConfiguration', 404) }, 'none'],
    ['a retention', { retention: LOCKED }, 'locked'],
    ['a legal hold', { hold: HELD }, 'locked'],
  ])('asks for the lock: %s', async (_, answers, lock) => {
    const { end, asked } = await look(answers, { locks: true })
    expect(end).toMatchObject({ lock })
    expect(asked).toHaveLength(3)
  })

  it('asks no more where HeadObject shows a lock', async () => {
    const { end, asked } = await look({ head: { ...WRITTEN, ObjectLockLegalHoldStatus: 'ON' } }, { locks: true })
    expect(end).toMatchObject({ lock: 'locked' })
    expect(asked).toEqual(['HeadObjectCommand'])
  })

  it.each([
    ['refuse', { code: 'ACCESS_DENIED' }],
    ['unknown', { encryption: 'SSE-S3', lock: 'unknown' }],
  ] as const)('that the role may not see means: %s', async (hiddenLocks, expected) => {
    const { end } = await look({ hold: refusal('AccessDenied', 403) }, { locks: true, hiddenLocks })
    expect(end).toMatchObject(expected)
  })

  it('takes no other failure for a hidden lock', async () => {
    const { end } = await look({ hold: refusal('SlowDown', 503) }, { locks: true, hiddenLocks: 'unknown' })
    expect(end).toMatchObject({ code: 'SERVICE_UNAVAILABLE', fault: 'throttled' })
  })

  it('finds nothing where the object went in between', async () => {
    expect((await look({ retention: refusal('NoSuchKey', 404) }, { locks: true })).end).toBeUndefined()
  })
})
