// Databases and tables, as AWS Glue keeps them for Athena (AWS Glue Developer Guide, "Table structure"), and which
// permissions looking at them needs (Amazon Athena User Guide, "Configure access to databases and tables in AWS Glue").

import { ServiceError } from '../http.ts'
import { authorize } from '../iam/evaluate.ts'
import { partitionOf } from '../partition.ts'
import type { Principal, World } from '../world.ts'
import { calledVia } from './access.ts'
import { type Query, QueryProblem } from './query.ts'
import type { TableColumn } from './sql/create-table.ts'
import type { DottedName } from './sql/statement.ts'
import { athenaState } from './state.ts'

export type CatalogTable = {
  readonly database: string
  readonly name: string
  /** Epoch milliseconds. */
  readonly createdAt: number
  readonly columns: readonly TableColumn[]
  /** Texts all; only tables of CREATE TABLE AS have them. */
  readonly partitionColumns: readonly string[]
  readonly serde: string
  readonly serdeProperties: ReadonlyMap<string, string>
  readonly inputFormat: string
  readonly outputFormat: string
  /** `s3://bucket/prefix/`. */
  readonly location: string
  readonly properties: ReadonlyMap<string, string>
}

export type FullName = { readonly catalog: string; readonly database: string; readonly table: string }

export const GLUE_CATALOG = 'awsdatacatalog'

/** The full name of a table that a query names. */
export function fullName(query: Query, name: DottedName): FullName {
  const [table = '', database = query.database, catalog = query.catalog] = name.toReversed()
  return { catalog, database, table }
}

/** Databases that a query names without a table of theirs. Throws QueryProblem unless it exists. */
export function findDatabase(world: World, principal: Principal, database: string): Map<string, CatalogTable> {
  authorizeGlue(world, principal, 'GetDatabase', database)
  const tables = athenaState(world).databases.get(database)
  if (tables !== undefined) return tables
  throw new QueryProblem(`FAILED: SemanticException [Error 10072]: Database does not exist: ${database}`)
}

/** A table by its full name; undefined if there is none. Throws QueryProblem without its database. */
export function findTable(world: World, principal: Principal, name: FullName): CatalogTable | undefined {
  if (name.catalog !== GLUE_CATALOG) {
    throw new QueryProblem(`CATALOG_NOT_FOUND: Catalog '${name.catalog}' does not exist`)
  }
  const tables = findDatabase(world, principal, name.database)
  authorizeGlue(world, principal, 'GetTable', name.database, name.table)
  return tables.get(name.table)
}

/**
 * Asks IAM about the catalog, the database and the table: an action needs all that contain its resource (AWS Glue
 * Developer Guide, "Specifying AWS Glue resource ARNs"). A refusal ends the query.
 */
export function authorizeGlue(
  world: World,
  principal: Principal,
  action: string,
  database: string,
  table?: string,
): void {
  const arn = `arn:${partitionOf(world)}:glue:${world.region}:${principal.account}`
  const inTable = table === undefined ? [] : [`${arn}:table/${database}/${table}`]
  for (const resource of [`${arn}:catalog`, `${arn}:database/${database}`, ...inTable]) {
    try {
      authorize(world, principal, { action: `glue:${action}`, resource, context: calledVia(world) })
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      throw new QueryProblem(`Insufficient permissions to execute the query. ${error.message}`)
    }
  }
}

/** Athena looks at the database `default` of every caller ("Access policy to the default database and catalog"). */
export function authorizeDefaultDatabase(world: World, principal: Principal): void {
  if (athenaState(world).settings.asksForDefaultDatabase) authorizeGlue(world, principal, 'GetDatabase', 'default')
}
