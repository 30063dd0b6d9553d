import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { checkLocks, type LockDeps, type ObjectVersionSeen } from '../../../src/batch/lost-locks.ts'
import type { ObjectLock } from '../../../src/findings/object-lock.ts'
import type { PlannedCopy } from '../../../src/operations/put-object-copy.ts'

const GUARD = new Date('2026-11-20T00:00:00Z')
const AFTER = new Date('2026-11-21T00:00:00Z')
const FREE: ObjectLock = { legalHold: false, eventHold: false, retainUntil: undefined }
const HELD: ObjectLock = { ...FREE, legalHold: true }
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lost-locks-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

type Version = { readonly id: string; readonly lock?: ObjectLock; readonly old?: boolean; readonly marker?: boolean }

/** Versions of each key, newest first. */
function check(objects: Readonly<Record<string, readonly Version[]>>) {
  const part = join(folder, 'rows.csv')
  writeFileSync(
    part,
    Object.keys(objects)
      .map((key) => `data,${key}\n`)
      .join(''),
  )
  const asked: string[] = []
  const deps: LockDeps = {
    listVersionsSince: async (key, since) => {
      expect(since).toBe(GUARD)
      return (objects[key] ?? []).map(
        ({ id, old, marker = false }, index): ObjectVersionSeen => ({
          versionId: id,
          isLatest: index === 0,
          isDeleteMarker: marker,
          lastModified: old ? GUARD : AFTER,
        }),
      )
    },
    readLock: async (key, versionId) => {
      asked.push(`${key}@${versionId}`)
      const found = objects[key]?.find(({ id }) => id === versionId)
      // S3 API Reference, "GetObjectRetention": a delete marker has none, 405.
      if (found?.marker === true) throw new Error('MethodNotAllowed')
      return found?.id === 'vanished' ? undefined : (found?.lock ?? FREE)
    },
  }
  const tally = { objects: Object.keys(objects).length, bytes: 0n }
  const group = { operation: 'copy', storageClass: 'STANDARD', tally, newestLastModified: undefined, parts: [part] }
  const copy = { operation: 'S3PutObjectCopy', group, unmodifiedSince: GUARD } as unknown as PlannedCopy
  return checkLocks('data', [copy], deps).then((found) => ({ ...found, asked }))
}

const lostBy = async (versions: readonly Version[]) => (await check({ k: versions })).samples.map(({ locks }) => locks)

describe('the locks of objects after a job', () => {
  it.each<[string, readonly Version[], readonly (readonly string[])[]]>([
    ['a copy of what is not locked', [{ id: 'copy' }, { id: 'source', old: true }], []],
    ['a copy of what is locked', [{ id: 'copy' }, { id: 'source', old: true, lock: HELD }], [['legal hold']]],
    [
      'a copy that is locked alike',
      [
        { id: 'copy', lock: HELD },
        { id: 'source', old: true, lock: HELD },
      ],
      [],
    ],
    [
      'a copy with another lock',
      [
        { id: 'copy', lock: { ...FREE, retainUntil: 5 } },
        { id: 'source', old: true, lock: HELD },
      ],
      [['legal hold']],
    ],
    [
      'a copy that is retained for less long',
      [
        { id: 'copy', lock: { ...FREE, retainUntil: 5 } },
        { id: 'source', old: true, lock: { ...FREE, eventHold: true, retainUntil: Date.UTC(2030, 0, 1) } },
      ],
      [['event hold', 'retention until 2030-01-01T00:00:00.000Z']],
    ],
    [
      'a write after the copy',
      [{ id: 'newer' }, { id: 'copy' }, { id: 'source', old: true, lock: HELD }],
      [['legal hold']],
    ],
    ['what was not copied', [{ id: 'source', old: true, lock: HELD }], []],
    ['what is gone', [], []],
    ['what was deleted', [{ id: 'marker', marker: true }, { id: 'copy' }, { id: 'source', old: true, lock: HELD }], []],
    [
      'what was deleted and written again',
      [{ id: 'newer' }, { id: 'marker', marker: true }, { id: 'source', old: true, lock: HELD }],
      [['legal hold']],
    ],
    ['a version that vanished', [{ id: 'copy' }, { id: 'vanished', old: true, lock: HELD }], []],
  ])('are judged of %s', async (_, versions, locks) => {
    expect(await lostBy(versions)).toEqual(locks)
  })

  it('are not asked of what was not written over', async () => {
    const { asked, checked } = await check({ a: [{ id: '1', old: true }], b: [{ id: '2' }, { id: '1', old: true }] })
    expect(checked).toBe(2)
    expect(asked).toEqual(['b@1'])
  })

  it('are counted all, and the first of them named', async () => {
    const versions: readonly Version[] = [{ id: 'copy' }, { id: 'source', old: true, lock: HELD }]
    const keys = Array.from({ length: 30 }, (_, index) => [`k${index}`, versions] as const)
    const { checked, lost, samples } = await check(Object.fromEntries(keys))
    expect([checked, lost, samples.length]).toEqual([30, 30, 20])
    expect(samples[0]).toEqual({ key: 'k0', versionId: 'source', locks: ['legal hold'] })
  })

  it('are no answer where one look fails', async () => {
    const deps: LockDeps = { listVersionsSince: () => Promise.reject(new Error('refused')), readLock: async () => FREE }
    const part = join(folder, 'one.csv')
    writeFileSync(part, 'data,k\n')
    const group = { parts: [part] }
    const copy = { operation: 'S3PutObjectCopy', group, unmodifiedSince: GUARD } as unknown as PlannedCopy
    await expect(checkLocks('data', [copy], deps)).rejects.toThrow('refused')
  })
})
