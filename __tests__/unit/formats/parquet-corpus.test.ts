// Reads the damaged files of Apache's parquet-testing (apache/README.md): each column must be refused, or read with all its
// rows.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { openParquet } from '../../../src/formats/parquet/parquet-file.ts'
import { countedReader, readRows } from './support/read-rows.ts'

const folder = new URL('apache/parquet-bad', import.meta.url).pathname
const files = readdirSync(folder).filter((name) => name.endsWith('.parquet'))

const UNREADABLE = { code: 'UNREADABLE' }

/** How each ends: refused as a whole, or which of its readable columns are refused. The rest yields all rows. */
const EXPECTED: Readonly<Record<string, 'refused' | readonly string[]>> = {
  'ARROW-GH-41317.parquet': 'refused',
  'ARROW-GH-41321.parquet': ['int64', 'large_binary'],
  'ARROW-GH-43605.parquet': [],
  'ARROW-GH-45185.parquet': [],
  'ARROW-GH-47662.parquet': [],
  'ARROW-RS-GH-6229-DICTHEADER.parquet': 'refused',
  'ARROW-RS-GH-6229-LEVELS.parquet': [],
  'PARQUET-1481.parquet': 'refused',
}

describe('the bad data of parquet-testing', () => {
  it('is all here', () => {
    expect(files).toEqual(Object.keys(EXPECTED))
  })

  it.each(files)('%s is never read as fewer rows', async (name) => {
    const bytes = readFileSync(join(folder, name))
    const opening = openParquet(countedReader(bytes).read, bytes.length)
    const expected = EXPECTED[name] ?? 'refused'
    if (expected === 'refused') {
      await expect(opening).rejects.toMatchObject(UNREADABLE)
      return
    }
    const file = await opening
    for (const column of file.columns.keys()) {
      const reading = readRows(file, [column])
      if (expected.includes(column)) await expect(reading).rejects.toMatchObject(UNREADABLE)
      else expect(await reading).toHaveLength(file.rows)
    }
  })
})
