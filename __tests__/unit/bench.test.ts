import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from '@jest/globals'
import { checkSameAnswer } from '../../bench/answer.ts'
import { CASES } from '../../bench/case.ts'
import { type DataFile, makeFile } from '../../bench/data.ts'
import { createFigure, isReached, renderTable, toFigureJson } from '../../bench/figures.ts'
import { summarizeTimes } from '../../bench/measure.ts'
import { answerOf, createReport, fetchedShare, type Question, scan } from '../../bench/ours.ts'
import { fillReadme } from '../../bench/readme.ts'
import { COLUMNS, createRows, FINDING_SHARE, SOURCE_BUCKET } from '../../bench/rows.ts'
import { encodeCsvKey, renderCsvRow } from '../../emulator/inventory/csv.ts'
import { FILE_ENDINGS } from '../../emulator/inventory/files.ts'
import { INVENTORY_FORMATS, type InventoryFormat } from '../../src/inventory/report.ts'

const ROWS = 3000
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function makeFiles(indexes: readonly number[], formats: readonly InventoryFormat[] = INVENTORY_FORMATS) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-test-'))
  folders.push(folder)
  for (const index of indexes)
    await makeFile({ folder, seed: 'test', index, rows: ROWS, findingShare: FINDING_SHARE, formats })
  return (format: InventoryFormat): readonly DataFile[] =>
    indexes.map((index) => {
      const path = join(folder, `part-${index}.${FILE_ENDINGS[format]}`)
      return { path, ...(JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Omit<DataFile, 'path'>) }
    })
}

/** Counts current objects and copyable findings as the rows themselves say. */
function countRows(indexes: readonly number[]) {
  const byStatus = new Map<string, number>()
  const keys: string[] = []
  for (const index of indexes) {
    for (const { key, isLatest, isDeleteMarker, encryptionStatus = '' } of createRows('test', index, ROWS)) {
      if (isLatest !== true || isDeleteMarker === true) continue
      byStatus.set(encryptionStatus, (byStatus.get(encryptionStatus) ?? 0) + 1)
      if (encryptionStatus === 'NOT-SSE') keys.push(`${SOURCE_BUCKET},${encodeCsvKey(key).replaceAll('+', '%20')}`)
    }
  }
  return { byStatus, keys }
}

async function ask(format: InventoryFormat, files: readonly DataFile[], question: Question, times = 1) {
  const { report, store } = createReport(format, files, times)
  try {
    return await scan(report, store, question, (result) => ({
      rows: result.rows,
      answer: answerOf(result, question),
      share: fetchedShare(result),
    }))
  } finally {
    await store.close()
  }
}

describe('the rows of the benchmarks', () => {
  it('are the same for the same seed, and others for another file', () => {
    const take = (seed: string, index: number) => [...createRows(seed, index, 50)].map(({ key }) => key)

    expect(take('a', 0)).toEqual(take('a', 0))
    expect(take('a', 0)).not.toEqual(take('a', 1))
    expect(take('a', 0)).not.toEqual(take('b', 0))
    expect(new Set([...take('a', 0), ...take('a', 1)]).size).toBe(100)
  })

  it('have about 300 bytes as CSV and 2 % findings, all copyable, with keys that need encoding', () => {
    const rows = [...createRows('shares', 0, 20_000)]
    const bytes = rows.reduce((sum, row) => sum + renderCsvRow(row, COLUMNS).length, 0)
    const share = rows.filter((row) => row.encryptionStatus === 'NOT-SSE').length / rows.length

    expect(bytes / rows.length).toBeGreaterThan(270)
    expect(bytes / rows.length).toBeLessThan(330)
    expect(share).toBeGreaterThan(0.015)
    expect(share).toBeLessThan(0.025)
    expect(rows.some(({ key }) => key.includes(' '))).toBe(true)
    expect(rows.some(({ key }) => key.includes('='))).toBe(true)
    expect(rows.some(({ isLatest }) => isLatest === false)).toBe(true)
    expect(rows.some(({ isDeleteMarker }) => isDeleteMarker === true)).toBe(true)
  })
})

describe('the rows of an old bucket', () => {
  it('are findings without exception, but for delete markers', () => {
    const objects = [...createRows('old', 0, 5000, 1)].filter(({ isDeleteMarker }) => isDeleteMarker === false)
    expect(new Set(objects.map(({ encryptionStatus }) => encryptionStatus))).toEqual(new Set(['NOT-SSE']))
    expect(new Set(objects.map(({ size }) => size)).size).toBeGreaterThan(4000)
  })
})

describe('the files of the benchmarks', () => {
  it('hold the rows as the emulator writes them', async () => {
    const [file] = (await makeFiles([0], ['CSV']))('CSV')
    const text = gunzipSync(readFileSync(file?.path ?? '')).toString('utf8')

    expect(text).toBe([...createRows('test', 0, ROWS)].map((row) => renderCsvRow(row, COLUMNS)).join(''))
  })

  it.each(INVENTORY_FORMATS)('are read as what was put in: %s', async (format) => {
    const files = (await makeFiles([0, 1], [format]))(format)
    const { byStatus, keys } = countRows([0, 1])

    const { rows, answer } = await ask(format, files, 'job-manifest')
    const verdict = await ask(format, files, 'verdict')

    expect(rows).toBe(2 * ROWS)
    expect(new Map([...answer.byStatus].filter(([, count]) => count > 0))).toEqual(byStatus)
    expect(answer.jobManifest?.rows).toBe(keys.length)
    expect(verdict.answer).toEqual({ byStatus: answer.byStatus, jobManifest: undefined })
    if (format === 'CSV') expect(verdict.share).toBe(1)
    else expect(verdict.share).toBeLessThan(0.5)
  })

  it('give the same job manifest in every format', async () => {
    const filesOf = await makeFiles([0])
    const csv = await ask('CSV', filesOf('CSV'), 'job-manifest')
    for (const format of ['ORC', 'Parquet'] as const) {
      const { answer } = await ask(format, filesOf(format), 'job-manifest')
      expect(() => checkSameAnswer(csv.answer, answer, format)).not.toThrow()
    }
  })

  it('count as often as they are listed', async () => {
    const files = (await makeFiles([0], ['Parquet']))('Parquet')

    const once = await ask('Parquet', files, 'job-manifest')
    const thrice = await ask('Parquet', files, 'job-manifest', 3)

    expect(thrice.rows).toBe(3 * ROWS)
    // Each key is kept once, however often it is listed.
    expect(thrice.answer.jobManifest).toEqual(once.answer.jobManifest)
  })
})

describe('checkSameAnswer', () => {
  const answer = (status: string, sha256: string) => ({
    byStatus: new Map([[status, 3]]),
    jobManifest: { rows: 3, sha256 },
  })

  it('accepts the same counts in any order, statuses without objects aside', () => {
    const ours = { ...answer('SSE-S3', 'a'), byStatus: new Map([['SSE-S3', 3], ['NOT-SSE', 1], ['SSE-C', 0]]) } // biome-ignore format: short
    const theirs = { ...answer('SSE-S3', 'a'), byStatus: new Map([['NOT-SSE', 1], ['SSE-S3', 3]]) } // biome-ignore format: short
    expect(() => checkSameAnswer(ours, theirs, 'peer')).not.toThrow()
  })

  it.each([
    ['counts', answer('SSE-KMS', 'a')],
    ['rows of the job manifest', answer('SSE-S3', 'b')],
    ['a job manifest that is missing', { ...answer('SSE-S3', 'a'), jobManifest: undefined }],
  ])('refuses other %s, and names the peer', (_, theirs) => {
    expect(() => checkSameAnswer(answer('SSE-S3', 'a'), theirs, 'the peer')).toThrow('the peer')
  })
})

describe('figures', () => {
  const input = { metric: 'm', unit: 's', ours: 2, peers: { absent: null, present: 6 } } as const

  it('are written with exactly five keys', () => {
    expect(toFigureJson(createFigure('c', { ...input, better: 'lower', reach: { atMost: 1 } }))).toStrictEqual({
      case: 'c',
      metric: 'm',
      ours: 2,
      peers: { absent: null, present: 6 },
      ratio: 3,
    })
  })

  it.each([
    ['lower', { present: 6 }, 3],
    ['higher', { present: 6 }, 1 / 3],
    ['higher', { absent: null }, null],
    ['higher', {}, null],
  ] as const)('have a ratio that is over 1 when ours is better: %s, %j', (better, peers, ratio) => {
    expect(createFigure('c', { ...input, peers, better }).ratio).toBe(ratio)
  })

  it.each([
    [{ ratioAtLeast: 3 }, true],
    [{ ratioAtLeast: 3.1 }, false],
    [{ atMost: 2 }, true],
    [{ atMost: 1.9 }, false],
    [undefined, undefined],
  ])('know whether they reach %j', (reach, expected) => {
    expect(isReached(createFigure('c', { ...input, better: 'lower', reach }))).toBe(expected)
  })

  it('leave open what cannot be compared', () => {
    const alone = createFigure('c', { ...input, peers: { absent: null }, better: 'lower', reach: { ratioAtLeast: 1 } })
    expect(isReached(alone)).toBeUndefined()
    expect(renderTable([alone])).toContain('absent: not installed')
  })

  it('replace those of their case in README.md, and no others', () => {
    const text = 'a\n<!-- c -->\nold\n<!-- /c -->\n<!-- d -->\nkept\n<!-- /d -->\n'
    const figures = [createFigure('c', { ...input, better: 'lower' })]

    const once = fillReadme(text, 'c', 'a machine', figures)

    expect(once).not.toContain('old')
    expect(once).toContain('kept')
    expect(once).toContain('`npm run bench -- --case c` · a machine')
    expect(fillReadme(once, 'c', 'a machine', figures)).toBe(once)
    expect(() => fillReadme(text, 'e', 'a machine', figures)).toThrow('"e"')
  })

  it('have a place in README.md for every case', () => {
    const readme = readFileSync(join(import.meta.dirname, '..', '..', 'bench', 'README.md'), 'utf8')
    for (const name of CASES.keys()) expect(() => fillReadme(readme, name, '', [])).not.toThrow()
  })
})

it.each([
  [[3, 1, 2], { median: 2, least: 1, greatest: 3 }],
  [[4, 1], { median: 2.5, least: 1, greatest: 4 }],
])('sums the times %j up', (times, expected) => {
  expect(summarizeTimes(times)).toEqual(expected)
})
