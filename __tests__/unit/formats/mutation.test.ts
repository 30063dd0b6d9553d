// Damages golden files and reads them without any checksum: what the MD5 catches in production must here end in an
// error or in the same rows, and where it cannot, be rare. The environment variable MUTATIONS sets how many cases each
// file gets (CI: 200,000 in all); SEED where they start.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { ColumnarFile } from '../../../src/formats/columnar.ts'
import { openOrc } from '../../../src/formats/orc/orc-file.ts'
import { openParquet } from '../../../src/formats/parquet/parquet-file.ts'
import type { RangeReader } from '../../../src/formats/ranges.ts'
import { ActionError } from '../../../src/words/errors.ts'
import { mutate, seededIntegers } from './support/mutations.ts'
import { readRows } from './support/read-rows.ts'

const CASES = Number(process.env.MUTATIONS ?? 150)
const SEED = Number(process.env.SEED ?? 1)

type Open = (read: RangeReader, fileBytes: number) => Promise<ColumnarFile>
/** `silent`: other rows without an error; `lost`: fewer findings among them, the worst of all. */
type Outcome = 'error' | 'equal' | 'silent' | 'lost'

async function readAll(open: Open, bytes: Uint8Array): Promise<string> {
  const file = await open(async (start, end) => bytes.subarray(start, end), bytes.length)
  const rows = await readRows(file)
  if (rows.length !== file.rows) throw new Error(`${rows.length} rows of ${file.rows}`)
  return JSON.stringify(rows)
}

async function judge(open: Open, bytes: Uint8Array, original: string): Promise<Outcome> {
  try {
    const rows = await readAll(open, bytes)
    if (rows === original) return 'equal'
    return countFindings(rows) < countFindings(original) ? 'lost' : 'silent'
  } catch (error) {
    // Any other error is a crash that only the worker's isolation would contain.
    if (error instanceof ActionError && error.code === 'UNREADABLE') return 'error'
    throw error
  }
}

function countFindings(rows: string): number {
  return rows.split('"NOT-SSE"').length - 1
}

// How many of a hundred damages may go unnoticed: neither format has a checksum that must be there.
const FILES: readonly [string, Open, number][] = [
  ['zlib-dictionary.orc', openOrc, 30],
  ['zlib-direct.orc', openOrc, 30],
  ['uncompressed.orc', openOrc, 40],
  ['version-0.11.orc', openOrc, 30],
  ['snappy-pages.parquet', openParquet, 30],
  ['snappy-v2.parquet', openParquet, 30],
  ['uncompressed-plain.parquet', openParquet, 30],
  ['delta.parquet', openParquet, 30],
]

describe('a damaged file', () => {
  it.each(FILES)('%s ends in an error or in the same rows, mostly', async (name, open, silentPercent) => {
    const bytes = readFileSync(new URL(`golden/${name}`, import.meta.url))
    const original = await readAll(open, bytes)
    const counts: Record<Outcome, number> = { error: 0, equal: 0, silent: 0, lost: 0 }
    for (let index = 0; index < CASES; index += 1) {
      counts[await judge(open, mutate(bytes, seededIntegers(SEED * 1_000_003 + index)), original)] += 1
    }
    if (process.env.MUTATIONS !== undefined) process.stdout.write(`${name}: ${JSON.stringify(counts)}\n`)
    expect(counts.error).toBeGreaterThan(0)
    expect(counts.silent + counts.lost).toBeLessThanOrEqual((CASES * silentPercent) / 100)
  })
})
