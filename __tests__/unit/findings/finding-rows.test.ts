// Every finding as a line: the same from every engine, safe for spreadsheets, and a full disk is told by the count.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { chooseByNeed } from '../../../src/decide/choose-by-need.ts'
import {
  createFindingRows,
  type FindingFormat,
  FindingRows,
  listFindingRows,
  writeKey,
} from '../../../src/findings/finding-rows.ts'
import { KeptRow } from '../../../src/findings/kept-row.ts'
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
    rows.add(new KeptRow(encodeKey('k'), facts), encodeKey('k'), 'copy', false)
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

it('stops writing when the disk takes no more, and the count says so', () => {
  const place = join(folder, 'full')
  mkdirSync(place)
  // In the place of the folder of rows: what cannot be opened is like a disk that is full.
  writeFileSync(join(place, 'finding-rows'), '')
  const options = createFindingRows(place, 'acme-data', 'csv')
  const rows = new FindingRows(options, 0)
  const row = new KeptRow('k' as EncodedKey, { status: 0, size: 1, storageClass: '', modified: undefined })
  for (let i = 0; i < 10_000; i++) rows.add(row, 'k' as EncodedKey, 'copy', true)
  rows.close()
  expect(Number(Atomics.load(options.written, 0))).toBe(0)
})

it('encodes a leading minus only', () => {
  expect(writeKey('-a-b' as EncodedKey)).toBe('%2Da-b')
  expect(writeKey('a-b' as EncodedKey)).toBe('a-b')
})
