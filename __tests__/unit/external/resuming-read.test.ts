import { S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Emulator, startEmulator } from '../../../emulator/index.ts'
import { seedBucket, seedCredential, seedObject } from '../../../emulator/seed.ts'
import type { Fault } from '../../../emulator/traffic.ts'
import type { BucketHandle } from '../../../src/external/bucket-handle.ts'
import { type ReadTiming, readResuming } from '../../../src/external/resuming-read.ts'

const TEXT = 'abcdefghijklmnopqrstuvwxyz'
let emulator: Emulator
let client: S3Client
let pauses: number[]
let clock: number
let received: number
let hangs: number

beforeEach(async () => {
  emulator = await startEmulator()
  const { world, url } = emulator
  seedBucket(world, { name: 'b' })
  seedObject(world, 'b', { key: 'k', body: TEXT, status: 'SSE-S3' })
  const { accessKeyId, secretAccessKey } = seedCredential(world)
  const credentials = { accessKeyId, secretAccessKey }
  client = new S3Client({ region: world.region, endpoint: url, forcePathStyle: true, maxAttempts: 1, credentials })
  pauses = []
  clock = 0
  received = 0
})
afterEach(async () => {
  client.destroy()
  await emulator.close()
})

const strike = (fault: Partial<Fault>): void => {
  hangs = fault.times ?? 1
  emulator.world.faults.push({ match: {}, phase: 'body', effect: { kind: 'reset' }, times: 1, ...fault })
}

async function read(timing: Partial<ReadTiming> = {}): Promise<string> {
  const handle: BucketHandle = {
    client,
    use: 'destination',
    bucket: 'b',
    owner: emulator.world.account,
    partition: 'aws',
  }
  const parts: Uint8Array[] = []
  received = 0
  const time: ReadTiming = {
    now: () => clock,
    sleep: async (ms) => {
      pauses.push(ms)
    },
    // A watchdog that bites at once, but not before the bytes that are on their way have come.
    startTimer: (_, fire) => {
      const timer = isStill() ? setImmediate(fire) : undefined
      return () => clearImmediate(timer)
    },
    signal: new AbortController().signal,
    ...timing,
  }
  for await (const chunk of readResuming(handle, 'k', { start: 0, end: TEXT.length }, time)) {
    parts.push(chunk)
    received += chunk.length
  }
  return Buffer.concat(parts).toString()
}
/** Whether the newest request is one that hangs, and all bytes before that have come. */
function isStill(): boolean {
  const { faults, log } = emulator.world
  const hang = faults.find(({ effect }) => effect.kind === 'hang')
  const struck = hang === undefined ? 0 : hangs - hang.times
  return hang !== undefined && struck === log.length && received === hang.bytes
}
const ranges = () => emulator.world.log.map(({ headers }) => headers.range)

describe('readResuming', () => {
  it.each(['reset', 'short', 'hang'] as const)('goes on after a %s, where it was', async (kind) => {
    strike({ effect: { kind }, bytes: 10 })
    expect(await read()).toBe(TEXT)
    expect(ranges()).toEqual(['bytes=0-25', 'bytes=10-25'])
    expect(pauses).toEqual([])
  })

  it('gives a connection up that stays silent every time, after pauses that grow', async () => {
    strike({ effect: { kind: 'hang' }, bytes: 0, times: 100 })
    await expect(read()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
    expect(ranges()).toHaveLength(9)
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 20_000])
  })

  it('begins no attempt ten minutes after the last byte', async () => {
    strike({ effect: { kind: 'reset' }, bytes: 0, times: 100 })
    const late = async (ms: number): Promise<void> => {
      pauses.push(ms)
      clock += 11 * 60_000
    }
    await expect(read({ sleep: late })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
    expect(ranges()).toHaveLength(2)
  })

  it.each(['whole', 'other'] as const)(
    'never joins the answer to another range (%s), and asks again',
    async (answer) => {
      strike({ bytes: 10 })
      strike({ match: { number: 2 }, phase: 'before', effect: { kind: 'range', answer } })
      expect(await read()).toBe(TEXT)
      expect(ranges()).toEqual(['bytes=0-25', 'bytes=10-25', 'bytes=10-25'])
    },
  )

  it('says what stands in between when ranges are never heeded', async () => {
    strike({ phase: 'before', effect: { kind: 'range', answer: 'other' }, times: 100 })
    await expect(read()).rejects.toMatchObject({ code: 'UNREADABLE', message: expect.stringContaining('bytes%201-') })
  })

  it('does not go on with another object of that name', async () => {
    strike({ bytes: 10, phase: 'body' })
    const replace = () => void seedObject(emulator.world, 'b', { key: 'k', body: TEXT.toUpperCase(), status: 'SSE-S3' })
    strike({ match: { number: 2 }, phase: 'before', effect: { kind: 'call', run: replace } })
    await expect(read()).rejects.toMatchObject({ code: 'INCOMPLETE_DELIVERY' })
  })

  it('ends with the run', async () => {
    strike({ effect: { kind: 'hang' }, bytes: 5 })
    const abort = new AbortController()
    const startTimer = () => {
      if (received === 5) abort.abort()
      return () => {}
    }
    await expect(read({ signal: abort.signal, startTimer })).rejects.toThrow()
    expect(ranges()).toHaveLength(1)
  })
})
