// The transport: signatures, faults, log, back door.

import { request as httpRequest } from 'node:http'
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { decodeAwsChunked } from '../../emulator/aws-chunked.ts'
import { startEmulator } from '../../emulator/index.ts'
import { seedCredential, seedObject } from '../../emulator/seed.ts'
import type { Fault } from '../../emulator/traffic.ts'
import { BUCKET, refusalOf, type Stage, setStage } from './s3-support.ts'

let stage: Stage

beforeEach(async () => {
  stage = await setStage()
  seedObject(stage.world, BUCKET, { key: 'k', body: 'abcdefghij' })
})
afterEach(() => stage.close())

const read = (): GetObjectCommand => new GetObjectCommand({ Bucket: BUCKET, Key: 'k' })

describe('credentials', () => {
  it('that have expired on the clock of the world are told so, with the operation logged', async () => {
    const { world } = stage
    const session = seedCredential(world, { sessionToken: 'token', expiration: world.clock.now() + 1000 })
    const s3 = stage.connect(session)
    expect(await refusalOf(s3.send(read()))).toBe('answered')
    world.clock.advance(1000)
    expect(await refusalOf(s3.send(read()))).toBe('400 ExpiredToken')
    expect(world.log.at(-1)).toMatchObject({ operation: 'GetObject', status: 400 })
  })

  it.each([
    ['another secret', { secretAccessKey: 'wrong' }, '403 SignatureDoesNotMatch'],
    ['an unknown key', { accessKeyId: 'AKIAUNKNOWN' }, '403 InvalidAccessKeyId'],
    ['a session token nobody gave out', { sessionToken: 'made up' }, '400 InvalidToken'],
  ])('with %s are refused', async (_, change, expected) => {
    expect(await refusalOf(stage.connect({ ...stage.root, ...change }).send(read()))).toBe(expected)
  })

  it('are needed', async () => {
    const answer = await fetch(`${stage.emulator.url}/${BUCKET}/k`)
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')])
  })

  it('sign hostile keys the way the emulator reads them', async () => {
    for (const key of ["a b+c/%41~*'()!.txt", 'ü/漢字/😀', 'a//b/../c', 'q?x=1&y#z;=']) {
      await stage.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: key }))
      expect(stage.bucket.objects.has(key)).toBe(true)
    }
  })

  it('count by the clock of the world only when asked to', async () => {
    const strict = await startEmulator({ world: stage.world, checkClockSkew: true })
    const skewed = stage.connect(stage.root, { endpoint: strict.url })
    const offset = Date.now() - stage.world.clock.now()
    expect(await refusalOf(stage.s3.send(read()))).toBe('answered')
    expect(await refusalOf(skewed.send(read()))).toBe('403 RequestTimeTooSkewed')
    stage.world.clock.advance(offset)
    const fresh = stage.connect(stage.root, { endpoint: strict.url })
    expect(await refusalOf(fresh.send(read()))).toBe('answered')
    await strict.close()
  })
})

describe('chunked bodies', () => {
  const unsigned = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }
  it('give up their chunks and trailers', () => {
    const raw = Buffer.from('3\r\nabc\r\n2\r\nde\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n')
    const { body, trailers } = decodeAwsChunked(unsigned, raw, undefined)
    expect([Buffer.from(body).toString(), trailers]).toEqual(['abcde', { 'x-amz-checksum-crc32': 'AAAA' }])
  })

  it.each(['3\r\nab', 'x\r\nabc\r\n0\r\n\r\n', '3\r\nabc\r\n', ''])('that break off are refused: %j', (raw) => {
    expect(() => decodeAwsChunked(unsigned, Buffer.from(raw), undefined)).toThrow('terminated unexpectedly')
  })

  it('must have the length they were announced with', () => {
    const headers = { ...unsigned, 'x-amz-decoded-content-length': '4' }
    expect(() => decodeAwsChunked(headers, Buffer.from('3\r\nabc\r\n0\r\n\r\n'), undefined)).toThrow(
      'terminated unexpectedly',
    )
  })
})

describe('the log', () => {
  it('knows number, operation, caller, status and bytes of every request', async () => {
    await stage.s3.send(read()).then(({ Body }) => Body?.transformToByteArray())
    await refusalOf(stage.s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'missing' })))
    const principal = 'arn:aws:iam::111122223333:root'
    expect(stage.world.log).toMatchObject([
      { number: 1, service: 's3', operation: 'GetObject', principal, status: 200, bytesSent: 10 },
      { number: 2, service: 's3', operation: 'HeadObject', principal, status: 404, bytesSent: 0 },
    ])
  })

  it('dates answers by the clock of the world', async () => {
    stage.world.clock.advance(3_600_000)
    const answer = await fetch(`${stage.emulator.url}/${BUCKET}/k`)
    expect(answer.headers.get('date')).toBe(new Date(stage.world.clock.now()).toUTCString())
    expect(answer.headers.get('x-amz-request-id')).toMatch(/^[0-9A-F]{16}$/)
  })
})

describe('faults', () => {
  const strike = (fault: Partial<Fault>): void => {
    stage.world.faults.push({ match: {}, phase: 'before', effect: { kind: 'reset' }, times: 1, ...fault })
  }
  const slowDown = { kind: 'error', status: 503, code: 'SlowDown' } as const

  it('strike the operation they name, as often as they say', async () => {
    strike({ match: { operation: 'GetObject' }, effect: slowDown, times: 2 })
    expect(await refusalOf(stage.s3.send(new ListObjectsV2Command({ Bucket: BUCKET })))).toBe('answered')
    expect(await refusalOf(stage.s3.send(read()))).toBe('503 SlowDown')
    expect(await refusalOf(stage.s3.send(read()))).toBe('503 SlowDown')
    expect(await refusalOf(stage.s3.send(read()))).toBe('answered')
  })

  it('strike by number and by URL', async () => {
    strike({ match: { number: 2 }, effect: slowDown })
    strike({ match: { urlIncludes: 'list-type' }, effect: slowDown })
    expect(await refusalOf(stage.s3.send(read()))).toBe('answered')
    expect(await refusalOf(stage.s3.send(read()))).toBe('503 SlowDown')
    expect(await refusalOf(stage.s3.send(new ListObjectsV2Command({ Bucket: BUCKET })))).toBe('503 SlowDown')
  })

  it('before: nothing is applied', async () => {
    strike({ match: { operation: 'PutObject' }, effect: slowDown })
    await refusalOf(stage.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'new', Body: 'x' })))
    expect(stage.bucket.objects.has('new')).toBe(false)
  })

  it.each(['reset', 'short'] as const)('after with %s: applied, but the answer is lost', async (kind) => {
    strike({ match: { operation: 'PutObject' }, phase: 'after', effect: { kind } })
    await expect(stage.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'new', Body: 'x' }))).rejects.toThrow()
    expect(stage.bucket.objects.has('new')).toBe(true)
  })

  it('hang: no answer comes until the client gives up', async () => {
    strike({ effect: { kind: 'hang' } })
    const abortSignal = AbortSignal.timeout(200)
    await expect(stage.s3.send(read(), { abortSignal })).rejects.toThrow(/abort/i)
  })

  it.each([
    [0, ''],
    ['half', 'abcde'],
    ['all-but-one', 'abcdefghi'],
  ] as const)('body at %s: exactly those bytes arrive', async (bytes, expected) => {
    strike({ phase: 'body', effect: { kind: 'short' }, bytes })
    const { Body: body } = await stage.s3.send(read())
    let text = ''
    const drain = async (): Promise<void> => {
      for await (const chunk of body as AsyncIterable<Uint8Array>) text += Buffer.from(chunk).toString()
    }
    await expect(drain()).rejects.toThrow('aborted')
    expect(text).toBe(expected)
  })

  it.each([
    ['whole', 200, 'abcdefghij', undefined],
    ['other', 206, 'bcd', 'bytes 1-3/10'],
  ] as const)('range: %s answers what was not asked for', async (answer, status, text, range) => {
    strike({ effect: { kind: 'range', answer } })
    const got = await stage.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'k', Range: 'bytes=2-4' }))
    expect([got.$metadata.httpStatusCode, await got.Body?.transformToString(), got.ContentRange]).toEqual([
      status,
      text,
      range,
    ])
  })

  it('answered: runs after the whole answer', async () => {
    const sent: unknown[] = []
    strike({
      phase: 'answered',
      effect: { kind: 'call', run: () => void sent.push(stage.world.log.at(-1)?.bytesSent) },
    })
    await (await stage.s3.send(read())).Body?.transformToString()
    expect(sent).toEqual([10])
  })

  it('a gate holds every request until it lets it pass', async () => {
    const seen: string[] = []
    const gate = async (request: { readonly method: string }): Promise<void> => {
      seen.push(`${request.method} ${stage.bucket.objects.size}`)
      seedObject(stage.world, BUCKET, { key: 'meanwhile', body: 'x' })
    }
    const gated = await startEmulator({ world: stage.world, gate })
    const { KeyCount: keys } = await stage
      .connect(stage.root, { endpoint: gated.url })
      .send(new ListObjectsV2Command({ Bucket: BUCKET }))
    expect([seen, keys]).toEqual([['GET 1'], 2])
    await gated.close()
  })

  it('call: runs in between and goes on', async () => {
    const seen: string[] = []
    strike({ match: { operation: 'GetObject' }, effect: { kind: 'call', run: () => void seen.push('before') } })
    strike({
      match: { operation: 'GetObject' },
      phase: 'after',
      effect: { kind: 'call', run: () => void seen.push('after') },
    })
    expect(await refusalOf(stage.s3.send(read()))).toBe('answered')
    expect(seen).toEqual(['before', 'after'])
  })

  it('an error in the body comes with status 200', async () => {
    strike({ phase: 'body', effect: { kind: 'error', status: 500, code: 'InternalError' } })
    const answer = await fetch(`${stage.emulator.url}/${BUCKET}/k`)
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('<Code>InternalError</Code>')])
  })

  /** The body as far as it came, and how it ended. */
  function readRaw(): Promise<string> {
    stage.bucket.policy = {
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' }],
    }
    return new Promise((resolve) => {
      let text = ''
      let isAnswered = false
      const sent = httpRequest(`${stage.emulator.url}/${BUCKET}/k`, (answer) => {
        isAnswered = true
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        answer.on('error', () => undefined)
        answer.on('close', () => resolve(`${text}${answer.complete ? '.' : '!'}`))
      })
      // A break within an answer is told to both; without an answer only here.
      sent.on('error', () => isAnswered || resolve('no answer'))
      sent.end()
    })
  }

  it.each([
    ['reset', 0, '!'],
    ['reset', 4, 'abcd!'],
    ['short', 9, 'abcdefghi!'],
    ['reset', 10, 'abcdefghij.'],
  ] as const)('body with %s at byte %i: what came before arrives', async (kind, bytes, expected) => {
    strike({ phase: 'body', effect: { kind }, bytes })
    expect(await readRaw()).toBe(expected)
  })

  it('corrupt: one byte arrives changed', async () => {
    strike({ phase: 'body', effect: { kind: 'corrupt' }, bytes: 3 })
    const text = await readRaw()
    expect([text.slice(0, 3), text.slice(-7)]).toEqual(['abc', 'efghij.'])
    expect(text).not.toContain('d')
  })
})

describe('the back door', () => {
  async function knock(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
    const answer = await fetch(`${stage.emulator.url}/_emulator${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, json: await answer.json() }
  }

  it('seeds buckets and objects, moves the clock, and shows requests and history', async () => {
    await knock('POST', '/buckets', { name: 'seeded', versioning: 'Enabled' })
    await knock('POST', '/objects', {
      bucket: 'seeded',
      objects: [
        { key: 'k', size: 5 },
        { key: 'l', body: 'x', status: 'SSE-S3' },
      ],
    })
    const objects = stage.world.buckets.get('seeded')?.objects
    expect(objects?.get('k')?.[0]).toMatchObject({ size: 5, encryption: { status: 'NOT-SSE' } })
    const before = stage.world.clock.now()
    await knock('POST', '/clock', { advanceMs: 1000 })
    expect(stage.world.clock.now()).toBe(before + 1000)
    expect((await knock('GET', '/history')).json).toHaveLength(3)
    expect((await knock('GET', '/requests?after=3')).json).toMatchObject([
      { operation: 'ListHistory' },
      { operation: 'ListRequests' },
    ])
  })

  it('adds and clears faults', async () => {
    await knock('POST', '/faults', {
      match: { operation: 'GetObject' },
      phase: 'before',
      effect: { kind: 'error', status: 503, code: 'SlowDown' },
    })
    expect(await refusalOf(stage.s3.send(read()))).toBe('503 SlowDown')
    await knock('POST', '/faults', { match: { operation: 'GetObject' }, phase: 'before', effect: { kind: 'reset' } })
    await knock('DELETE', '/faults')
    expect(await refusalOf(stage.s3.send(read()))).toBe('answered')
  })

  it.each([
    ['POST', '/nothing', {}, 404, 'no command'],
    ['POST', '/clock', { advanceMs: 'soon' }, 400, '"advanceMs" must be a number'],
    ['POST', '/buckets', {}, 400, '"name" must be a text'],
    ['POST', '/objects', { bucket: 'missing', objects: [{ key: 'k' }] }, 404, 'bucket does not exist'],
    ['POST', '/faults', { phase: 'never' }, 400, '"phase"'],
  ])('%s %s %j is %i', async (method, path, body, status, message) => {
    expect(await knock(method, path, body)).toMatchObject({
      status,
      json: { message: expect.stringContaining(message) },
    })
  })
})
