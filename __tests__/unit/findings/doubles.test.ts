import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { columnsOf } from '../../../emulator/inventory/columns.ts'
import { writeInventoryFile } from '../../../emulator/inventory/files.ts'
import { chooseByNeed } from '../../../src/decide/choose-by-need.ts'
import { scanReport } from '../../../src/engines/inventory-scan/scan.ts'
import type { ScanRequest } from '../../../src/engines/inventory-scan/scan-state.ts'
import type { Findings } from '../../../src/findings/findings.ts'
import { KeyHasher } from '../../../src/findings/key-hash.ts'
import { ENCRYPTION_STATUSES } from '../../../src/words/encryption.ts'
import { textOfPart } from '../../support/kept-rows.ts'
import { makeLook } from '../../support/look.ts'
import { type CsvObject, createReport, createRequest, gzipLines } from '../../support/report.ts'

let spool: string
beforeEach(() => {
  spool = mkdtempSync(join(tmpdir(), 'doubles-'))
})
afterEach(() => rmSync(spool, { recursive: true, force: true }))

const plain = (key: string, more: CsvObject = {}): CsvObject => ({ key, status: 'NOT-SSE', size: 10, ...more })
const keys = (count: number, prefix = 'k') => Array.from({ length: count }, (_, index) => `${prefix}/${index}`)

type Change = Partial<ScanRequest> & { readonly spec?: ScanRequest['spec'] }

const scanCsv = (files: readonly (readonly CsvObject[])[], change: Change = {}) =>
  scanReport(createRequest(createReport(files.map(gzipLines)), spool, change))

/** The keys of the job manifest that the groups would make. */
const orderedKeys = ({ groups }: Findings) =>
  groups.flatMap(({ parts }) =>
    parts.flatMap((part) =>
      textOfPart(part)
        .split('\n')
        .slice(0, -1)
        .map((line) => line.slice('src,'.length)),
    ),
  )

/** Every count of findings there is, by one sum each. */
function sums(result: Findings): Record<string, number> {
  const add = (tallies: Iterable<{ readonly objects: number }>) =>
    [...tallies].reduce((sum, { objects }) => sum + objects, 0)
  const groups = result.groups.map(({ tally }) => tally)
  const held = [...result.heldBack.values()].map(({ tally }) => tally)
  return {
    status: add(Object.values(result.findingsByStatus)),
    storageClass: add(result.findingsByStorageClass.values()),
    size: add(result.findingsBySize.map(({ tally }) => tally)),
    prefixes: add(result.topPrefixes.map(({ tally }) => tally)),
    work: add([...groups, ...held]),
  }
}

function expectFindings(result: Findings, objects: number): void {
  expect(result.findings.objects).toBe(objects)
  expect(new Set(Object.values(sums(result)))).toEqual(new Set([objects]))
}

const left = () => readdirSync(spool).filter((name) => name === 'hashes' || name === 'set-apart')

describe('rows of one key', () => {
  it.each([
    ['within one file', [['a', 'b', 'a', 'c']], 1],
    ['across files', [['a', 'b'], ['c', 'a'], []], 1],
    [
      'three times',
      [
        ['a', 'b', 'a'],
        ['c', 'a'],
      ],
      2,
    ],
    [
      'in every file',
      [
        ['a', 'b', 'c'],
        ['c', 'b', 'a'],
      ],
      3,
    ],
  ])('count once when they stand %s', async (_, files, rows) => {
    const result = await scanCsv(files.map((names) => names.map((key) => plain(key))))

    expectFindings(result, 3)
    expect(result.findings.bytes).toBe(30n)
    expect(result.current['NOT-SSE']).toEqual({ objects: 3, bytes: 30n })
    expect(result.rows).toBe(3 + rows)
    expect(result.duplicates).toEqual({ keys: rows === 3 ? 3 : 1, rows, contradictory: 0 })
    expect(orderedKeys(result).sort()).toEqual(['a', 'b', 'c'])
    expect(left()).toEqual([])
  })

  it.each(['CSV', 'ORC', 'Parquet'] as const)('count once in %s', async (format) => {
    const columns = columnsOf({
      includedVersions: 'All',
      optionalFields: ['Size', 'LastModifiedDate', 'StorageClass', 'EncryptionStatus'],
    })
    const rowOf = (key: string, isLatest = true) => {
      const facts = { size: 5, lastModified: Date.UTC(2022, 0, 1), storageClass: 'STANDARD' }
      return {
        bucket: 'src',
        key,
        versionId: 'v',
        isLatest,
        isDeleteMarker: false,
        encryptionStatus: 'NOT-SSE',
        ...facts,
      }
    }
    const files = await Promise.all(
      [
        [...keys(40).map((key) => rowOf(key)), rowOf('k/7'), rowOf('k/8', false)],
        [rowOf('k/9'), rowOf('other'), rowOf('k/7')],
      ].map((rows) => writeInventoryFile(format, rows, columns)),
    )
    const names = columns.map(({ name }) => name.toLowerCase())

    const result = await scanReport(createRequest(createReport(files, { format, columns: names }), spool))

    expectFindings(result, 41)
    expect(result.duplicates).toEqual({ keys: 2, rows: 3, contradictory: 0 })
    expect(result.noncurrent['NOT-SSE'].objects).toBe(1)
    expect(orderedKeys(result).sort()).toEqual([...keys(40), 'other'].sort())
  })

  it.each([0, 1, 50, 100])('are found at %d %% findings, and none where there is none', async (share) => {
    const objects = keys(2_000).map((key, index) => plain(key, { status: index % 100 < share ? 'NOT-SSE' : 'SSE-S3' }))
    const whole = await scanCsv([objects.slice(0, 900), objects.slice(900)])
    expectFindings(whole, 20 * share)
    expect(whole.duplicates).toEqual({ keys: 0, rows: 0, contradictory: 0 })

    const doubled = await scanCsv([objects, objects.slice(500, 1_500)])
    expectFindings(doubled, 20 * share)
    expect(doubled.duplicates).toEqual({ keys: 10 * share, rows: 10 * share, contradictory: 0 })
    expect(new Set(orderedKeys(doubled)).size).toBe(orderedKeys(doubled).length)
  })

  it('give the same result whatever finishes first', async () => {
    const files = [3, 1, 2].map((step) => keys(900).filter((_, index) => index % step === 0))
    const results = await Promise.all(
      [1, 3].map(async (workers) => {
        const made = createReport(files.map((names) => gzipLines(names.map((key) => plain(key)))))
        const result = await scanReport(createRequest(made, join(spool, String(workers)), { workers }))
        return { ...result, groups: result.groups.map((group) => ({ ...group, parts: [] })), keys: orderedKeys(result) }
      }),
    )
    expect(results[0]).toEqual(results[1])
    expect(results[0]?.keys.length).toBe(900)
  })

  it('go into a remediation up to max-objects exactly, and one more key is too many', async () => {
    const files = [[...keys(5), 'k/0', 'k/1'].map((key) => plain(key)), keys(2).map((key) => plain(key))]

    const exact = await scanCsv(files, { keepRows: { maxRows: 5 } })
    expect(exact).toMatchObject({ rowsDropped: false, duplicates: { keys: 2, rows: 4 } })
    expect(orderedKeys(exact).sort()).toEqual(keys(5))

    const over = await scanCsv(files, { keepRows: { maxRows: 4 } })
    expect(over).toMatchObject({ rowsDropped: true, findings: { objects: 5 } })
  })

  it('are counted as rows where there are more than are compared, and exactly up to that number', async () => {
    const files = [keys(6).map((key) => plain(key)), [plain('k/0')]]

    const compared = await scanCsv(files, { maxCompared: 7 })
    expect(compared).toMatchObject({ duplicates: { keys: 1, rows: 1 }, findings: { objects: 6 } })

    const rows = await scanCsv(files, { maxCompared: 6 })
    expect(rows.duplicates).toBeUndefined()
    expect(rows.findings.objects).toBe(7)
    expect(left()).toEqual([])
  })

  it('are not mixed up with other keys whose hashes look alike', async () => {
    const hasher = new KeyHasher(createReport([]).report.manifestMd5)
    const byBit = new Map<number, string>()
    const alike = keys(60_000, 'h').flatMap((key) => {
      hasher.hash(key)
      const bit = hasher.low & (2 ** 26 - 1)
      const other = byBit.get(bit)
      byBit.set(bit, key)
      return other === undefined ? [] : [[key, other] as const]
    })
    const [[doubled, single] = ['', '']] = alike
    expect(single).not.toBe('')

    const result = await scanCsv([[plain(doubled), plain(single)], [plain(doubled)]])

    expectFindings(result, 2)
    expect(result.duplicates).toEqual({ keys: 1, rows: 1, contradictory: 0 })
    expect(orderedKeys(result).sort()).toEqual([doubled, single].sort())
  })

  it('are compared also where no row is kept', async () => {
    const result = await scanCsv([[plain('a'), plain('a')]], { keepRows: 'no' })
    expectFindings(result, 1)
    expect(result.groups[0]?.parts).toEqual([])
  })
})

describe('rows of one key that do not say the same', () => {
  it.each([
    ['status', { status: 'SSE-C' }],
    ['size', { size: 11 }],
    ['storage class', { storageClass: 'GLACIER_IR' }],
    ['operation', { storageClass: 'GLACIER' }],
  ])('are one finding, held back: another %s', async (_, other) => {
    const accepted = ENCRYPTION_STATUSES.filter((status) => status !== 'NOT-SSE' && status !== 'SSE-C')
    const base = createRequest(createReport([]), spool)
    const result = await scanCsv([[plain('a'), plain('b')], [plain('a', other)]], { spec: { ...base.spec, accepted } })

    expectFindings(result, 2)
    expect(result.duplicates).toEqual({ keys: 1, rows: 1, contradictory: 1 })
    expect(result.heldBack.get('contradictory-rows')).toMatchObject({ tally: { objects: 1 }, samples: [{ key: 'a' }] })
    expect(orderedKeys(result)).toEqual(['b'])
  })

  it('are one object when only the time differs, guarded by the newest', async () => {
    const newest = '2022-05-01T00:00:00.000Z'
    const result = await scanCsv([[plain('a', { modified: newest })], [plain('a')]])

    expectFindings(result, 1)
    expect(result.groups[0]?.newestLastModified).toBe(Date.parse(newest))
    expect(result.heldBack.size).toBe(0)
  })

  it('are a finding though another row of the key complies', async () => {
    const result = await scanCsv([[plain('a'), plain('a', { status: 'SSE-S3' })]])
    expectFindings(result, 1)
    expect(result.current['SSE-S3'].objects).toBe(1)
  })

  it('are excepted only if all of them are', async () => {
    const { spec } = createRequest(createReport([]), spool)
    const exceptions = [{ largerThan: 100 }]
    const both = await scanCsv([[plain('a', { size: 200 }), plain('a', { size: 200 })]], {
      spec: { ...spec, exceptions },
    })
    expect(both).toMatchObject({ findings: { objects: 0 }, excepted: [{ objects: 1, bytes: 200n }] })

    const one = await scanCsv([[plain('a', { size: 200 })], [plain('a')]], { spec: { ...spec, exceptions } })
    expectFindings(one, 1)
    expect(one.excepted).toEqual([{ objects: 0, bytes: 0n }])
  })
})

describe('objects whose key must be looked at', () => {
  it('are looked at once, and are findings once', async () => {
    const looked: string[] = []
    const { spec } = createRequest(createReport([]), spool)
    const ask = { kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/a', bucketKey: false }
    const kms = (key: string) => plain(key, { status: 'SSE-KMS' })

    const result = await scanCsv(
      [
        [kms('a'), kms('b')],
        [kms('a'), plain('c'), kms('c')],
      ],
      {
        spec: {
          ...spec,
          accepted: ['SSE-KMS'],
          keyRule: ask,
          choices: chooseByNeed({ target: 'SSE-KMS', copiesInParts: false, restoresArchived: false }),
        },
        evidence: {
          maxRequests: 10,
          sleep: async () => undefined,
          look: async (key) => {
            looked.push(key)
            const kmsKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/b'
            return makeLook({ size: 10, encryption: 'SSE-KMS', kmsKeyArn, bucketKey: true })
          },
        },
      },
    )

    expect(looked.sort()).toEqual(['a', 'b'])
    expectFindings(result, 3)
    expect(result.duplicates).toEqual({ keys: 2, rows: 2, contradictory: 1 })
    expect(orderedKeys(result).sort()).toEqual(['a', 'b'])
    expect(result.heldBack.get('contradictory-rows')?.tally.objects).toBe(1)
  })
})
