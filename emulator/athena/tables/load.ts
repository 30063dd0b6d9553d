// Gives the database the rows of every table that a query names.

import type { Principal, World } from '../../world.ts'
import { type CatalogTable, findTable, fullName } from '../catalog.ts'
import { type Query, QueryProblem } from '../query.ts'
import { ORC, PARQUET, type TableColumn } from '../sql/create-table.ts'
import type { Cell, Database } from '../sql/duckdb.ts'
import type { TableUse } from '../sql/table-uses.ts'
import { quoteName } from '../sql/tokens.ts'
import { PATH_COLUMN } from '../sql/translate.ts'
import { type DataFile, readTableFiles } from './files.ts'
import { loadMetadataTable, TABLES_CATALOG } from './metadata-table.ts'
import { readOrcRows } from './orc-rows.ts'
import { insertParquetRows } from './parquet-rows.ts'
import { readTextRows } from './text.ts'

export type LoadedTable = { readonly identifier: string; readonly bytes: number }

type Loading = {
  readonly world: World
  readonly principal: Principal
  readonly database: Database
  /** Whether tables have the hidden column. */
  readonly withPath: boolean
}

const SQL_TYPES: Readonly<Record<TableColumn['type'], string>> = {
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  bigint: 'BIGINT',
  int: 'INTEGER',
  double: 'DOUBLE',
  timestamp: 'TIMESTAMP',
}

/** Creates a temporary table with the rows of the one that is used. Throws QueryProblem. */
export async function loadTable(loading: Loading, query: Query, use: TableUse, name: string): Promise<LoadedTable> {
  const { world, principal } = loading
  const named = fullName(query, use.name)
  const { catalog, database: schema, table: tableName } = named
  if (catalog === TABLES_CATALOG) {
    return { identifier: quoteName(name), bytes: await loadMetadataTable(loading, named, wordsOf(query), name) }
  }
  const table = findTable(world, principal, { catalog, database: schema, table: tableName })
  if (table === undefined) {
    throw new QueryProblem(`TABLE_NOT_FOUND: Table '${catalog}.${schema}.${tableName}' does not exist`)
  }
  return { identifier: quoteName(name), bytes: await loadFiles(loading, table, name) }
}

/** The names in a query, of which some are columns. */
const wordsOf = ({ statement }: Query): readonly string[] =>
  'query' in statement ? statement.query.map(({ value }) => value.toLowerCase()) : []

async function loadFiles(loading: Loading, table: CatalogTable, name: string): Promise<number> {
  const { world, principal, database, withPath } = loading
  const partitions = table.partitionColumns.map((column) => `${quoteName(column)} VARCHAR`)
  const path = withPath ? [`${quoteName(PATH_COLUMN)} VARCHAR`] : []
  await createTable(database, name, [...table.columns.map(renderColumn), ...partitions, ...path])
  let bytes = 0
  for (const file of readTableFiles(world, principal, table)) {
    bytes += file.bytes.length
    const hidden: readonly Cell[] = [...file.partition, ...(withPath ? [file.uri] : [])]
    if (table.serde === PARQUET) await insertParquetRows(database, name, table, file, hidden)
    else await database.append(name, withHidden(readRows(table, file), hidden))
  }
  return bytes
}

const readRows = (table: CatalogTable, file: DataFile): Iterable<readonly Cell[]> =>
  table.serde === ORC ? readOrcRows(table, file) : readTextRows(table, file)

function* withHidden(rows: Iterable<readonly Cell[]>, hidden: readonly Cell[]): Iterable<readonly Cell[]> {
  for (const row of rows) yield [...row, ...hidden]
}

async function createTable(database: Database, name: string, columns: readonly string[]): Promise<void> {
  await database.run(`CREATE TEMP TABLE ${quoteName(name)} (${columns.join(', ')})`)
}

const renderColumn = ({ name, type }: TableColumn): string => `${quoteName(name)} ${SQL_TYPES[type]}`
