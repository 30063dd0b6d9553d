// Compares the files of a world, each another writer's, with the rows that all of them were given (outside/README.md).

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import {
  type CodedColumn,
  type ColumnarFile,
  NULL_FLAG,
  type TextColumn,
  textAt,
} from '../../../../src/formats/columnar.ts'
import { openOrc } from '../../../../src/formats/orc/orc-file.ts'
import { openParquet } from '../../../../src/formats/parquet/parquet-file.ts'
import type { InventoryRow } from './inventory-rows.ts'
import { countedReader } from './read-rows.ts'

/** Columns of few distinct values, which the scan reads as codes. */
const CODED = new Set(['bucket', 'storage_class', 'encryption_status', 'object_lock_mode'])

export type World = {
  readonly folder: string
  readonly rows: readonly InventoryRow[]
  readonly files: readonly string[]
}

/** The names of the files of a world. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.(orc|parquet)$/.test(name))
    .sort()
}

/** The world in a folder: its rows, and the names of the files that must hold them. */
export function readWorld(folder: string): World {
  const lines = gunzipSync(readFileSync(join(folder, 'rows.jsonl.gz')))
    .toString('utf8')
    .split('\n')
    .slice(0, -1)
  return { folder, rows: lines.map((line) => JSON.parse(line) as InventoryRow), files: listFiles(folder) }
}

/**
 * What of the file is not as its writer was told: all rows of each column, and once more the wanted ones, as the scan
 * asks for findings; empty when it is all the same.
 */
export async function findDifferences({ folder, rows }: World, name: string): Promise<string[]> {
  const bytes = readFileSync(join(folder, name))
  const file = await (name.endsWith('.orc') ? openOrc : openParquet)(countedReader(bytes).read, bytes.length)
  if (file.rows !== rows.length) return [`${file.rows} rows, not ${rows.length}`]
  const differences: string[] = []
  const due = Object.keys(rows[0] ?? {})
  for (const column of due.filter((name) => !file.columns.has(name))) differences.push(`no column ${column}`)
  const all = await compare(file, rows, () => undefined)
  const asFindings = await compare(file, rows, (row) => row.encryption_status === 'NOT-SSE' && row.is_latest === true)
  const some = await compare(file, rows, (_, index) => index % 7 === 3)
  return [...differences, ...all, ...asFindings, ...some]
}

/** `isWanted` gives undefined for all rows, which are read as such. */
async function compare(
  file: ColumnarFile,
  rows: readonly InventoryRow[],
  isWanted: (row: InventoryRow, index: number) => boolean | undefined,
): Promise<string[]> {
  const differences: string[] = []
  let first = 0
  for (const group of file.groups) {
    const own = rows.slice(first, first + group.rows)
    const chosen = own.flatMap((row, index) => (isWanted(row, first + index) === false ? [] : [index]))
    const isAll = own[0] !== undefined && isWanted(own[0], first) === undefined
    first += group.rows
    if (chosen.length === 0) continue
    const columns = [...file.columns.keys()]
    const loaded = await group.load(columns, isAll ? undefined : Uint32Array.from(chosen))
    for (const column of columns) {
      const valueAt = openColumn(file, loaded, column)
      const wrong = chosen.findIndex((row, index) => valueAt(index) !== own[row]?.[column])
      if (wrong < 0) continue
      const row = chosen[wrong] as number
      differences.push(`row ${first - group.rows + row}: ${column} is ${valueAt(wrong)}, not ${own[row]?.[column]}`)
    }
    loaded.release()
  }
  return differences
}

type Loaded = Awaited<ReturnType<ColumnarFile['groups'][number]['load']>>
type ValueAt = (row: number) => string | number | boolean | null

function openColumn(file: ColumnarFile, loaded: Loaded, name: string): ValueAt {
  switch (file.columns.get(name)) {
    case 'text':
      return CODED.has(name) ? readCoded(loaded.codes(name)) : readText(loaded.texts(name))
    case 'flag': {
      const flags = loaded.flags(name)
      return (row) => (flags[row] === NULL_FLAG ? null : flags[row] === 1)
    }
    default: {
      const numbers = loaded.numbers(name)
      return (row) => (Number.isNaN(numbers[row]) ? null : (numbers[row] as number))
    }
  }
}

function readCoded({ codes, values }: CodedColumn): ValueAt {
  return (row) => values[codes[row] as number] ?? null
}

function readText(texts: TextColumn): ValueAt {
  return (row) => textAt(texts, row) ?? null
}
