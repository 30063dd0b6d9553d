import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { KeptRow } from '../../../src/findings/kept-row.ts'
import { HEAPS, nameHeap, readSetApart, type Settled, setApart } from '../../../src/findings/set-apart.ts'
import { RowSpool, spoolPath } from '../../../src/findings/spool.ts'
import { readSpooledRows } from '../../../src/findings/spool-reader.ts'
import { encodeKey } from '../../../src/words/object-key.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'set-apart-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Facts = ConstructorParameters<typeof KeptRow>[1]

const FACTS: Facts = { status: 0, size: 10, storageClass: 'STANDARD', modified: 1_000 }

/** Writes one row, and reads it again. */
async function thereAndBack(key: string, facts: Facts, settled: Settled) {
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  const spool = new RowSpool({ folder, bucket: 'acme-data', maxRows: 10, written }, 0)
  setApart(spool, nameHeap(3), new KeptRow(encodeKey(key), facts), settled)
  spool.close()
  const read: ReturnType<typeof readSetApart>[] = []
  for await (const row of readSpooledRows('acme-data', [spoolPath(folder, nameHeap(3), 0)]))
    read.push(readSetApart(row))
  return read
}

describe('a row that was set apart is read as it was', () => {
  it.each<[string, Facts, Settled]>([
    ['old/1', FACTS, { kind: 'finding', choice: 'copy', exception: undefined }],
    ['a b,"ü"\n', { ...FACTS, size: 0 }, { kind: 'candidate', choice: 'too-large', exception: 0 }],
    ['k', { ...FACTS, modified: undefined }, { kind: 'finding', choice: 'restore', exception: 7 }],
    ['k', { ...FACTS, modified: Number.NaN }, { kind: 'finding', choice: 'copy', exception: undefined }],
    ['k', { ...FACTS, storageClass: '' }, { kind: 'finding', choice: 'storage-class-unknown', exception: undefined }],
    ['k', { ...FACTS, storageClass: 'A,B' }, { kind: 'finding', choice: 'copy', exception: undefined }],
  ])('%j with %j', async (key, facts, settled) => {
    const [read, ...others] = await thereAndBack(key, facts, settled)

    expect(others).toEqual([])
    const { row, ...rest } = read ?? {}
    expect(rest).toEqual(settled)
    expect(row?.key()).toBe(encodeKey(key))
    expect([row?.status, row?.size, row?.text('storageclass')]).toEqual([facts.status, facts.size, facts.storageClass])
    // A time that was none is kept as none; only a missing column is undefined.
    expect(row?.time('lastmodifieddate')).toBe(facts.modified)
    expect(row?.text('etag')).toBeUndefined()
  })
})

describe('a row that is damaged is an error, not another row', () => {
  it.each([
    [['found', 'copy', '', '0', '1', 'STANDARD', '']],
    [['finding', 'destroy', '', '0', '1', 'STANDARD', '']],
    [['finding', 'copy', '', '99', '1', 'STANDARD', '']],
    [['finding', 'copy', '', 'x', '1', 'STANDARD', '']],
    [['finding']],
    [[]],
  ])('%j', (rest) => {
    expect(() => readSetApart({ key: encodeKey('k'), rest })).toThrow(
      expect.objectContaining({ code: 'INTERNAL_ERROR', hint: expect.stringContaining('free disk space') }),
    )
  })
})

it('has a folder for each heap', () => {
  const names = Array.from({ length: HEAPS }, (_, heap) => nameHeap(heap))
  expect([names[0], names.at(-1), new Set(names).size]).toEqual(['set-apart/A', 'set-apart/Z', HEAPS])
})
