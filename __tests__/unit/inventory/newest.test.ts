import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { allowedAge, findNewestReport } from '../../../src/inventory/newest.ts'
import type { InventoryLocation } from '../../../src/inventory/report.ts'
import { ActionError } from '../../../src/words/errors.ts'
import { createMemoryStore, MEMORY_STORE_DATE, type MemoryStore } from '../../support/memory-store.ts'

const HOUR = 3_600_000
const location: InventoryLocation = {
  sourceBucket: 'src',
  destinationBucket: 'inv',
  destinationOwner: undefined,
  configurationId: 'daily',
  prefix: 'p/src/daily/',
  frequency: undefined,
  includedVersions: undefined,
  coverage: { kind: 'whole' },
}
const folderOf = (time: number) => `${new Date(time).toISOString().slice(0, 16).replace(':', '-')}Z`

function deliver(
  store: MemoryStore,
  ageHours: number,
  change: { checksum?: string | null; manifest?: string | null } = {},
) {
  const time = MEMORY_STORE_DATE - ageHours * HOUR
  const manifest =
    change.manifest ??
    JSON.stringify({
      sourceBucket: 'src',
      destinationBucket: 'arn:aws:s3:::inv',
      version: '2016-11-30',
      creationTimestamp: String(time),
      fileFormat: 'CSV',
      fileSchema: 'Bucket, Key, EncryptionStatus',
      files: [],
    })
  const folder = `p/src/daily/${folderOf(time)}/`
  if (change.manifest !== null) store.objects.set(`${folder}manifest.json`, Buffer.from(manifest))
  const checksum = change.checksum ?? `${createHash('md5').update(manifest).digest('hex')}\n`
  if (change.checksum !== null) store.objects.set(`${folder}manifest.checksum`, Buffer.from(checksum))
  return folderOf(time)
}

async function failure(store: MemoryStore, maxAge: number | 'auto' = 'auto', at = location): Promise<ActionError> {
  const error: unknown = await findNewestReport(store, at, { maxAge }).catch((error: unknown) => error)
  if (error instanceof ActionError) return error
  throw new Error(`no ActionError but ${JSON.stringify(error)}`)
}

describe('findNewestReport', () => {
  it('reads the newest report with one listing and two reads, ignoring data/ and hive/', async () => {
    const store = createMemoryStore([
      ['p/src/daily/data/x.csv.gz', ''],
      ['p/src/daily/hive/dt=2026-11-22-01-00/symlink.txt', ''],
    ])
    for (const age of [59, 35, 11]) deliver(store, age)
    const report = await findNewestReport(store, location, { maxAge: 'auto' })
    expect(report).toMatchObject({ folder: '2026-11-22T01-00Z', ageMs: 11 * HOUR, maxAgeMs: 48 * HOUR, passedOver: [] })
    expect(report.manifestMd5).toHaveLength(32)
    expect(store.log).toEqual([
      'list p/src/daily/',
      'read p/src/daily/2026-11-22T01-00Z/manifest.json',
      'read p/src/daily/2026-11-22T01-00Z/manifest.checksum',
    ])
  })

  it.each([
    ['manifest.json', { manifest: null, checksum: null }],
    ['manifest.checksum', { checksum: null }],
  ])('takes the one before when the newest has no %s yet', async (missing, change) => {
    const store = createMemoryStore()
    deliver(store, 35)
    const half = deliver(store, 11, change)
    store.objects.set(`p/src/daily/${half}/other`, Buffer.from(''))
    const report = await findNewestReport(store, location, { maxAge: 'auto' })
    expect(report.ageMs).toBe(35 * HOUR)
    expect(report.passedOver).toEqual([{ folder: half, why: `${missing} is missing` }])
  })

  it('says NEVER_DELIVERED when there is no dated folder', async () => {
    const error = await failure(createMemoryStore([['p/src/daily/data/x.csv.gz', '']]))
    expect(error.code).toBe('NEVER_DELIVERED')
    expect(error.message).toContain('s3://inv/p/src/daily/')
  })

  it('says STALE with both ages', async () => {
    const store = createMemoryStore()
    deliver(store, 49)
    const error = await failure(store)
    expect(error.code).toBe('STALE')
    expect(error.message).toContain('49 h old; at most 48 h')
  })

  it('says STALE and what was wrong with the newer one when the newest complete report is too old', async () => {
    const store = createMemoryStore()
    deliver(store, 49)
    const half = deliver(store, 1, { checksum: null })
    const error = await failure(store)
    expect(error.code).toBe('STALE')
    expect(error.message).toContain(`${half}: manifest.checksum is missing`)
  })

  it('accepts a report of exactly the allowed age, and refuses one a millisecond older', async () => {
    const store = createMemoryStore()
    deliver(store, 36)
    expect((await findNewestReport(store, location, { maxAge: 36 * HOUR })).ageMs).toBe(36 * HOUR)
    store.serverDate += 1
    expect((await failure(store, 36 * HOUR)).code).toBe('STALE')
  })

  it.each([
    ['only half-delivered ones', { checksum: null }, 'INCOMPLETE_DELIVERY'],
    ['a wrong checksum', { checksum: '0'.repeat(32) }, 'CHECKSUM_MISMATCH'],
    ['a checksum that is no MD5', { checksum: 'soon' }, 'CHECKSUM_MISMATCH'],
  ])('with %s names the folder', async (_, change, code) => {
    const store = createMemoryStore()
    const folder = deliver(store, 1, change)
    const error = await failure(store)
    expect(error.code).toBe(code)
    expect(error.message).toContain(folder)
  })

  it('does not look behind a complete report that speaks of another bucket', async () => {
    const store = createMemoryStore()
    deliver(store, 25)
    deliver(store, 1, { manifest: '{"sourceBucket":"other"}' })
    expect((await failure(store)).code).toBe('WRONG_BUCKET')
  })

  it('gives up after 16 half-delivered folders', async () => {
    const store = createMemoryStore()
    for (let age = 1; age <= 20; age++) deliver(store, age, { checksum: null })
    expect((await failure(store)).code).toBe('INCOMPLETE_DELIVERY')
    expect(store.log.filter((line) => line.endsWith('manifest.json'))).toHaveLength(16)
  })

  it('finds reports under a configured prefix that ended in a slash, doubled by S3 or not', async () => {
    const store = createMemoryStore()
    deliver(store, 11)
    const doubled = { ...location, prefix: 'p//src/daily/' }
    const report = await findNewestReport(store, doubled, { maxAge: 'auto' })
    expect(report.location.prefix).toBe('p/src/daily/')
  })
})

describe('allowedAge', () => {
  const at = (...hours: number[]) => hours.map((hour) => ({ time: -hour * HOUR }))
  it.each([
    ['daily by configuration', 'Daily', at(0, 168), 48],
    ['weekly by configuration', 'Weekly', at(0, 24), 216],
    ['a single folder', undefined, at(0), 48],
    ['daily gaps', undefined, at(0, 24, 48, 72), 48],
    ['daily gaps with days missing', undefined, at(0, 120, 144, 168), 48],
    ['weekly gaps', undefined, at(0, 168, 336, 504), 216],
    ['two gaps that disagree', undefined, at(0, 168, 192), 48],
    ['one weekly gap', undefined, at(0, 168), 216],
  ] as const)('%s', (_, frequency, folders, hours) => {
    expect(allowedAge(frequency, folders)).toBe(hours * HOUR)
  })
})
