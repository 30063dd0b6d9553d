import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { scanReport } from '../../../../src/engines/inventory-scan/scan.ts'
import type { Findings } from '../../../../src/findings/findings.ts'
import { type Coverage, coverageOf } from '../../../../src/inventory/coverage.ts'
import { textOfPart } from '../../../support/kept-rows.ts'
import { type CsvObject, createReport, createRequest, gzipLines, REPORT_TIME } from '../../../support/report.ts'

let spool: string
beforeEach(() => {
  spool = mkdtempSync(join(tmpdir(), 'several-'))
})
afterEach(() => rmSync(spool, { recursive: true, force: true }))

const HOUR_MS = 3_600_000
const plain = (key: string, more: CsvObject = {}): CsvObject => ({ key, status: 'NOT-SSE', size: 10, ...more })
const encrypted = (key: string): CsvObject => ({ key, status: 'SSE-S3', size: 10 })

type Listed = { readonly coverage?: Coverage; readonly files: readonly (readonly CsvObject[])[] }

/** Scans these reports, oldest first: one is made each hour. */
async function scanAll(listed: readonly Listed[]): Promise<Findings> {
  const stored = listed.map(({ coverage = coverageOf(), files }, hour) => {
    const { report, store } = createReport(files.map(gzipLines), { createdAt: new Date(REPORT_TIME + hour * HOUR_MS) })
    const md5 = String(hour).repeat(32)
    return { report: { ...report, manifestMd5: md5, location: { ...report.location, coverage } }, store }
  })
  const newest = stored.at(-1)
  if (newest === undefined) throw new Error('no report')
  return await scanReport(createRequest(newest, spool, { older: stored.slice(0, -1) }))
}

const orderedKeys = ({ groups }: Findings) =>
  groups
    .flatMap(({ parts }) => parts.flatMap((part) => textOfPart(part).split('\n').slice(0, -1)))
    .map((line) => line.slice('src,'.length))
    .sort()

const A = coverageOf('a/')
const B = coverageOf('b/')

describe('several reports of a bucket', () => {
  it('are added up where they list different prefixes, and cover both', async () => {
    const result = await scanAll([
      { coverage: A, files: [[plain('a/1'), encrypted('a/2')], [plain('a/3')]] },
      { coverage: B, files: [[plain('b/1')]] },
    ])

    expect(orderedKeys(result)).toEqual(['a/1', 'a/3', 'b/1'])
    expect([result.rows, result.current['SSE-S3'].objects, result.overlaps]).toEqual([4, 1, undefined])
    const { proof } = result
    expect(proof).toMatchObject({
      source: 'inventory',
      asOf: new Date(REPORT_TIME),
      coverage: { kind: 'prefixes', prefixes: ['a/', 'b/'] },
      filesDeclared: 3,
    })
  })

  it('the newest row of a key wins, whatever either says', async () => {
    const result = await scanAll([
      { files: [[plain('encrypted-since'), plain('still', { size: 1 }), encrypted('replaced'), encrypted('same')]] },
      {
        files: [
          [encrypted('encrypted-since'), plain('still', { size: 2 })],
          [plain('replaced'), encrypted('same')],
        ],
      },
    ])

    expect(orderedKeys(result)).toEqual(['replaced', 'still'])
    expect(result.findings).toEqual({ objects: 2, bytes: 12n })
    expect(result.current['SSE-S3'].objects).toBe(2)
    expect(result.overlaps).toEqual({ superseded: { objects: 2, bytes: 20n }, overridden: 2, remaining: 0 })
  })

  it('a finding that only an older report lists stays one', async () => {
    const result = await scanAll([
      { files: [[plain('a/gone'), plain('other')]] },
      { coverage: A, files: [[plain('a/new')]] },
    ])

    expect(orderedKeys(result)).toEqual(['a/gone', 'a/new', 'other'])
    expect(result.overlaps).toMatchObject({ overridden: 0, remaining: 1 })
  })

  it('the newest of three decides, and each prefix is compared with those that overlap it', async () => {
    const result = await scanAll([
      { files: [[plain('a/x'), plain('a/y'), plain('a/b/z'), plain('c')]] },
      { coverage: A, files: [[plain('a/x', { size: 5 }), encrypted('a/y'), plain('a/b/z')]] },
      { coverage: coverageOf('a/b/'), files: [[encrypted('a/b/z')]] },
    ])

    expect(orderedKeys(result)).toEqual(['a/x', 'c'])
    expect(result.overlaps).toMatchObject({ overridden: 4, remaining: 0 })
    expect(result.findings).toEqual({ objects: 2, bytes: 15n })
  })

  it('rows of one key in the same report are united as ever', async () => {
    const result = await scanAll([
      { files: [[plain('old'), plain('old'), plain('differs')], [plain('differs', { size: 99 })]] },
      { files: [[plain('new')], [plain('new'), encrypted('other')]] },
    ])

    expect(result.findings.objects).toBe(3)
    expect(result.duplicates).toEqual({ keys: 3, rows: 3, contradictory: 1 })
    expect(orderedKeys(result)).toEqual(['new', 'old'])
  })

  it('an exception of the policy, include and exclude are applied to the row that counts', async () => {
    const result = await scanAll([{ files: [[plain('tmp/a'), plain('keep')]] }, { files: [[plain('tmp/a')]] }])

    expect(orderedKeys(result)).toEqual(['keep', 'tmp/a'])
    expect(result.overlaps).toMatchObject({ overridden: 1, remaining: 1 })
  })

  it('leave nothing behind but the rows of their groups', async () => {
    await scanAll([{ files: [[plain('x')]] }, { files: [[plain('x')]] }])

    expect(readdirSync(spool)).toEqual(['copy'])
  })

  it('a row outside the prefix of its own report is refused', async () => {
    const reports = [
      { coverage: A, files: [[plain('b/1')]] },
      { coverage: B, files: [[plain('b/1')]] },
    ]

    await expect(scanAll(reports)).rejects.toMatchObject({ code: 'WRONG_PREFIX' })
  })

  it('an unknown coverage may be any: findings of older reports wait for it', async () => {
    const unknown: Coverage = { kind: 'unknown', why: 'denied', remedy: 'allow' }
    const result = await scanAll([
      { files: [[plain('a'), plain('b')]] },
      { coverage: unknown, files: [[encrypted('a')]] },
    ])

    expect(orderedKeys(result)).toEqual(['b'])
    expect(result.proof).toMatchObject({ coverage: { kind: 'whole' } })
  })

  it('agree with a simple model, whatever they list', async () => {
    const random = createRandom(7)
    for (let round = 0; round < 12; round += 1) {
      const reports = makeReports(random)
      const result = await scanAll(reports)
      const expected = model(reports)
      expect(orderedKeys(result)).toEqual([...expected.keys()].sort())
      const bytes = [...expected.values()].reduce((sum, size) => sum + BigInt(size), 0n)
      expect(result.findings).toEqual({ objects: expected.size, bytes })
      rmSync(spool, { recursive: true, force: true })
    }
  })
})

function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state % below
  }
}

const PREFIXES = ['', 'a/', 'a/b/', 'ü/', 'c']

function makeReports(random: (below: number) => number): Listed[] {
  return Array.from({ length: 2 + random(2) }, () => {
    const prefix = PREFIXES[random(PREFIXES.length)] ?? ''
    const keys = new Set(Array.from({ length: random(12) }, () => `${prefix}${random(6)}`))
    const rows = [...keys].map((key) => {
      const written = encodeURIComponent(key).replaceAll('%2F', '/')
      return random(2) === 0 ? plain(written, { size: 1 + random(50) }) : encrypted(written)
    })
    return { coverage: coverageOf(prefix), files: [rows.slice(0, 5), rows.slice(5)] }
  })
}

/** Sizes of the findings by key: the newest report that lists a key says what it is. */
function model(reports: readonly Listed[]): Map<string, number> {
  const findings = new Map<string, number>()
  for (const { key = '', status, size = 0 } of reports.flatMap(({ files }) => files.flat())) {
    if (status === 'NOT-SSE') findings.set(key, Number(size))
    else findings.delete(key)
  }
  return findings
}
