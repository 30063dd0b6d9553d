// Statements of Hive's DDL, which write the catalog (Amazon Athena User Guide, "DDL statements").

import type { World } from '../world.ts'
import { parseS3Uri } from './access.ts'
import { authorizeGlue, findDatabase, findTable, fullName } from './catalog.ts'
import { type Query, QueryProblem, type QueryResult } from './query.ts'
import type { ExternalTable } from './sql/create-table.ts'
import type { DottedName, Statement } from './sql/statement.ts'
import { athenaState } from './state.ts'

type Ddl = Exclude<Statement, { kind: 'query' | 'create-table-as' }>

const NOTHING: QueryResult = { text: '', columns: [] }

/** Executes a statement. Throws QueryProblem in Hive's words. */
export function runDdl(world: World, query: Query, statement: Ddl): QueryResult {
  switch (statement.kind) {
    case 'create-external-table':
      return createExternalTable(world, query, statement)
    case 'drop-table':
      return dropTable(world, query, statement.table, statement.ifExists)
    case 'create-database':
      return createDatabase(world, query, statement.database, statement.ifNotExists)
    case 'show-tables':
      return showTables(world, query, statement.database ?? query.database, statement.pattern)
  }
}

function createExternalTable(world: World, query: Query, statement: ExternalTable): QueryResult {
  const { table: name, ifNotExists, columns, serde, serdeProperties, inputFormat, outputFormat, properties } = statement
  const { catalog, database, table } = fullName(query, name)
  const tables = findDatabase(world, query.principal, database)
  if (findTable(world, query.principal, { catalog, database, table }) !== undefined) {
    if (ifNotExists) return NOTHING
    throw executionError(`AlreadyExistsException(message:Table ${table} already exists.)`)
  }
  authorizeGlue(world, query.principal, 'CreateTable', database, table)
  tables.set(table, {
    database,
    name: table,
    createdAt: world.clock.now(),
    columns,
    partitionColumns: [],
    serde,
    serdeProperties,
    inputFormat,
    outputFormat,
    location: checkLocation(world, statement.location),
    properties,
  })
  return NOTHING
}

/** "Table location in Amazon S3": a folder of a bucket, without wildcards and empty names. */
function checkLocation(world: World, location: string): string {
  const place = parseS3Uri(location)
  if (place === undefined) throw executionError(`MetaException(message:No FileSystem for scheme: ${location})`)
  if (!world.buckets.has(place.bucket))
    throw executionError(`MetaException(message:The specified bucket does not exist)`)
  if (/\/\/|[*?]/.test(place.key)) throw executionError(`IllegalArgumentException(message:${location})`)
  return location.endsWith('/') ? location : `${location}/`
}

/** The data stay where they are. */
function dropTable(world: World, query: Query, name: DottedName, ifExists: boolean): QueryResult {
  const { catalog, database, table } = fullName(query, name)
  const tables = findDatabase(world, query.principal, database)
  if (findTable(world, query.principal, { catalog, database, table }) === undefined) {
    if (ifExists) return NOTHING
    throw new QueryProblem(`FAILED: SemanticException [Error 10001]: Table not found ${database}.${table}`)
  }
  authorizeGlue(world, query.principal, 'DeleteTable', database, table)
  tables.delete(table)
  return NOTHING
}

function createDatabase(world: World, query: Query, database: string, ifNotExists: boolean): QueryResult {
  authorizeGlue(world, query.principal, 'CreateDatabase', database)
  const { databases } = athenaState(world)
  if (!databases.has(database)) databases.set(database, new Map())
  else if (!ifNotExists) throw executionError(`AlreadyExistsException(message:Database ${database} already exists)`)
  return NOTHING
}

/** `SHOW TABLES IN db 'inv_*'`: `*` and `|` have a meaning. */
function showTables(world: World, query: Query, database: string, pattern = '*'): QueryResult {
  const tables = findDatabase(world, query.principal, database)
  authorizeGlue(world, query.principal, 'GetTables', database)
  const form = new RegExp(`^(?:${pattern.replaceAll('*', '.*')})$`)
  const names = [...tables.keys()].filter((name) => form.test(name)).sort()
  return { text: names.map((name) => `${name}\n`).join(''), columns: [{ name: 'tab_name', type: 'string' }] }
}

const executionError = (message: string): QueryProblem =>
  new QueryProblem(`FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. ${message}`)
