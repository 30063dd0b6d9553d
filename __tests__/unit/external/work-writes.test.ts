// What the action writes into the work location, always on condition that nothing is there: what a 409 makes of it.

import { S3Client } from '@aws-sdk/client-s3'
import type { S3ControlClient } from '@aws-sdk/client-s3-control'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createWorld, type Emulator, startEmulator } from '../../../emulator/index.ts'
import { readWholeBody } from '../../../emulator/s3/body.ts'
import { currentVersion } from '../../../emulator/s3/state.ts'
import { seedBucket, seedCredential, seedObject } from '../../../emulator/seed.ts'
import type { Bucket } from '../../../emulator/world.ts'
import { type BatchEdge, createBatchDeps } from '../../../src/external/batch-edge.ts'

const MIB = 1024 ** 2
let emulator: Emulator
let work: Bucket
let client: S3Client
let slept: number[]

beforeEach(async () => {
  // The SDK repeats every refused request when the clocks differ.
  emulator = await startEmulator({ world: createWorld({ start: Date.now() }) })
  work = seedBucket(emulator.world, { name: 'work' })
  const { accessKeyId, secretAccessKey } = seedCredential(emulator.world)
  client = new S3Client({
    region: emulator.world.region,
    endpoint: emulator.url,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  })
  slept = []
})
afterEach(async () => {
  client.destroy()
  await emulator.close()
})

function connect() {
  const { account, region } = emulator.world
  const bucket = { client, use: 'work' as const, bucket: 'work', owner: account, partition: 'aws' }
  const timing = {
    now: Date.now,
    sleep: async (ms: number) => void slept.push(ms),
    startTimer: () => () => {},
    signal: new AbortController().signal,
  }
  const control = {} as S3ControlClient
  const edge: BatchEdge = {
    client: control,
    account,
    partition: 'aws',
    region,
    source: bucket,
    work: bucket,
    timing,
    checksums: true,
  }
  return createBatchDeps(edge)
}

function conflictAt(operation: string, times: number, run?: () => void): void {
  const error = { kind: 'error', status: 409, code: 'ConditionalRequestConflict' } as const
  emulator.world.faults.push({ match: { operation }, phase: 'before', effect: error, times })
  if (run !== undefined)
    emulator.world.faults.push({ match: { operation }, phase: 'answered', effect: { kind: 'call', run }, times: 1 })
}

const count = (operation: string) => emulator.world.log.filter((logged) => logged.operation === operation).length

function textOf(key: string): string | undefined {
  const found = currentVersion(work, key)
  return found && Buffer.from(readWholeBody(found.body)).toString()
}

async function* bodyOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

const upload = (text: string) => ({
  bucket: 'work',
  key: 'm.csv',
  bytes: text.length,
  partBytes: 5 * MIB,
  body: () => bodyOf(text),
})

describe('a job manifest', () => {
  it('is put again after each 409', async () => {
    conflictAt('PutObject', 3)
    const { etag } = await connect().putJobManifest(upload('src,a\n'))
    expect([textOf('m.csv'), count('PutObject')]).toEqual(['src,a\n', 4])
    expect(etag).toBe(`"${currentVersion(work, 'm.csv')?.etag}"`)
    expect(slept).toEqual([500, 1000, 2000])
  })

  it('is uploaded in parts anew when the completion is answered 409', async () => {
    const text = 'x'.repeat(6 * MIB)
    conflictAt('CompleteMultipartUpload', 2)
    await connect().putJobManifest(upload(text))
    expect(textOf('m.csv')).toBe(text)
    expect([count('CreateMultipartUpload'), count('CompleteMultipartUpload'), work.uploads.size]).toEqual([3, 3, 0])
  })

  it('is found where the other write, which the 409 was about, has put it', async () => {
    conflictAt('PutObject', 1, () =>
      seedObject(emulator.world, 'work', { key: 'm.csv', body: 'src,a\n', status: 'SSE-S3' }),
    )
    const { etag } = await connect().putJobManifest(upload('src,a\n'))
    expect(etag).toBe(`"${currentVersion(work, 'm.csv')?.etag}"`)
    expect(work.objects.get('m.csv')).toHaveLength(1)
  })

  it('is given up after five 409s', async () => {
    conflictAt('PutObject', 9)
    await expect(connect().putJobManifest(upload('src,a\n'))).rejects.toThrow('ConditionalRequestConflict')
    expect([textOf('m.csv'), count('PutObject')]).toEqual([undefined, 5])
  })
})

describe('a record', () => {
  it('is put again after each 409', async () => {
    conflictAt('PutObject', 2)
    expect(await connect().writeRecordOnce('r.json', 'mine')).toBe('mine')
    expect([textOf('r.json'), count('PutObject')]).toEqual(['mine', 3])
  })

  it('is the one that another write, which the 409 was about, has put there', async () => {
    conflictAt('PutObject', 1, () =>
      seedObject(emulator.world, 'work', { key: 'r.json', body: 'theirs', status: 'SSE-S3' }),
    )
    expect(await connect().writeRecordOnce('r.json', 'mine')).toBe('theirs')
  })
})
