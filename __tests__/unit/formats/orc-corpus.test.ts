// Reads Apache ORC's example files (apache/README.md) and compares every row with their expected output.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import type { ColumnarFile } from '../../../src/formats/columnar.ts'
import { openOrc } from '../../../src/formats/orc/orc-file.ts'
import { countedReader, readRows } from './support/read-rows.ts'

const folder = new URL('apache/orc', import.meta.url).pathname
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isOrc).sort()

function isOrc(name: string): boolean {
  return name.endsWith('.orc')
}

/** Columns that no inventory has: integers beyond 2^53, and timestamps of other time zones than UTC. */
const REFUSED_COLUMNS: Readonly<Record<string, RegExp>> = {
  'TestOrcFile.test1.orc long1': /larger than 2\^53/,
  'orc-file-11-format.orc long1': /larger than 2\^53/,
  'orc-file-11-format.orc ts': /time zone \(none\)/,
  'orc_split_elim.orc ts': /time zone \(none\)/,
  'orc_split_elim_new.orc ts': /time zone America\/Los_Angeles/,
  'over1k_bloom.orc _col8': /time zone \(none\)/,
  'TestOrcFile.testDate1900.orc time': /time zone US\/Pacific/,
  'TestOrcFile.testDate2038.orc time': /time zone US\/Pacific/,
  'TestOrcFile.testUnionAndTimestamp.orc time': /time zone US\/Pacific/,
}

const REFUSED_FILES: Readonly<Record<string, RegExp>> = {
  'TestOrcFile.testTimestamp.orc': /no struct/,
  'TestOrcFile.testWithoutCompressionBlockSize.orc': /SNAPPY is not supported/,
  'TestVectorOrcFile.testLz4.orc': /LZ4 is not supported/,
  'TestVectorOrcFile.testLzo.orc': /LZO is not supported/,
  'TestVectorOrcFile.testZstd.0.12.orc': /ZSTD is not supported/,
  'decimal64_v2.orc': /version 1.9999 is not supported/,
  'decimal64_v2_cplusplus.orc': /version 1.9999 is not supported/,
  'encrypted/sample1.orc': /not supported/,
  'encrypted/sample2.orc': /not supported/,
  'orc_no_format.orc': /does not say ORC/,
  'version1999.orc': /version 19.99 is not supported/,
  'zero.orc': /no ORC file/,
  'corrupt/missing_blob_stream_in_string_dict.orc': /string_col lacks a stream/,
  'corrupt/missing_length_stream_in_string_dict.orc': /lacks a stream/,
  'corrupt/negative_dict_entry_lengths.orc': /negative length/,
}

describe('the examples of Apache ORC', () => {
  it('are all here', () => {
    expect(files).toHaveLength(43)
    expect(Object.keys(REFUSED_FILES).filter((name) => !files.includes(name))).toEqual([])
  })

  it.each(files.filter((name) => REFUSED_FILES[name] !== undefined))('refuses %s', async (name) => {
    const bytes = readFileSync(join(folder, name))
    const reading = openOrc(countedReader(bytes).read, bytes.length).then((file) =>
      readRows(
        file,
        [...file.columns.keys()].filter((column) => file.columns.get(column) !== 'timestamp'),
      ),
    )
    await expect(reading).rejects.toThrow(REFUSED_FILES[name])
  })

  it.each(files.filter((name) => REFUSED_FILES[name] === undefined))('reads %s', async (name) => {
    const bytes = readFileSync(join(folder, name))
    const file = await openOrc(countedReader(bytes).read, bytes.length)
    const expected = readExpected(name)
    for (const column of file.columns.keys()) {
      const refused = REFUSED_COLUMNS[`${name} ${column}`]
      if (refused !== undefined) {
        await expect(readRows(file, [column])).rejects.toThrow(refused)
        continue
      }
      if (expected === undefined) {
        expect(await countRows(file, column)).toBe(file.rows)
        continue
      }
      const rows = await readRows(file, [column])
      const isTimestamp = file.columns.get(column) === 'timestamp'
      const wanted = expected.map((row) => (isTimestamp ? parseTimestamp(row[column]) : row[column]))
      const found = rows.map((row) => row[column] ?? null)
      expect([found.length, findDifference(found, wanted)]).toEqual([wanted.length, undefined])
    }
  })
})

/** The first row that differs; `toEqual` takes long over so many. */
function findDifference(found: readonly unknown[], wanted: readonly unknown[]): string | undefined {
  const row = found.findIndex((value, index) => value !== (wanted[index] ?? null))
  return row < 0 ? undefined : `row ${row} is ${found[row]}, not ${wanted[row]}`
}

async function countRows(file: ColumnarFile, column: string): Promise<number> {
  let rows = 0
  for (const group of file.groups) {
    const loaded = await group.load([column])
    rows += file.columns.get(column) === 'text' ? loaded.texts(column).starts.length : loaded.numbers(column).length
  }
  return rows
}

function readExpected(name: string): readonly Record<string, unknown>[] | undefined {
  const path = join(folder, 'expected', name.replace(/orc$/, 'jsn.gz'))
  if (!existsSync(path)) return undefined
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>)
}

function parseTimestamp(text: unknown): number | null {
  return typeof text === 'string' ? Date.parse(`${text.replace(' ', 'T').replace(/\.0$/, '')}Z`) : null
}
