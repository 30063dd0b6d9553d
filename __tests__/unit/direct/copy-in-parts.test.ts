// Direct copies of objects over 5 GiB, against the emulator; most with a lower limit, so that they have three parts.

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { seedKmsKey } from '../../../emulator/seed.ts'
import { copyDirectly } from '../../../src/direct/copy-directly.ts'
import type { DirectDeps } from '../../../src/direct/direct-deps.ts'
import type { TargetEncryption } from '../../../src/words/encryption.ts'
import {
  contentOf,
  copyAndTell,
  interleave,
  LARGE_BYTES,
  propertiesOf,
  SMALL_LIMITS,
  type Stage,
  seedRich,
  setStage,
  taskOf,
  tell,
} from './stage.ts'

const GIB = 1024 ** 3
const signal = new AbortController().signal
const large = { body: undefined, size: LARGE_BYTES }
/** One part at a time: the requests then come in one order. */
const inOrder = { ...SMALL_LIMITS, partsAtOnce: 1 }
/** Journal, look, annotations, tags, create, record, three parts, annotations, look, tags, complete, settle, look, tags. */
const REQUESTS = [
  'ListObjectsV2',
  'HeadObject',
  'ListObjectAnnotations',
  'GetObjectTagging',
  'CreateMultipartUpload',
  'PutObject',
  'UploadPartCopy',
  'UploadPartCopy',
  'UploadPartCopy',
  'ListObjectAnnotations',
  'HeadObject',
  'GetObjectTagging',
  'CompleteMultipartUpload',
  'PutObject',
  'HeadObject',
  'GetObjectTagging',
]
const CREATE = REQUESTS.indexOf('CreateMultipartUpload') + 1

let stage: Stage
beforeEach(async () => {
  stage = await setStage()
})
afterEach(async () => {
  await stage.close()
})

describe('a copy in parts', () => {
  it.each<[string, number, number | undefined, number]>([
    ['one byte over 5 GiB', 5 * GIB + 1, undefined, 11],
    ['6 GB', 6e9, undefined, 12],
    ['1 TB', 1e12, 5 * GIB, 187],
  ])('encrypts an object of %s and changes nothing else', async (_, size, partBytes, parts) => {
    const before = seedRich(stage, 'ü/a b', { body: undefined, size, storageClass: 'GLACIER_IR' })
    expect(await copyAndTell(stage, taskOf(['ü/a b'], { partBytes }))).toEqual(['encrypted 1: %C3%BC/a%20b'])
    const after = stage.current('ü/a b')
    expect(after?.encryption).toEqual({ status: 'SSE-S3' })
    expect(contentOf(after)).toEqual(contentOf(before))
    expect(propertiesOf(after)).toEqual(propertiesOf(before))
    expect(after?.partCount).toBe(parts)
    expect(stage.bucket.uploads.size).toBe(0)
    expect(stage.progress.at(-1)?.bytesCopied).toBe(BigInt(size))
  })

  it('makes these requests and no others', async () => {
    seedRich(stage, 'k', large)
    expect(await copyAndTell(stage, taskOf(['k'], inOrder))).toEqual(['encrypted 1: k'])
    expect(stage.operations()).toEqual(REQUESTS)
    const conditions = stage.world.log
      .filter(({ operation }) => operation === 'UploadPartCopy' || operation === 'CompleteMultipartUpload')
      .map(({ headers }) => headers['x-amz-copy-source-if-match'] ?? headers['if-match'])
    expect(new Set(conditions).size).toBe(1)
    expect(conditions).toHaveLength(4)
    expect(stage.world.log.find((one) => one.operation === 'CompleteMultipartUpload')?.headers).toMatchObject({
      'x-amz-mp-object-size': String(LARGE_BYTES),
    })
  })

  it('names the KMS key and the bucket key', async () => {
    const { arn } = seedKmsKey(stage.world)
    seedRich(stage, 'k', large)
    const target: TargetEncryption = { status: 'SSE-KMS', kmsKeyArn: arn, bucketKey: true }
    expect(await copyAndTell(stage, taskOf(['k'], { ...inOrder, target, accepted: [] }))).toEqual(['encrypted 1: k'])
    expect(stage.current('k')?.encryption).toEqual({ status: 'SSE-KMS', kmsKeyArn: arn, bucketKey: true })
  })

  it.each<[string, 'COMPOSITE' | 'FULL_OBJECT']>([
    ['CRC32', 'COMPOSITE'],
    ['CRC32C', 'COMPOSITE'],
    ['SHA1', 'COMPOSITE'],
    ['SHA256', 'COMPOSITE'],
  ])('keeps a checksum by %s of type %s', async (algorithm, type) => {
    seedRich(stage, 'k', { ...large, checksum: { algorithm, value: 'eA==-7', type } })
    expect(await copyAndTell(stage, taskOf(['k'], inOrder))).toEqual(['encrypted 1: k'])
    expect(stage.current('k')?.checksum).toMatchObject({ algorithm, type })
    const completed = stage.world.log.find((one) => one.operation === 'CompleteMultipartUpload')
    expect(
      Buffer.from(completed?.body ?? [])
        .toString()
        .match(new RegExp(`<Checksum${algorithm}>`, 'g')),
    ).toHaveLength(3)
  })

  it('compares the checksum of the whole object with the one before', async () => {
    seedRich(stage, 'k', { ...large, checksum: { algorithm: 'CRC32', value: 'AAAAAA==', type: 'FULL_OBJECT' } })
    const { outcomes } = await copyDirectly(taskOf(['k'], inOrder), stage.deps, signal)
    expect(outcomes.mismatch.samples).toEqual([{ key: 'k', reason: 'not as before: content' }])
  })

  it('is not made of an object with metadata no header can show', async () => {
    seedRich(stage, 'k', large)
    const deps: DirectDeps = {
      ...stage.deps,
      headObject: async (key) => {
        const look = await stage.deps.headObject(key)
        return look && { ...look, hiddenMetadata: 1 }
      },
    }
    const { outcomes } = await copyDirectly(taskOf(['k'], inOrder), deps, signal)
    expect(outcomes.failed.samples[0]?.reason).toContain('user metadata')
    expect(stage.operations()).not.toContain('CreateMultipartUpload')
  })

  it('sees tags that were lost', async () => {
    seedRich(stage, 'k', large)
    const { createUpload } = stage.deps
    const tags = new Map([
      ['team', 'blue + green'],
      ['a=b', 'c d'],
    ])
    const deps: DirectDeps = {
      ...stage.deps,
      createUpload: (key, template) => createUpload(key, { ...template, tags }),
    }
    const { outcomes } = await copyDirectly(taskOf(['k'], inOrder), deps, signal)
    expect(outcomes.mismatch.samples).toEqual([{ key: 'k', reason: 'not as before: tags' }])
  })
})

describe('a part that fails', () => {
  const faultAt = (status: number, code: string, times: number) =>
    stage.world.faults.push({
      match: { operation: 'UploadPartCopy', urlIncludes: 'partNumber=2' },
      phase: 'before',
      effect: { kind: 'error', status, code },
      times,
    })

  it('is tried again, and the others are not', async () => {
    seedRich(stage, 'k', large)
    faultAt(503, 'SlowDown', 5)
    expect(await copyAndTell(stage, taskOf(['k'], inOrder))).toEqual(['encrypted 1: k'])
    const parts = stage.world.log.filter((one) => one.operation === 'UploadPartCopy' && one.status === 200)
    expect(parts).toHaveLength(3)
    expect(stage.slept).toEqual([2000, 4000])
  })

  it.each([
    [503, 'SlowDown', 'failed'],
    [403, 'AccessDenied', 'denied'],
    [400, 'KMS.DisabledException', 'failed'],
    [404, 'NoSuchUpload', 'failed'],
    [403, 'InvalidObjectState', 'archived'],
  ])('for good, with %s %s, leaves nothing', async (status, code, outcome) => {
    const before = seedRich(stage, 'k', large)
    faultAt(status, code, 1000)
    expect(await copyAndTell(stage, taskOf(['k'], inOrder))).toEqual([`${outcome} 1: k`])
    expect(stage.current('k')).toEqual(before)
    expect(stage.bucket.uploads.size).toBe(0)
  })

  it('is told with the upload when that cannot be aborted', async () => {
    seedRich(stage, 'k', large)
    faultAt(403, 'AccessDenied', 1000)
    const refusal = { kind: 'error', status: 403, code: 'AccessDenied' } as const
    stage.world.faults.push({
      match: { operation: 'AbortMultipartUpload' },
      phase: 'before',
      effect: refusal,
      times: 9,
    })
    const { uploadsLeft } = await copyDirectly(taskOf(['k'], inOrder), stage.deps, signal)
    expect(uploadsLeft).toEqual([
      {
        key: 'k',
        uploadId: [...stage.bucket.uploads.keys()][0],
        reason: expect.stringContaining('AbortMultipartUpload'),
      },
    ])
    // The next run finds it in the journal.
    stage.world.faults.length = 0
    expect(await copyAndTell(stage, taskOf(['k'], inOrder))).toEqual(['encrypted 1: k'])
    expect(stage.bucket.uploads.size).toBe(0)
  })
})

describe('an answer that is lost', () => {
  it.each(['CreateMultipartUpload', 'UploadPartCopy', 'CompleteMultipartUpload', 'PutObject'])(
    'of %s costs nothing',
    async (operation) => {
      seedRich(stage, 'k', large)
      stage.world.faults.push({ match: { operation }, phase: 'after', effect: { kind: 'reset' }, times: 1 })
      expect(await copyAndTell(stage, taskOf(['k'], inOrder))).toEqual(['encrypted 1: k'])
      // Only an upload whose id was never heard can be left; S3 has no way to ask for it.
      expect(stage.bucket.uploads.size).toBe(operation === 'CreateMultipartUpload' ? 1 : 0)
    },
  )
})

describe('a conflict at completion', () => {
  it('begins a new upload, as S3 asks', async () => {
    seedRich(stage, 'k', large)
    stage.world.faults.push({
      match: { operation: 'CompleteMultipartUpload' },
      phase: 'before',
      effect: { kind: 'error', status: 409, code: 'ConditionalRequestConflict' },
      times: 1,
    })
    expect(await copyAndTell(stage, taskOf(['k'], inOrder))).toEqual(['encrypted 1: k'])
    expect(stage.operations().filter((name) => name === 'CreateMultipartUpload')).toHaveLength(2)
    expect(stage.bucket.uploads.size).toBe(0)
  })
})

const MOMENTS = REQUESTS.flatMap((name, index) =>
  (['before', 'after'] as const).map((phase) => [phase, index + 1, name] as const),
)

describe('an interruption', () => {
  it.each(MOMENTS)('%s request %i (%s) leaves no upload', async (phase, number) => {
    const before = seedRich(stage, 'k', large)
    const stop = new AbortController()
    interleave(stage.world, phase, number, () => stop.abort())
    const { outcomes } = await copyDirectly(taskOf(['k'], inOrder), stage.deps, stop.signal)
    expect(stage.bucket.uploads.size).toBe(0)
    const after = stage.current('k')
    expect(propertiesOf(after)).toEqual(propertiesOf(before))
    expect(contentOf(after)).toEqual(contentOf(before))
    if (after?.encryption.status === 'NOT-SSE') expect(outcomes.interrupted.tally.objects).toBe(1)
  })

  it('keeps the upload when asked, and the next run goes on with it', async () => {
    seedRich(stage, 'k', large)
    const stop = new AbortController()
    const task = taskOf(['k'], { ...inOrder, whenInterrupted: 'keep-uploads' })
    interleave(stage.world, 'after', 7, () => stop.abort())
    const { uploadsLeft } = await copyDirectly(task, stage.deps, stop.signal)
    expect(uploadsLeft.map(({ key, uploadId }) => [key, uploadId])).toEqual([
      ['k', [...stage.bucket.uploads.keys()][0]],
    ])
    expect(await copyAndTell(stage, task)).toEqual(['encrypted 1: k'])
    expect(stage.operations().filter((name) => name === 'UploadPartCopy')).toHaveLength(3)
    expect(stage.bucket.uploads.size).toBe(0)
  })
})

/** `deps` of a process that dies when `isDead` says so: nothing it asked for is ever heard again. */
function mortal(deps: DirectDeps, isDead: () => boolean): DirectDeps {
  const never = new Promise<never>(() => undefined)
  const entries = Object.entries(deps).map(([name, call]) => {
    if (name === 'now' || name === 'random' || name === 'onProgress') return [name, call]
    const asked = call as (...args: readonly unknown[]) => Promise<unknown>
    const dying = async (...args: readonly unknown[]) => {
      if (isDead()) return await never
      try {
        const answer = await asked(...args)
        return isDead() ? await never : answer
      } catch (error) {
        if (isDead()) return await never
        throw error
      }
    }
    return [name, dying]
  })
  return Object.fromEntries(entries) as DirectDeps
}

describe('a run that was killed', () => {
  it.each(MOMENTS)('%s request %i (%s) is finished by the next', async (phase, number) => {
    const before = seedRich(stage, 'k', large)
    let isDead = false
    const died = new Promise<void>((resolve) => {
      interleave(stage.world, phase, number, () => {
        isDead = true
        resolve()
      })
    })
    void copyDirectly(
      taskOf(['k'], inOrder),
      mortal(stage.deps, () => isDead),
      signal,
    )
    await died
    // The request that was on its way still arrives.
    while (stage.world.log.at(-1)?.status === undefined) await new Promise((resolve) => setImmediate(resolve))
    const wasDone = stage.current('k')?.encryption.status === 'SSE-S3'
    expect(await copyAndTell(stage, taskOf(['k'], inOrder))).toEqual([wasDone ? 'already 1: k' : 'encrypted 1: k'])
    expect(contentOf(stage.current('k'))).toEqual(contentOf(before))
    expect(propertiesOf(stage.current('k'))).toEqual(propertiesOf(before))
    // Between the birth of an upload and its record nobody knows its id: the one moment that can leave an upload.
    const isUnrecorded = number === CREATE
    expect(stage.bucket.uploads.size).toBe(isUnrecorded ? 1 : 0)
    const parts = stage.operations().filter((name) => name === 'UploadPartCopy')
    expect(parts.length).toBeLessThanOrEqual(4)
  })

  it('is cleaned up when its object is not to be copied any more', async () => {
    seedRich(stage, 'k', large)
    let isDead = false
    interleave(stage.world, 'after', 7, () => {
      isDead = true
    })
    void copyDirectly(
      taskOf(['k'], inOrder),
      mortal(stage.deps, () => isDead),
      signal,
    )
    while (!isDead) await new Promise((resolve) => setImmediate(resolve))
    expect(stage.bucket.uploads.size).toBe(1)
    // Another run may still be at it, so a key nobody asks for has to wait a day.
    await copyAndTell(stage, taskOf([], inOrder))
    expect(stage.bucket.uploads.size).toBe(1)
    stage.world.clock.advance(25 * 60 * 60 * 1000)
    await copyAndTell(stage, taskOf([], inOrder))
    expect(stage.bucket.uploads.size).toBe(0)
    expect(await stage.deps.listRecordedUploads()).toEqual([])
  })

  it.each<[string, Parameters<typeof seedRich>[2]]>([
    ['is another', { ...large, metadata: { owner: 'eve' } }],
    ['has other tags', { ...large, tags: { team: 'red', 'a=b': 'c+d' } }],
    ['is encrypted', { ...large, status: 'SSE-S3' }],
  ])('leaves nothing behind when its object %s by now', async (_, seed) => {
    seedRich(stage, 'k', large)
    let isDead = false
    interleave(stage.world, 'after', 7, () => {
      isDead = true
    })
    void copyDirectly(
      taskOf(['k'], inOrder),
      mortal(stage.deps, () => isDead),
      signal,
    )
    while (!isDead) await new Promise((resolve) => setImmediate(resolve))
    const now = seedRich(stage, 'k', seed)
    const result = await copyDirectly(taskOf(['k'], inOrder), stage.deps, signal)
    expect(tell(result)).toEqual([now.encryption.status === 'SSE-S3' ? 'already 1: k' : 'encrypted 1: k'])
    expect(stage.bucket.uploads.size).toBe(0)
    expect(propertiesOf(stage.current('k'))).toEqual(propertiesOf(now))
    expect(contentOf(stage.current('k'))).toEqual(contentOf(now))
  })

  it('never touches an upload of somebody else', async () => {
    seedRich(stage, 'k', large)
    const look = await stage.deps.headObject(taskOf(['k']).keys[0] as never)
    const template = { source: look as never, tags: new Map(), target: { status: 'SSE-S3' } as const }
    const foreign = await stage.deps.createUpload(taskOf(['k']).keys[0] as never, template)
    expect(await copyAndTell(stage, taskOf(['k'], inOrder))).toEqual(['encrypted 1: k'])
    expect([...stage.bucket.uploads.keys()]).toEqual([foreign])
  })
})
