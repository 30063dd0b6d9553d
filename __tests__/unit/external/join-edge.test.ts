// Real bytes, joined inside an emulated S3: the object is what its files are, one after the other.

import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { readWholeBody } from '../../../emulator/s3/body.ts'
import { currentVersion } from '../../../emulator/s3/state.ts'
import { seedObject } from '../../../emulator/seed.ts'
import type { JoinedPart } from '../../../src/batch/batch-deps.ts'
import { planJoin } from '../../../src/batch/join-parts.ts'
import { joinObject } from '../../../src/external/join-edge.ts'
import { BUCKET, type Stage, setStage } from '../../emulator/s3-support.ts'

const MIB = 2 ** 20
const KEY = `job-manifests/src/${'a'.repeat(64)}.csv`
const METADATA = { rows: '1', checksum: '0123456789ABCDEF' }

let stage: Stage
beforeEach(async () => {
  stage = await setStage()
})
afterEach(() => stage.close())

function seedFiles(sizes: readonly number[]) {
  const bytes = sizes.map((size) => randomBytes(size))
  const files = bytes.map((body, index) => {
    const key = `jobs/g=0/${index} ü+.csv`
    const { etag } = seedObject(stage.world, BUCKET, { key, body, status: 'SSE-S3' })
    return { bucket: BUCKET, key, etag: `"${etag}"`, bytes: body.length }
  })
  const parts = planJoin(sizes).map((part): JoinedPart => {
    if (part.by === 's3') {
      const { file, start, end } = part.piece
      const from = files[file]
      if (from === undefined) throw new Error('no such file')
      return { from, range: start === 0 && end === from.bytes ? undefined : { start, end } }
    }
    const pieces = part.pieces.map(({ file, start, end }) => bytes[file]?.subarray(start, end) ?? Buffer.alloc(0))
    return { read: async () => Buffer.concat(pieces) }
  })
  return { bytes: Buffer.concat(bytes), parts, files }
}

const join = (parts: readonly JoinedPart[], bytes: number) =>
  joinObject(
    { client: stage.s3, use: 'work', bucket: BUCKET, owner: stage.world.account, partition: 'aws' },
    { key: KEY, bytes, metadata: METADATA, parts },
  )

it.each([
  ['small ones', [3, 0, 70_000]],
  ['large ones', [6 * MIB, 5 * MIB + 1]],
  ['small ones between large ones', [5, 11 * MIB, 0, 7, 9, 12 * MIB, 3]],
  ['ones that are a byte too small for a part', [5 * MIB - 1, 5 * MIB - 1, 6 * MIB]],
])('joins %s', async (_, sizes) => {
  const { bytes, parts } = seedFiles(sizes)

  const { etag } = await join(parts, bytes.length)

  const made = currentVersion(stage.bucket, KEY)
  expect(made && Buffer.from(readWholeBody(made.body)).equals(bytes)).toBe(true)
  expect([`"${made?.etag}"`, made?.encryption.status, stage.bucket.uploads.size]).toEqual([etag, 'SSE-S3', 0])
})

it('uses the object that is there, and refuses another one of that name', async () => {
  const { bytes, parts } = seedFiles([100])
  const first = await join(parts, bytes.length)
  expect(await join(parts, bytes.length)).toEqual(first)
  expect(stage.world.log.filter(({ operation }) => operation === 'CreateMultipartUpload')).toHaveLength(1)

  seedObject(stage.world, BUCKET, { key: KEY, body: bytes, status: 'SSE-S3' })
  await expect(join(parts, bytes.length)).rejects.toMatchObject({
    message: expect.stringContaining('was not joined from'),
  })
})

it('joins nothing from a file that was changed meanwhile, and leaves no upload', async () => {
  const { bytes, parts, files } = seedFiles([6 * MIB, 6 * MIB])
  seedObject(stage.world, BUCKET, { key: files[1]?.key ?? '', body: randomBytes(6 * MIB), status: 'SSE-S3' })
  await expect(join(parts, bytes.length)).rejects.toThrow()
  expect([currentVersion(stage.bucket, KEY), stage.bucket.uploads.size]).toEqual([undefined, 0])
})
