// Reads a columnar file as a user of it would, into one plain object per row; and counts what was fetched.

import { type ColumnarFile, type LoadedColumns, NULL_FLAG, textAt } from '../../../../src/formats/columnar.ts'
import type { RangeReader } from '../../../../src/formats/ranges.ts'
import type { InventoryRow } from './inventory-rows.ts'

type Value = string | number | boolean | null

/** All rows of the named columns (of all readable ones). `wantedIn` picks rows of each group. */
export async function readRows(
  file: ColumnarFile,
  columns: readonly string[] = [...file.columns.keys()],
  wantedIn?: (rows: number) => Uint32Array,
): Promise<InventoryRow[]> {
  const rows: InventoryRow[] = []
  for (const group of file.groups) {
    const wanted = wantedIn?.(group.rows)
    const loaded = await group.load(columns, wanted)
    const values = columns.map((name) => readValues(file, loaded, name))
    for (let row = 0; row < (wanted?.length ?? group.rows); row += 1) {
      rows.push(Object.fromEntries(columns.map((name, index) => [name, values[index]?.at(row) as Value])))
    }
    for (const column of values) expectLength(column.length, wanted?.length ?? group.rows)
  }
  return rows
}

function expectLength(length: number, rows: number): void {
  if (length !== rows) throw new Error(`a column yields ${length} values for ${rows} rows`)
}

function readValues(file: ColumnarFile, loaded: LoadedColumns, name: string): Value[] {
  switch (file.columns.get(name)) {
    case 'text': {
      const texts = loaded.texts(name)
      return Array.from(texts.starts, (_, row) => textAt(texts, row) ?? null)
    }
    case 'flag':
      return Array.from(loaded.flags(name), (flag) => (flag === NULL_FLAG ? null : flag === 1))
    default:
      return Array.from(loaded.numbers(name), (number) => (Number.isNaN(number) ? null : number))
  }
}

/** A file in memory behind the reader's only interface, and what was asked of it. */
export function countedReader(bytes: Uint8Array): {
  read: RangeReader
  requests: [number, number][]
  fetched: () => number
} {
  const requests: [number, number][] = []
  return {
    requests,
    fetched: () => requests.reduce((total, [start, end]) => total + end - start, 0),
    async read(start, end) {
      requests.push([start, end])
      return bytes.subarray(start, end)
    },
  }
}
