import { randomBytes } from 'node:crypto'
import { S3Client } from '@aws-sdk/client-s3'
import { expect, it } from '@jest/globals'
import { startEmulator } from '../../../emulator/index.ts'
import { seedBucket, seedCredential, seedObject } from '../../../emulator/seed.ts'
import { createInventoryStore } from '../../../src/external/inventory-store.ts'

const MIB = 2 ** 20

/** The store of a bucket with this object, and what closes it. */
async function openStore(body: Buffer) {
  const { world, url, close } = await startEmulator()
  seedBucket(world, { name: 'b' })
  seedObject(world, 'b', { key: 'k', body, status: 'SSE-S3' })
  const { accessKeyId, secretAccessKey } = seedCredential(world)
  const credentials = { accessKeyId, secretAccessKey }
  const client = new S3Client({ region: world.region, endpoint: url, forcePathStyle: true, credentials })
  const store = createInventoryStore(
    { client, use: 'destination', bucket: 'b', owner: world.account, partition: 'aws' },
    {
      now: () => 0,
      sleep: async () => {},
      startTimer: () => () => {},
      signal: new AbortController().signal,
    },
  )
  const end = async () => {
    client.destroy()
    await close()
  }
  return { store, end }
}

it('streams an object in chunks of one mebibyte, into memory that was given back', async () => {
  const body = randomBytes(6 * MIB + 10)
  const { store, end } = await openStore(body)
  try {
    const { bytes } = await store.stream('k', { size: body.length })
    const sizes: number[] = []
    const memory = new Set<ArrayBufferLike>()
    const copy = Buffer.alloc(body.length)
    let at = 0
    for await (const chunk of bytes) {
      copy.set(chunk, at)
      at += chunk.length
      sizes.push(chunk.length)
      memory.add(chunk.buffer)
      // As a worker that is done with it; what is too small for a whole chunk is of no use.
      store.recycle?.(chunk.buffer as ArrayBuffer)
      store.recycle?.(new ArrayBuffer(10))
    }
    expect(sizes).toEqual([MIB, MIB, MIB, MIB, MIB, MIB, 10])
    expect(copy.equals(body)).toBe(true)
    // The one that was being filled when the first came back, that one, and what the rest needs.
    expect(memory.size).toBeLessThanOrEqual(3)
  } finally {
    await end()
  }
})

it.each([1, 1000, MIB])('takes no more memory than a file of %d bytes needs', async (size) => {
  const body = randomBytes(size)
  const { store, end } = await openStore(body)
  try {
    const chunks: Uint8Array[] = []
    for await (const chunk of (await store.stream('k', { size })).bytes) chunks.push(chunk)
    expect(chunks.map(({ buffer }) => buffer.byteLength)).toEqual([size])
    expect(Buffer.concat(chunks).equals(body)).toBe(true)
  } finally {
    await end()
  }
})
