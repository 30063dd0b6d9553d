import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { CANDIDATES, RowSpool, spoolPath } from '../../../src/findings/spool.ts'
import { readSpooledRows } from '../../../src/findings/spool-reader.ts'
import { type EncodedKey, encodeKey } from '../../../src/words/object-key.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spool-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const optionsOf = (maxRows = 1_000_000) => ({
  folder,
  bucket: 'src',
  maxRows,
  written: new BigInt64Array(new SharedArrayBuffer(8)),
})

async function read(...paths: string[]) {
  const rows: { key: EncodedKey; rest: readonly string[] }[] = []
  for await (const row of readSpooledRows('src', paths)) rows.push(row)
  return rows
}

describe('rows kept on disk', () => {
  it('come back as they were, in order, over files of many chunks', async () => {
    const long = 'ü'.repeat(512)
    const keys = Array.from({ length: 3000 }, (_, index) => encodeKey(`${index}, "a"\n+%20${long}`.slice(0, 500)))
    const [first, second] = [new RowSpool(optionsOf(), 0), new RowSpool(optionsOf(), 1)]
    for (const [index, key] of keys.entries()) {
      const spool = index < 2000 ? first : second
      spool.add(CANDIDATES, key, `,update-encryption,${index % 3 === 0 ? index : ''}`)
    }
    first.close()
    second.close()

    const rows = await read(spoolPath(folder, CANDIDATES, 0), spoolPath(folder, CANDIDATES, 1))

    expect(rows).toEqual(
      keys.map((key, index) => ({ key, rest: ['update-encryption', index % 3 === 0 ? String(index) : ''] })),
    )
  })

  it('come back without anything behind the key, too', async () => {
    const spool = new RowSpool(optionsOf(), 0)
    spool.add('copy/STANDARD', encodeKey('a b'))
    spool.close()
    expect(await read(spoolPath(folder, 'copy/STANDARD', 0))).toEqual([{ key: 'a%20b', rest: [] }])
  })

  it('hold the longest key there can be with all that may stand behind it, more than once', async () => {
    const spool = new RowSpool(optionsOf(), 0)
    const key = encodeKey('"'.repeat(1024))
    for (let row = 0; row < 200; row++) spool.add(CANDIDATES, key, `,${'y'.repeat(63)}`)
    spool.close()
    const rows = await read(spoolPath(folder, CANDIDATES, 0))
    expect(rows).toHaveLength(200)
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(1)
    expect(rows[0]).toEqual({ key, rest: ['y'.repeat(63)] })
  })

  it.each([
    ['another bucket', 'other,a,copy,\n'],
    ['a cut line', 'src,a,copy,'],
    ['an empty key', 'src,,copy,\n'],
    ['no key', 'src\n'],
    ['a key that is not encoded', 'src,a b,copy,\n'],
    ['a key in lower-case hex', 'src,a%2f,copy,\n'],
    ['an empty line', 'src,a,copy,\n\n'],
  ])('are refused with %s', async (_, text) => {
    const path = join(folder, 'rows.csv')
    writeFileSync(path, text)
    await expect(read(path)).rejects.toMatchObject({ code: 'INTERNAL_ERROR' })
  })
})
