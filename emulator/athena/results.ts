// The form of query results: CSV with a header and every value in double quotes (Amazon Athena User Guide, "Work with
// query results and recent queries"); NULL is an empty field without quotes (UNCONFIRMED on the pages used here).

import type { QueryResult } from './query.ts'
import type { Cell, ResultType, SqlResult } from './sql/duckdb.ts'

/** The result object of a SELECT. */
export function renderResult({ columns, rows }: SqlResult): QueryResult {
  const named = columns.map(({ name, type }, at) => ({
    name: nameColumn(name, at),
    type: type === 'unknown' ? 'varchar' : type,
  }))
  const lines = [named.map(({ name }) => name), ...rows.map((row) => row.map(renderCell))]
  return { columns: named, text: lines.map((cells) => `${cells.map(renderField).join(',')}\n`).join('') }
}

/** Expressions without a name are `_col0`, `_col1` … by their place; DuckDB names them by their text. */
const nameColumn = (name: string, at: number): string => (/^[\w$ .-]+$/.test(name) ? name : `_col${at}`)

const renderField = (text: string | null): string => (text === null ? '' : `"${text.replaceAll('"', '""')}"`)

/** A value as text: times as `2026-11-01 12:00:00.000`, bytes as `de ad be ef`. */
export function renderCell(cell: Cell): string | null {
  if (cell === null) return null
  if (cell instanceof Uint8Array) return [...cell].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  if (typeof cell !== 'object') return String(cell)
  return new Date(Number(cell.microseconds / 1000n)).toISOString().replace('T', ' ').replace('Z', '')
}

/** The fields of a result object; undefined is NULL. */
export function parseResult(text: string): readonly (readonly (string | undefined)[])[] {
  const rows: (string | undefined)[][] = []
  let row: (string | undefined)[] = []
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? (plain === '' ? undefined : plain))
    if (end !== '\n') continue
    rows.push(row)
    row = []
  }
  return rows
}

/** A type as GetQueryResults describes it (Amazon Athena API Reference, "ColumnInfo"). */
export const describeType = (type: string): { readonly Type: string; readonly Precision: number } => ({
  Type: type,
  Precision: PRECISIONS[type as ResultType] ?? 2_147_483_647,
})

const PRECISIONS: Partial<Record<ResultType, number>> = {
  bigint: 19,
  integer: 10,
  double: 17,
  boolean: 0,
  timestamp: 3,
}
