// Every finding as a line: the same from every engine, safe for spreadsheets, and a full disk is told by the count.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { chooseByNeed } from '../../../src/decide/choose-by-need.ts'
import {
  cellsOf,
  createFindingRows,
  type FindingFormat,
  FindingRows,
  listFindingRows,
  writeKey,
} from '../../../src/findings/finding-rows.ts'
import { KeptRow } from '../../../src/findings/kept-row.ts'
import { ENCRYPTION_STATUSES } from '../../../src/words/encryption.ts'
import { ANY_KEY } from '../../../src/words/key-rule.ts'
import { type EncodedKey, encodeKey } from '../../../src/words/object-key.ts'
import { createRowsEngine, type ListedObject } from '../../support/rows-engine.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'finding-rows-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const MODIFIED = Date.UTC(2022, 0, 2, 3, 4, 5)
const object = (key: string, changes: Partial<ListedObject> = {}): ListedObject => ({
  key,
  size: 7,
  status: 'NOT-SSE',
  modified: MODIFIED,
  ...changes,
})

async function keep(objects: readonly ListedObject[], findingRows: FindingFormat): Promise<string[]> {
  const engine = createRowsEngine('acme-data', objects, new Date(Date.UTC(2026, 10, 20)))
  const { keptFindings, findings } = await engine({
    spec: {
      accepted: ['SSE-S3', 'SSE-KMS'],
      keyRule: ANY_KEY,
      exceptions: [],
      include: [],
      exclude: [],
      listedPrefix: '',
      aclsEnabled: false,
      defaultEventHold: false,
      choices: chooseByNeed({ target: 'SSE-S3', copiesInParts: true, restoresArchived: false }),
    },
    keepRows: 'no',
    findingRows,
    spoolFolder: folder,
  })
  expect(keptFindings?.rows).toBe(findings.objects)
  return (keptFindings?.parts ?? []).flatMap((part) => readFileSync(part, 'latin1').trim().split('\n'))
}

describe('a finding', () => {
  it('is a line of CSV, whatever is done about it; what is accepted is none', async () => {
    const rows = await keep(
      [object('a b,"c'), object('old.tar', { storageClass: 'GLACIER' }), object('fine', { status: 'SSE-S3' })],
      'csv',
    )
    expect(rows).toEqual([
      'acme-data,a%20b%2C%22c,NOT-SSE,7,STANDARD,2022-01-02T03:04:05.000Z,copy',
      'acme-data,old.tar,NOT-SSE,7,GLACIER,2022-01-02T03:04:05.000Z,archived',
    ])
  })

  it('is an object of NDJSON with the same names', async () => {
    const [row = ''] = await keep([object('x\u2028\n')], 'ndjson')
    expect(JSON.parse(row)).toEqual({
      bucket: 'acme-data',
      key: 'x%E2%80%A8%0A',
      encryption: 'NOT-SSE',
      bytes: 7,
      storageClass: 'STANDARD',
      lastModified: '2022-01-02T03:04:05.000Z',
      remedy: 'copy',
    })
  })

  it('is no formula of a spreadsheet, and decodes to the same key', async () => {
    const keys = ['=1+1', '+1', '-A1', '@SUM(A1)', '\t=1', '\r=1', '-2+3+cmd|calc!A0', '＝1']
    const rows = await keep(
      keys.map((key) => object(key)),
      'csv',
    )
    const cells = rows.map((row) => row.split(','))
    expect(cells.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
    expect(cells.map(([, key = '']) => decodeURIComponent(key))).toEqual(keys)
    expect(cells.every((row) => row.length === 7)).toBe(true)
  })

  it('has no text of a report that could end a cell or a line', () => {
    const options = createFindingRows(folder, 'acme-data', 'csv')
    const rows = new FindingRows(options, 3)
    const facts = { status: 4, size: 1, storageClass: '=X,"\n', modified: Number.NaN }
    rows.add(encodeKey('k'), cellsOf(new KeptRow(encodeKey('k'), facts), 'copy', false))
    rows.close()
    const [part = ''] = listFindingRows(options).parts
    expect(readFileSync(part, 'latin1')).toBe('acme-data,k,NOT-SSE,,%3DX%2C%22%0A,,copy\n')
  })
})

it('is kept in files that together hold all rows, however many there are', async () => {
  const rows = await keep(
    Array.from({ length: 5_000 }, (_, i) => object(`k${i}`)),
    'csv',
  )
  expect(new Set(rows).size).toBe(5_000)
})

/** A line as it is defined, put together from texts. */
function expectedLine(
  format: FindingFormat,
  key: string,
  { status, size, storageClass, modified, choice }: Cells,
): string {
  const [name, time] = [ENCRYPTION_STATUSES[status], modified === undefined ? '' : new Date(modified).toISOString()]
  if (format === 'csv') return `acme-data,${key},${name},${size ?? ''},${storageClass},${time},${choice}`
  return JSON.stringify({
    bucket: 'acme-data',
    key,
    encryption: name,
    bytes: size ?? null,
    storageClass,
    lastModified: time,
    remedy: choice,
  })
}

type Cells = ReturnType<typeof cellsOf>

const DAY_MS = 86_400_000
/** Around the ends of months, of years, of centuries and of eras, and of what can be written. */
const TIMES = [
  [1, 0, 1, 0],
  [1, 1, 28, 0],
  [99, 11, 31, DAY_MS - 1],
  [400, 1, 29, 1],
  [1582, 9, 15, 0],
  [1899, 11, 31, DAY_MS - 1],
  [1900, 1, 28, DAY_MS - 1],
  [1900, 2, 1, 0],
  [1969, 11, 31, DAY_MS - 1],
  [1970, 0, 1, 0],
  [2000, 1, 29, 3_599_999],
  [2000, 1, 29, 3_600_000],
  [2023, 1, 28, 59_999],
  [2024, 1, 29, 60_000],
  [2024, 11, 31, 86_399_001],
  [2100, 1, 28, 0],
  [2100, 2, 1, 0],
  [9999, 11, 31, DAY_MS - 1],
].map(([year = 0, month = 0, day = 0, ms = 0]) => new Date(0).setUTCFullYear(year, month, day) + ms)

const SIZES = [undefined, 0, 1, 9, 10, 99, 100, 999_999_999, 1e9, 1e9 + 7, 5_497_558_138_880, 999_999_999_999_999]

describe.each(['csv', 'ndjson'] as const)('each line of %s', (format) => {
  const write = (cells: readonly (readonly [string, Cells])[]) => {
    const options = createFindingRows(folder, 'acme-data', format)
    const rows = new FindingRows(options, 0)
    for (const [key, cell] of cells) rows.add(key as EncodedKey, cell)
    rows.close()
    const { parts, rows: count } = listFindingRows(options)
    expect(count).toBe(cells.length)
    return parts.flatMap((part) => readFileSync(part, 'latin1').split('\n').slice(0, -1))
  }

  it('is what its texts make: every status, size, class and time', () => {
    const choices = ['copy', 'archived', 'sse-c'] as const
    const classes = ['STANDARD', '', 'GLACIER_IR', 'DEEP_ARCHIVE']
    const cells = TIMES.flatMap((modified, i) =>
      SIZES.map((size, j): readonly [string, Cells] => [
        `k/${i}/${j}`,
        {
          status: (i + j) % ENCRYPTION_STATUSES.length,
          size,
          storageClass: classes[(i + j) % 4] ?? '',
          modified: (i + j) % 7 === 0 ? undefined : modified,
          choice: choices[j % 3] ?? 'copy',
        },
      ]),
    )
    expect(write(cells)).toEqual(cells.map(([key, cell]) => expectedLine(format, key, cell)))
  })

  it('has no time where there is none: ISO 8601 would give it a sign', () => {
    const cell = { status: 4, size: 1, storageClass: 'STANDARD', choice: 'copy' } as const
    const times = [Number.NaN, 8.64e15, -8.64e15, 253_402_300_800_000, Number.POSITIVE_INFINITY, undefined]
    const lines = write(times.map((modified) => ['k', { ...cell, modified }]))
    expect(new Set(lines)).toEqual(new Set([expectedLine(format, 'k', { ...cell, modified: undefined })]))
  })

  it('is whole where keys and classes are as long as they can be', () => {
    const long = '%C3%A4'.repeat(512)
    const cell = { status: 4, size: 1, modified: 0, choice: 'copy' } as const
    const cells = Array.from({ length: 300 }, (_, i): readonly [string, Cells] => [
      long,
      { ...cell, storageClass: 'X'.repeat(i === 150 ? 300_000 : i) },
    ])
    expect(write(cells)).toEqual(cells.map(([key, each]) => expectedLine(format, key, each)))
  })
})

it('stops writing when the disk takes no more, and the count says so', () => {
  const place = join(folder, 'full')
  mkdirSync(place)
  // In the place of the folder of rows: what cannot be opened is like a disk that is full.
  writeFileSync(join(place, 'finding-rows'), '')
  const options = createFindingRows(place, 'acme-data', 'csv')
  const rows = new FindingRows(options, 0)
  const row = new KeptRow('k' as EncodedKey, { status: 0, size: 1, storageClass: '', modified: undefined })
  for (let i = 0; i < 10_000; i++) rows.add('k' as EncodedKey, cellsOf(row, 'copy', true))
  rows.close()
  expect(Number(Atomics.load(options.written, 0))).toBe(0)
})

it('encodes a leading minus only', () => {
  expect(writeKey('-a-b' as EncodedKey)).toBe('%2Da-b')
  expect(writeKey('a-b' as EncodedKey)).toBe('a-b')
})
