// The history checker: each promise broken once, on purpose, and told.

import { beforeEach, describe, expect, it } from '@jest/globals'
import { checkClaims } from '../../emulator/history/claims.ts'
import { checkHistory } from '../../emulator/history/history.ts'
import { createWorld } from '../../emulator/index.ts'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { makeAnnotation } from '../../emulator/s3/annotations.ts'
import {
  changeVersion,
  currentVersion,
  getBucket,
  putDeleteMarker,
  putVersion,
  readHistory,
  removeVersion,
} from '../../emulator/s3/state.ts'
import { type ObjectSeed, seedBucket, seedDeleteMarker, seedObject } from '../../emulator/seed.ts'
import { addSourceBucket, DESTINATION_BUCKET, WORK_BUCKET } from '../../emulator/stage.ts'
import type { ObjectVersion, World } from '../../emulator/world.ts'

const BUCKET = 'data'
const JOB = 'job:1'
const ROLE = 'arn:aws:sts::111122223333:assumed-role/s3-encryption-remediation/run'
const KEPT: Partial<ObjectSeed> = {
  metadata: { owner: 'a' },
  tags: { t: '1' },
  headers: { 'content-type': 'text/plain' },
  checksum: { algorithm: 'CRC32', value: 'AAAAAA==' },
}
let world: World

beforeEach(() => {
  world = createWorld()
  for (const name of [DESTINATION_BUCKET, WORK_BUCKET]) seedBucket(world, { name })
  addSourceBucket(world, BUCKET)
  seedObject(world, BUCKET, { key: 'k', body: 'first', ...KEPT })
})

const current = (): ObjectVersion => {
  const version = currentVersion(getBucket(world, BUCKET), 'k')
  if (version === undefined) throw new Error('no object')
  return version
}
const copy = (change: Partial<ObjectVersion> = {}, writer = JOB): void => {
  const { versionId: _, lastModified: __, isDeleteMarker: ___, ...kept } = current()
  putVersion(world, getBucket(world, BUCKET), { ...kept, encryption: { status: 'SSE-S3' }, ...change, writer })
}

describe('checkHistory', () => {
  it.each([JOB, ROLE])('finds nothing wrong with a copy by %s that changes only the encryption', (writer) => {
    copy({}, writer)
    expect(checkHistory(world)).toEqual([])
  })

  it.each<[string, Partial<ObjectSeed>, string[]]>([
    ['archived', { status: 'NOT-SSE' }, []],
    ['restored until a while ago', { status: 'NOT-SSE', restore: { ongoing: false, expiry: 1000 } }, []],
    ['encrypted', { status: 'SSE-S3' }, ['restored it although it is SSE-S3']],
    ['restored', { status: 'NOT-SSE', restore: { ongoing: false, expiry: 1e15 } }, ['restored it a second time']],
    ['restored for good', { status: 'NOT-SSE', restore: { ongoing: false } }, ['restored it a second time']],
    ['being restored', { status: 'NOT-SSE', restore: { ongoing: true } }, ['restored it a second time']],
  ])('judges the restore of an object that is %s', (_, seed, breaches) => {
    const bucket = getBucket(world, BUCKET)
    const version = seedObject(world, BUCKET, { key: 'cold', size: 1, storageClass: 'GLACIER', ...seed })
    changeVersion(world, bucket, version, { restore: { ongoing: true } }, JOB)
    expect(checkHistory(world)).toEqual(breaches.map((breach) => `${BUCKET}/cold: ${JOB} ${breach}`))
  })

  describe('of locks', () => {
    const lock = { mode: 'GOVERNANCE', retainUntil: 4e12, legalHold: true, eventHold: true }
    const look = (operation = 'HeadObject', key = 'k'): void => {
      const number = world.log.length + 1
      const url = `/${BUCKET}/${key}`
      world.log.push({
        number,
        at: 0,
        service: 's3',
        operation,
        method: 'HEAD',
        url,
        headers: {},
        body: new Uint8Array(),
      })
    }
    const setLock = (set: ObjectVersion['lock'] = lock): void =>
      void changeVersion(world, getBucket(world, BUCKET), current(), { lock: set }, 'client')
    const LOST = [`${BUCKET}/k: ${JOB} lost its lock`]

    it.each<[string, ObjectVersion['lock'], ObjectVersion['lock'], readonly string[]]>([
      ['a legal hold', { legalHold: true }, undefined, LOST],
      ['an event hold', { eventHold: true }, undefined, LOST],
      ['retention', { mode: 'GOVERNANCE', retainUntil: 4e12 }, undefined, LOST],
      ['some of the retention', { retainUntil: 4e12 }, { retainUntil: 3e12 }, LOST],
      ['nothing', lock, lock, []],
      ['retention that is over', { mode: 'GOVERNANCE', retainUntil: 1000 }, undefined, []],
      ['a hold that was lifted', { legalHold: false, eventHold: false }, undefined, []],
    ])('tells a copy that lost %s', (_, before, after, breaches) => {
      setLock(before)
      copy({ lock: after })
      expect(checkHistory(world)).toEqual(breaches)
    })

    it('tells a copy that was put under an event hold', () => {
      copy({ lock: { eventHold: true } })
      expect(checkHistory(world)).toEqual([`${BUCKET}/k: ${JOB} put it under an event hold`])
    })

    it('tells a copier that changes a lock', () => {
      setLock()
      changeVersion(world, getBucket(world, BUCKET), current(), { lock: undefined }, JOB)
      expect(checkHistory(world)).toEqual([`${BUCKET}/k: ${JOB} changed its lock`])
    })

    it.each<[string, () => void, readonly string[]]>([
      ['a lock that was there when it was looked at', () => [setLock(), look()], LOST],
      ['a lock that was set after the look', () => [look(), look('HeadObject', 'other'), setLock()], []],
      ['a lock that was set between two looks', () => [look(), setLock(), look('GetObjectLegalHold')], LOST],
      ['a lock of an object that nobody looked at', () => [look('GetObject'), setLock()], LOST],
    ])('holds against a copier %s, or not', (_, happen, breaches) => {
      happen()
      copy({ lock: undefined })
      expect(checkHistory(world)).toEqual(breaches)
    })
  })

  it('lets a client write, and a copier copy that again', () => {
    copy()
    seedObject(world, BUCKET, { key: 'k', body: 'second' })
    copy()
    expect(checkHistory(world)).toEqual([])
  })

  it.each<[string, Partial<ObjectVersion>, string]>([
    [
      'other bytes',
      { body: { kind: 'bytes', bytes: Buffer.from('older') } },
      'replaced what seed wrote by other bytes',
    ],
    ['another storage class', { storageClass: 'GLACIER' }, 'lost its storage class'],
    ['no tags', { tags: new Map() }, 'lost its tags'],
    ['no metadata', { metadata: new Map() }, 'lost its metadata'],
    ['other headers', { headers: new Map() }, 'lost its headers'],
    ['no checksum', { checksum: undefined }, 'lost its checksum'],
    ['no encryption', { encryption: { status: 'NOT-SSE' } }, 'wrote it without encryption'],
  ])('tells of a copy with %s', (_, change, problem) => {
    copy(change)
    expect(checkHistory(world)).toEqual([`${BUCKET}/k: ${JOB} ${problem}`])
  })

  describe('follows annotations:', () => {
    const annotated = (texts: Readonly<Record<string, string>>): ObjectVersion['annotations'] =>
      new Map(Object.entries(texts).map(([name, text]) => [name, makeAnnotation(world, Buffer.from(text))]))
    const annotate = (texts: Readonly<Record<string, string>>, writer: string): void =>
      void changeVersion(world, getBucket(world, BUCKET), current(), { annotations: annotated(texts) }, writer)
    const lost = [`${BUCKET}/k: ${ROLE} lost its annotations`]

    beforeEach(() => annotate({ a: 'x', b: 'y' }, 'seed'))

    it('a job, or a whole copy, takes them along', () => {
      copy({ annotations: annotated({ a: 'x' }) })
      copy({ annotations: undefined, encryption: { status: 'SSE-KMS' } }, ROLE)
      expect(checkHistory(world)).toEqual([`${BUCKET}/k: ${JOB} lost its annotations`, ...lost])
    })

    it('a copy in parts is given them afterwards, by this run or, when it is cut short, by another', () => {
      copy({ annotations: undefined, partCount: 2 }, ROLE)
      expect([checkHistory(world), checkHistory(world, { isCutShort: true })]).toEqual([lost, []])
      annotate({ a: 'x' }, ROLE)
      expect(checkHistory(world)).toEqual(lost)
      annotate({ a: 'x', b: 'y' }, ROLE)
      expect(checkHistory(world)).toEqual([])
    })

    it('what a client writes or removes on a copy is its own affair, and stays', () => {
      copy({ annotations: undefined, partCount: 2 }, ROLE)
      annotate({ a: 'newer' }, 'somebody')
      expect(checkHistory(world)).toEqual(lost)
      annotate({ a: 'newer', b: 'y' }, ROLE)
      expect(checkHistory(world)).toEqual([])
      annotate({ a: 'x', b: 'y' }, ROLE)
      expect(checkHistory(world)).toEqual([`${BUCKET}/k: ${ROLE} replaced or removed an annotation`])
    })

    it('an object somebody else wrote is not annotated', () => {
      annotate({ a: 'x', b: 'y', c: 'z' }, ROLE)
      expect(checkHistory(world)).toEqual([`${BUCKET}/k: ${ROLE} annotated what is not its copy`])
    })
  })

  it('tells of a second copy, whoever made the first', () => {
    copy()
    copy({}, ROLE)
    expect(checkHistory(world)).toEqual([`${BUCKET}/k: ${ROLE} copied it for the 2th time`])
  })

  it('tells of a copy that brings back what was deleted', () => {
    const version = current()
    seedDeleteMarker(world, BUCKET, { key: 'k' })
    putVersion(world, getBucket(world, BUCKET), { ...version, versionId: 'new', writer: JOB })
    expect(checkHistory(world)).toEqual([`${BUCKET}/k: ${JOB} wrote a key that had no object`])
  })

  it('tells of a version that was removed', () => {
    removeVersion(world, getBucket(world, BUCKET), current(), ROLE)
    expect(checkHistory(world)).toEqual([expect.stringContaining('removed version')])
  })

  describe('in the work bucket, of what a session removes', () => {
    const FOLDER = 'athena/inv-0123456789abcdef/'
    const put = (key: string, writer: string) =>
      seedObject(world, WORK_BUCKET, { key, body: 'x', writer, status: 'SSE-S3' })
    const remove = (key: string, writer: string) => {
      const version = currentVersion(getBucket(world, WORK_BUCKET), key)
      if (version !== undefined) removeVersion(world, getBucket(world, WORK_BUCKET), version, writer)
    }
    /** As DeleteObject in a bucket with versions. */
    const hide = (key: string, writer: string) => putDeleteMarker(world, getBucket(world, WORK_BUCKET), key, { writer })

    it.each([
      `${FOLDER}${'a'.repeat(32)}/files/symlink.txt`,
      `${FOLDER}results/1.csv.metadata`,
      'inv-0123456789abcdef/tables/1/part',
    ])('accepts its own query object %s', (key) => {
      put(key, ROLE)
      remove(key, ROLE)
      put(key, ROLE)
      hide(key, ROLE)
      expect(checkHistory(world)).toEqual([])
    })

    it.each<[string, string, string, string]>([
      ['what somebody else wrote', `${FOLDER}results/1.csv`, 'client', ROLE],
      ['what a job wrote', `${FOLDER}results/1.csv`, JOB, ROLE],
      ['what a job removes', `${FOLDER}results/1.csv`, ROLE, JOB],
      ['an object beside the folders of queries', 'athena/other/results/1.csv', ROLE, ROLE],
      ['a folder whose name only begins like one', 'athena/inv-0123456789abcdef0/1.csv', ROLE, ROLE],
      ['a job manifest', `s3/job-manifests/${BUCKET}/1.csv`, ROLE, ROLE],
      ['a job manifest inside such a folder', `${FOLDER}job-manifests/${BUCKET}/1.csv`, ROLE, ROLE],
      ['a completion report', `${FOLDER}completion-reports/job-1/manifest.json`, ROLE, ROLE],
      ['a record', 's3/records/1.json', ROLE, ROLE],
    ])('tells of %s', (_, key, author, remover) => {
      put(key, author)
      remove(key, remover)
      put(key, author)
      hide(key, remover)
      const problem = `${WORK_BUCKET}/${key}: ${remover} removed it`
      expect(checkHistory(world)).toEqual([problem, problem])
    })

    it('lets what somebody wrote over its own object go with it: the place is the session’s', () => {
      const key = `${FOLDER}results/1.csv`
      put(key, ROLE)
      put(key, 'client')
      hide(key, ROLE)
      expect(checkHistory(world)).toEqual([])
    })

    it('tells of what somebody wrote there first', () => {
      const key = `${FOLDER}results/1.csv`
      put(key, 'client')
      hide(key, ROLE)
      expect(checkHistory(world)).toEqual([`${WORK_BUCKET}/${key}: ${ROLE} removed it`])
    })

    it('tells of an object that is gone already', () => {
      hide(`${FOLDER}results/1.csv`, ROLE)
      expect(checkHistory(world)).toEqual([expect.stringContaining('removed it')])
    })
  })

  it('tells of a job manifest that is not what its name says', () => {
    const key = `p/job-manifests/${BUCKET}/${'0'.repeat(64)}.csv`
    seedObject(world, WORK_BUCKET, { key, body: 'data,k\n', writer: ROLE })
    expect(checkHistory(world)).toEqual([expect.stringContaining('its content has the SHA-256')])
  })
})

describe('checkClaims', () => {
  const claim = async (verdict: string, findings: number, status = 'NONE') => {
    const { manifestKey } = await deliverInventory(world, BUCKET, 'daily')
    const bucket = {
      bucket: BUCKET,
      verdict,
      policy: { acceptedEncryption: ['SSE-S3', 'SSE-KMS'], maxFindings: 0 },
      report: { inventoryManifestKey: manifestKey },
      scan: { excluded: { objects: 0 }, excepted: { objects: 0 }, findings: { objects: findings } },
      remediationStatus: status,
    }
    const report = { buckets: [bucket] }
    return checkClaims(world, { exitCode: 0, verdict, remediationStatus: status, report }, readHistory(world).length)
  }

  it.each<[string, number, string, readonly string[]]>([
    ['NON_COMPLIANT', 1, 'NONE', []],
    ['COMPLIANT', 0, 'NONE', ['data: called COMPLIANT with 1 findings', 'data: 0 findings told, there are 1']],
    ['NON_COMPLIANT', 2, 'NONE', ['data: 2 findings told, there are only 1']],
    ['NON_COMPLIANT', 1, 'COMPLETE', ['data/k: COMPLETE, but it is NOT-SSE']],
    ['INSUFFICIENT_DATA', 0, 'NONE', ['exit code 0 with verdict INSUFFICIENT_DATA']],
  ])('of %s with %i findings and %s', async (verdict, findings, status, problems) => {
    expect(await claim(verdict, findings, status)).toEqual(problems)
  })

  it('lets COMPLETE stand when the object was encrypted meanwhile', async () => {
    const { manifestKey } = await deliverInventory(world, BUCKET, 'daily')
    expect(manifestKey).toContain('/daily/')
    copy()
    expect(await claim('COMPLIANT', 0)).toEqual([])
  })
})
