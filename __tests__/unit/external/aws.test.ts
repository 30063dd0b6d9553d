import { GetBucketVersioningCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Emulator, startEmulator } from '../../../emulator/index.ts'
import { seedBucket, seedCredential, seedObject } from '../../../emulator/seed.ts'
import { createS3Client } from '../../../src/external/aws.ts'

let emulator: Emulator
let endpoint: string | undefined
let timers: number[]

beforeEach(async () => {
  emulator = await startEmulator()
  seedBucket(emulator.world, { name: 'b' })
  seedObject(emulator.world, 'b', { key: 'k', body: 'text', status: 'SSE-S3' })
  endpoint = process.env.AWS_ENDPOINT_URL
  process.env.AWS_ENDPOINT_URL = emulator.url
  timers = []
})
afterEach(async () => {
  if (endpoint === undefined) delete process.env.AWS_ENDPOINT_URL
  else process.env.AWS_ENDPOINT_URL = endpoint
  await emulator.close()
})

/** A client whose sessions are `sessions`, one after the other; guards bite as soon as the first answer stands still. */
function connect(signal = new AbortController().signal) {
  let sessions = 0
  const client = createS3Client(
    {
      region: emulator.world.region,
      env: process.env,
      version: '0',
      onAnswer: () => {},
      signal,
      startTimer: (ms, fire) => {
        timers.push(ms)
        const isStill = struck() && emulator.world.log.length === 1
        const timer = isStill ? setImmediate(fire) : undefined
        return () => clearImmediate(timer)
      },
    },
    {
      provider: async () => {
        const { accessKeyId, secretAccessKey } = seedCredential(emulator.world)
        sessions += 1
        return { accessKeyId, secretAccessKey, sessionToken: '', expiration: new Date(Date.now() + 60_000) }
      },
      expire: () => {
        sessions = 0
      },
    },
  )
  return { client, sessions: () => sessions }
}

const struck = () => emulator.world.faults.some(({ effect, times }) => effect.kind === 'hang' && times === 0)
const operations = () => emulator.world.log.map(({ operation, status }) => `${operation} ${status}`)

describe('a client', () => {
  it('repeats a call whose answer stands still in the middle', async () => {
    const { client } = connect()
    emulator.world.faults.push({ match: {}, phase: 'body', effect: { kind: 'hang' }, bytes: 'half', times: 1 })

    const { KeyCount: keys } = await client.send(new ListObjectsV2Command({ Bucket: 'b' }))

    expect([keys, operations()]).toEqual([1, ['ListObjectsV2 200', 'ListObjectsV2 200']])
    expect(timers).toContain(30_000)
    client.destroy()
  })

  it.each([
    ['HeadObject', new HeadObjectCommand({ Bucket: 'b', Key: 'k' })],
    ['GetBucketVersioning', new GetBucketVersioningCommand({ Bucket: 'b' })],
  ])(
    'renews its session once when it has run out, also where the answer has no body: %s',
    async (operation, command) => {
      const { client } = connect()
      const effect = { kind: 'error', status: 400, code: 'ExpiredToken' } as const
      emulator.world.faults.push({ match: { operation }, phase: 'before', effect, times: 1 })

      await client.send(command as GetBucketVersioningCommand)

      expect(operations()).toEqual([`${operation} 400`, `${operation} 200`])
      client.destroy()
    },
  )

  it('does not take every response without a body for an expired session, once a renewal did not help', async () => {
    // The SDK repeats refused requests by itself if the clocks differ.
    emulator.world.clock.advance(Date.now() - emulator.world.clock.now())
    const { client } = connect()
    const effect = { kind: 'error', status: 400, code: 'InvalidRequest' } as const
    emulator.world.faults.push({ match: { operation: 'HeadObject' }, phase: 'before', effect, times: 5 })
    const head = () => client.send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' })).catch(() => {})

    for (let object = 1; object <= 4; object++) await head()
    expect(operations()).toEqual(Array.from({ length: 5 }, () => 'HeadObject 400'))

    const expired = { kind: 'error', status: 400, code: 'ExpiredToken' } as const
    for (const operation of ['GetBucketVersioning', 'HeadObject'])
      emulator.world.faults.push({ match: { operation }, phase: 'before', effect: expired, times: 1 })
    await client.send(new GetBucketVersioningCommand({ Bucket: 'b' }))
    await head()
    expect(operations().slice(-2)).toEqual(['HeadObject 400', 'HeadObject 200'])
    client.destroy()
  })

  it('leaves a call at once when the run is cancelled, and begins no other', async () => {
    const abort = new AbortController()
    const { client } = connect(abort.signal)
    const cancel = () => {
      abort.abort()
      return new Promise<never>(() => {})
    }
    emulator.world.faults.push({ match: {}, phase: 'before', effect: { kind: 'call', run: cancel }, times: 1 })

    await expect(client.send(new ListObjectsV2Command({ Bucket: 'b' }))).rejects.toThrow(/cancel|abort/i)
    await expect(client.send(new ListObjectsV2Command({ Bucket: 'b' }))).rejects.toThrow(/cancel|abort/i)

    expect(emulator.world.log).toHaveLength(1)
    client.destroy()
  })
})
