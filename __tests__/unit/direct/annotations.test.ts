// Annotations of objects that are copied in parts: nothing else has them where no versions are kept, so none may be lost,
// whenever a run is cut short, whoever writes meanwhile, and whatever S3 answers.

import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it } from '@jest/globals'
import { checkHistory } from '../../../emulator/history/history.ts'
import { type AnnotationSettings, annotationSettings, makeAnnotation } from '../../../emulator/s3/annotations.ts'
import { changeVersion, currentVersion, putVersion, readBody } from '../../../emulator/s3/state.ts'
import type { Bucket } from '../../../emulator/world.ts'
import { copyDirectly, finishLeftCopies } from '../../../src/direct/copy-directly.ts'
import type { DirectDeps } from '../../../src/direct/direct-deps.ts'
import {
  copyAndTell,
  directPolicy,
  interleave,
  LARGE_BYTES,
  SMALL_LIMITS,
  type Stage,
  seedRich,
  setStage,
  taskOf,
} from './stage.ts'

const TEXTS = { 'ml.label': 'cat', größe: '{"äöü": 1}', 'z-last': 'x'.repeat(1024 ** 2) }
const inOrder = { ...SMALL_LIMITS, partsAtOnce: 1 }
const task = taskOf(['k'], { ...inOrder, whenInterrupted: 'keep-uploads' })
const signal = new AbortController().signal
const DAY_MS = 24 * 60 * 60 * 1000

let stage: Stage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})

async function open(settings: Partial<Bucket> = {}, texts: Readonly<Record<string, string>> = TEXTS): Promise<Stage> {
  const set = await setStage(settings)
  stage = set
  seedRich(set, 'k', { body: undefined, size: LARGE_BYTES, annotations: texts })
  return set
}

const textsOf = (set: Stage) =>
  Object.fromEntries(
    [...(set.current('k')?.annotations ?? [])].map(([name, { payload }]) => [name, Buffer.from(payload).toString()]),
  )

/** Records of uploads that are not settled. */
const openRecords = ({ work }: Stage) =>
  [...work.objects]
    .filter(([key]) => key.includes('/direct-copies/'))
    .map(([, versions]) =>
      Buffer.concat([...readBody(versions.at(-1)?.body ?? { kind: 'parts', parts: [] })]).toString(),
    )
    .filter((text) => text !== '{}')

describe('a copy in parts', () => {
  it.each(['Unversioned', 'Enabled'] as const)('gives its object what it had, versioning %s', async (versioning) => {
    const set = await open({ versioning })
    annotationSettings(set.world).pageSize = 2
    expect(await copyAndTell(set, task)).toEqual(['encrypted 1: k'])
    expect(textsOf(set)).toEqual(TEXTS)
    expect(set.current('k')?.encryption.status).toBe('SSE-S3')
    expect([openRecords(set), set.bucket.uploads.size, checkHistory(set.world)]).toEqual([[], 0, []])
  })

  it('keeps the checksum of each, and writes on condition of the copy', async () => {
    const set = await open({}, {})
    const payload = Buffer.from('text')
    const value = createHash('sha256').update(payload).digest('base64')
    const checksum = { algorithm: 'SHA256', value, type: 'FULL_OBJECT' } as const
    const version = currentVersion(set.bucket, 'k')
    if (version === undefined) throw new Error('nothing was seeded')
    const annotations = new Map([
      ['sha', makeAnnotation(set.world, payload, checksum)],
      ['crc', makeAnnotation(set.world, payload)],
    ])
    changeVersion(set.world, set.bucket, version, { annotations }, 'somebody')

    expect(await copyAndTell(set, task)).toEqual(['encrypted 1: k'])

    const after = set.current('k')
    expect([...(after?.annotations ?? [])].map(([name, one]) => [name, one.checksum.algorithm]).sort()).toEqual([
      ['crc', 'CRC64NVME'],
      ['sha', 'SHA256'],
    ])
    const puts = set.world.log.filter(({ operation }) => operation === 'PutObjectAnnotation')
    expect(puts.map(({ headers }) => headers['x-amz-object-if-match'])).toEqual([
      `"${after?.etag}"`,
      `"${after?.etag}"`,
    ])
  })

  it('does not write the object again when its annotations cannot be given back; a later run gives them', async () => {
    const set = await open()
    const policy = directPolicy(set.world)
    const statements = policy.Statement.map((statement) => ({
      ...statement,
      Action: [statement.Action ?? []].flat().filter((action) => action !== 's3:PutObjectAnnotation'),
    }))
    const { outcomes } = await copyDirectly(task, set.depsFor([{ Statement: statements }]), signal)
    expect(outcomes.mismatch.samples[0]?.reason).toMatch(/annotations are still missing.*s3:PutObjectAnnotation/)
    expect([textsOf(set), openRecords(set)]).toEqual([{}, [expect.stringContaining('ml.label')]])

    expect(await copyAndTell(set, task)).toEqual(['already 1: k'])
    expect([textsOf(set), openRecords(set)]).toEqual([TEXTS, []])
    expect(set.operations().filter((name) => name === 'CompleteMultipartUpload')).toHaveLength(1)
  })

  it('does not take over what is not what was kept', async () => {
    const set = await open({}, { label: 'kept' })
    const deps: DirectDeps = { ...set.deps, readKeptAnnotation: async () => Buffer.from('forged') }
    const { outcomes } = await copyDirectly(task, deps, signal)
    expect(outcomes.mismatch.samples[0]?.reason).toContain('the saved text of the annotation label has changed')
    expect(textsOf(set)).toEqual({})
  })
})

/** Deps of a process that does nothing more once it is dead. */
function mortal(deps: DirectDeps, isDead: () => boolean): DirectDeps {
  const dying = Object.entries(deps).map(([name, call]) => [
    name,
    (...given: unknown[]) => (isDead() ? new Promise(() => {}) : (call as (...given: unknown[]) => unknown)(...given)),
  ])
  return Object.fromEntries(dying) as DirectDeps
}

/** Copies until the `nth` request, and no further. Requests that are on their way arrive. */
async function copyUntilKilled(set: Stage, phase: 'before' | 'after', nth: number): Promise<void> {
  let isDead = false
  const killed = new Promise<void>((resolve) => {
    interleave(set.world, phase, nth, () => {
      isDead = true
      resolve()
    })
  })
  const run = copyDirectly(
    task,
    mortal(set.deps, () => isDead),
    signal,
  )
  await Promise.race([killed, run])
}

/** Of one copy with one annotation: journal, looks, upload and parts come first, then everything about the annotation. */
const REQUESTS = 25
const FIRST_OF_ANNOTATION = 9
const MOMENTS = Array.from({ length: REQUESTS - FIRST_OF_ANNOTATION + 1 }, (_, index) => index + FIRST_OF_ANNOTATION)

describe('a run that is killed', () => {
  it('has so many moments', async () => {
    const set = await open({}, { label: 'kept' })
    await copyDirectly(task, set.deps, signal)
    expect(set.operations()).toHaveLength(REQUESTS)
    expect(set.operations()[FIRST_OF_ANNOTATION]).toBe('GetObjectAnnotation')
  })

  it.each(MOMENTS.flatMap((number) => [['before', number] as const, ['after', number] as const]))(
    '%s request %i is finished by the next one that copies',
    async (phase, number) => {
      const set = await open({}, { label: 'kept' })
      await copyUntilKilled(set, phase, number)
      const [told] = await copyAndTell(set, task)
      expect(told).toMatch(/^(encrypted|already) 1: k$/)
      expect([textsOf(set), openRecords(set), set.bucket.uploads.size]).toEqual([{ label: 'kept' }, [], 0])
      expect(checkHistory(set.world)).toEqual([])
    },
  )

  it.each(MOMENTS)('after request %i is finished by one that copies nothing', async (number) => {
    const set = await open({}, { label: 'kept' })
    await copyUntilKilled(set, 'after', number)
    const isCopied = set.current('k')?.encryption.status === 'SSE-S3'
    // Another run may still be at it: what is not copied is left for a day.
    await finishLeftCopies(set.deps)
    if (isCopied) expect([textsOf(set), openRecords(set)]).toEqual([{ label: 'kept' }, []])
    set.world.clock.advance(2 * DAY_MS)
    await finishLeftCopies(set.deps)
    expect([openRecords(set), set.bucket.uploads.size]).toEqual([[], 0])
    expect([textsOf(set), checkHistory(set.world)]).toEqual([{ label: 'kept' }, []])
  })
})

describe('after a kill between copy and annotations', () => {
  async function openCopied(): Promise<Stage> {
    const set = await open({}, { label: 'kept', other: 'kept, too' })
    const complete = (await requestsOf()).indexOf('CompleteMultipartUpload') + 1
    await copyUntilKilled(set, 'after', complete)
    expect([set.current('k')?.encryption.status, textsOf(set)]).toEqual(['SSE-S3', {}])
    return set
  }

  async function requestsOf(): Promise<string[]> {
    const set = await setStage()
    seedRich(set, 'k', { body: undefined, size: LARGE_BYTES, annotations: { label: 'kept', other: 'kept, too' } })
    await copyDirectly(task, set.deps, signal)
    await set.close()
    return set.operations()
  }

  it('what somebody annotated meanwhile stays, and the others are given', async () => {
    const set = await openCopied()
    const version = currentVersion(set.bucket, 'k')
    if (version === undefined) throw new Error('the copy is gone')
    const annotations = new Map([['label', makeAnnotation(set.world, Buffer.from('newer'))]])
    changeVersion(set.world, set.bucket, version, { annotations }, 'somebody')
    expect(await finishLeftCopies(set.deps)).toEqual({ given: 1, uploadsLeft: [] })
    expect([textsOf(set), checkHistory(set.world)]).toEqual([{ label: 'newer', other: 'kept, too' }, []])
  })

  it.each([
    ['other bytes', { body: 'other', size: undefined }],
    ['bytes of the same size', { body: { kind: 'seed', seed: 'other', length: LARGE_BYTES } as const }],
    ['bytes that are not encrypted', { body: 'other', status: 'NOT-SSE' as const }],
  ])('an object of %s gets none of them', async (_what, seed) => {
    const set = await openCopied()
    seedRich(set, 'k', { status: 'SSE-S3', writer: 'somebody', ...seed })
    await finishLeftCopies(set.deps)
    set.world.clock.advance(2 * DAY_MS)
    expect(await finishLeftCopies(set.deps)).toEqual({ given: 0, uploadsLeft: [] })
    expect([textsOf(set), openRecords(set), checkHistory(set.world)]).toEqual([{}, [], []])
  })

  it('an object nobody can tell from the copy gets none, and is told', async () => {
    const set = await openCopied()
    const version = currentVersion(set.bucket, 'k')
    if (version === undefined) throw new Error('the copy is gone')
    putVersion(set.world, set.bucket, { ...version, etag: `${'f'.repeat(32)}-3`, writer: 'somebody' })
    const { given, uploadsLeft } = await finishLeftCopies(set.deps)
    expect([given, uploadsLeft.map(({ reason }) => reason)]).toEqual([
      0,
      [expect.stringContaining('it is unknown whether the object is the copy')],
    ])
    expect([textsOf(set), openRecords(set)]).toEqual([{}, [expect.stringContaining('label')]])
  })
})

describe('a service without annotations', () => {
  it.each<[AnnotationSettings['absentAs'], string]>([
    [{ status: 501, code: 'NotImplemented' }, 'encrypted'],
    [{ status: 405, code: 'MethodNotAllowed' }, 'encrypted'],
    [{ status: 400, code: 'InvalidRequest' }, 'encrypted'],
    [{ status: 400, code: 'InvalidArgument' }, 'encrypted'],
    [{ status: 400, code: 'MethodNotAllowed' }, 'encrypted'],
    [{ status: 400, code: 'UnsupportedOperation' }, 'encrypted'],
    ['ignored', 'encrypted'],
    // None of these says so.
    [{ status: 403, code: 'AccessDenied' }, 'denied'],
    [{ status: 400, code: 'ExpiredToken' }, 'failed'],
    [{ status: 400, code: 'InvalidPrefix' }, 'failed'],
    [{ status: 503, code: 'ServiceUnavailable' }, 'failed'],
  ])('that answers %j: %s', async (absentAs, outcome) => {
    const set = await open({}, {})
    annotationSettings(set.world).absentAs = absentAs
    expect(await copyAndTell(set, task)).toEqual([`${outcome} 1: k`])
    expect(set.current('k')?.encryption.status).toBe(outcome === 'encrypted' ? 'SSE-S3' : 'NOT-SSE')
  })

  it('that answers with the object is not read', async () => {
    const set = await open({}, {})
    annotationSettings(set.world).absentAs = 'ignored'
    const [key] = task.keys
    expect(await set.deps.listAnnotations(key as never)).toEqual([])
    expect(set.world.log.map(({ operation, bytesSent = 0 }) => [operation, bytesSent < LARGE_BYTES])).toEqual([
      ['ListObjectAnnotations', true],
    ])
  })
})
