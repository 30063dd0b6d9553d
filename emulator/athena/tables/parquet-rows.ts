// Parquet files of tables, read by DuckDB. Columns are found by name (Amazon Athena User Guide, "Handle schema updates");
// one that a file lacks is NULL.

import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CatalogTable } from '../catalog.ts'
import { QueryProblem } from '../query.ts'
import type { TableColumn } from '../sql/create-table.ts'
import type { Cell, Database } from '../sql/duckdb.ts'
import { quoteName, quoteText } from '../sql/tokens.ts'
import type { DataFile } from './files.ts'

/** Types of a file that a column of a table can be read from. */
const READABLE: Readonly<Record<TableColumn['type'], RegExp>> = {
  string: /^VARCHAR$/,
  boolean: /^BOOLEAN$/,
  bigint: /^(?:BIGINT|INTEGER)$/,
  int: /^INTEGER$/,
  double: /^(?:DOUBLE|FLOAT)$/,
  timestamp: /^TIMESTAMP/,
}

/** Adds the rows of a file to a table. Throws QueryProblem if the file is damaged or of other types. */
export async function insertParquetRows(
  database: Database,
  name: string,
  table: CatalogTable,
  file: DataFile,
  hidden: readonly Cell[],
): Promise<void> {
  const path = join(tmpdir(), `emulated-athena-${randomUUID()}.parquet`)
  const source = `read_parquet(${quoteText(path)}, binary_as_string = true)`
  await writeFile(path, file.bytes)
  try {
    const described = await database.run(`DESCRIBE SELECT * FROM ${source}`)
    const types = new Map(described.rows.map(([column, type]) => [String(column).toLowerCase(), String(type)]))
    const cells = hidden.map((cell) => (cell === null ? 'NULL' : quoteText(String(cell))))
    const columns = [...table.columns.map((column) => readColumn(column, types.get(column.name), file)), ...cells]
    await database.run(`INSERT INTO ${quoteName(name)} SELECT ${columns.join(', ')} FROM ${source}`)
  } catch (error) {
    if (error instanceof QueryProblem) throw error
    const reason = error instanceof Error ? error.message.replaceAll(path, file.uri) : String(error)
    throw new QueryProblem(`HIVE_BAD_DATA: ${reason}`)
  } finally {
    await rm(path, { force: true })
  }
}

function readColumn({ name, type }: TableColumn, found: string | undefined, { uri }: DataFile): string {
  if (found === undefined) return 'NULL'
  if (!READABLE[type].test(found)) {
    throw new QueryProblem(
      `HIVE_BAD_DATA: Field ${name}'s type ${found} in parquet file ${uri} is incompatible with type ${type}`,
    )
  }
  return type === 'timestamp' ? `CAST(${quoteName(name)} AS TIMESTAMP)` : quoteName(name)
}
