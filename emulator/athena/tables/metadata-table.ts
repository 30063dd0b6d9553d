// The tables of S3 Metadata in Athena (S3 User Guide, "Querying metadata tables with AWS analytics services"): the live
// inventory table, and the properties of the journal table. They are in a catalog of their own, whose use needs the
// analytics integration of S3 Tables, grants in AWS Lake Formation, and permissions.

import { ServiceError } from '../../http.ts'
import { authorize } from '../../iam/evaluate.ts'
import { partitionOf } from '../../partition.ts'
import {
  findByNamespace,
  findMetadataTables,
  type InventoryTableRow,
  inventoryRows,
  oldestUncoalesced,
  statusOf,
  tableArn,
} from '../../s3/metadata-tables.ts'
import { answerTo } from '../../unsettled.ts'
import type { Bucket, Principal, World } from '../../world.ts'
import { calledVia } from '../access.ts'
import type { FullName } from '../catalog.ts'
import { QueryProblem } from '../query.ts'
import type { Cell, Database } from '../sql/duckdb.ts'
import { quoteName } from '../sql/tokens.ts'
import { athenaState } from '../state.ts'

export const TABLES_CATALOG = 's3tablescatalog/aws-s3'

type Loading = { readonly world: World; readonly principal: Principal; readonly database: Database }

const COLUMNS: Readonly<Record<keyof InventoryTableRow, string>> = {
  bucket: 'VARCHAR',
  key: 'VARCHAR',
  sequence_number: 'VARCHAR',
  version_id: 'VARCHAR',
  is_delete_marker: 'BOOLEAN',
  size: 'BIGINT',
  last_modified_date: 'TIMESTAMP',
  e_tag: 'VARCHAR',
  storage_class: 'VARCHAR',
  is_multipart: 'BOOLEAN',
  encryption_status: 'VARCHAR',
  is_bucket_key_enabled: 'BOOLEAN',
  kms_key_arn: 'VARCHAR',
  checksum_algorithm: 'VARCHAR',
}
/** Maps, which this emulator has no rows for: a query that names one is refused. */
const MAPS = ['object_tags', 'user_metadata']
/** What a row is counted with; the bytes that Athena reads of an Iceberg table are not documented. */
const ROW_BYTES = 64

/** Creates a temporary table with the rows of the one that is used; returns the bytes that count as scanned. */
export async function loadMetadataTable(
  loading: Loading,
  { database: namespace, table }: FullName,
  words: readonly string[],
  name: string,
): Promise<number> {
  const { world, principal, database } = loading
  authorizeTable(world, principal, namespace, table)
  const bucket = findByNamespace(world, namespace)
  const tables = findMetadataTables(world, bucket?.name ?? '')
  if (bucket === undefined || tables === undefined) {
    throw new QueryProblem(`SCHEMA_NOT_FOUND: line 1:1: Schema '${namespace}' does not exist`)
  }
  if (table === 'journal$properties') return await loadProperties(database, name, oldestUncoalesced(world, bucket))
  if (table === 'journal') throw lacks('rows of journal tables')
  const isThere = tables.inventory === 'ENABLED' && statusOf(world, tables, 'inventory') !== 'CREATING'
  if (table !== 'inventory' || !isThere) {
    throw new QueryProblem(`TABLE_NOT_FOUND: line 1:1: Table '${TABLES_CATALOG}.${namespace}.${table}' does not exist`)
  }
  const map = MAPS.find((column) => words.includes(column))
  if (map !== undefined) throw lacks(`the column ${map} of inventory tables`)
  await createTable(database, name, COLUMNS)
  const rows = inventoryRows(world, bucket, tables)
  await database.append(name, rows.map(toCells))
  return rows.reduce((sum, { key }) => sum + ROW_BYTES + (key ?? '').length, 0)
}

const lacks = (what: string) => new ServiceError(501, 'NotImplemented', `The emulated Athena does not have ${what}`)

async function createTable(database: Database, name: string, columns: Readonly<Record<string, string>>): Promise<void> {
  const all = Object.entries(columns).map(([column, type]) => `${quoteName(column)} ${type}`)
  await database.run(`CREATE TEMP TABLE ${quoteName(name)} (${all.join(', ')})`)
}

/** S3 User Guide, "Joining … with journal tables": `aws.s3metadata.oldest-uncoalesced-record-timestamp` of the journal. */
async function loadProperties(database: Database, name: string, oldest: string | undefined): Promise<number> {
  await createTable(database, name, { key: 'VARCHAR', value: 'VARCHAR' })
  const rows: Cell[][] = [['write.format.default', 'PARQUET']]
  if (oldest !== undefined) rows.push(['aws.s3metadata.oldest-uncoalesced-record-timestamp', oldest])
  await database.append(name, rows)
  return 0
}

const toCells = (row: InventoryTableRow): Cell[] =>
  (Object.keys(COLUMNS) as (keyof InventoryTableRow)[]).map((column) => {
    const value = row[column]
    return column === 'last_modified_date' && typeof value === 'number'
      ? { microseconds: BigInt(value) * 1000n }
      : value
  })

/**
 * S3 User Guide, "Permissions for querying metadata tables", and "Integrating Amazon S3 Tables with AWS analytics
 * services". Which of these permissions a query needs beside each other, and all error texts, are UNCONFIRMED.
 */
function authorizeTable(world: World, principal: Principal, namespace: string, table: string): void {
  const { settings } = athenaState(world)
  if (!settings.analyticsIntegration) throw new QueryProblem(NOT_INTEGRATED[answerTo(world, 'missing-integration')])
  const bucket = findByNamespace(world, namespace)
  const glue = `arn:${partitionOf(world)}:glue:${world.region}:${principal.account}`
  const catalogs = ['catalog', 'catalog/s3tablescatalog', `catalog/${TABLES_CATALOG}`].map((path) => `${glue}:${path}`)
  const base = table.replace(/\$.*$/, '')
  const tableKey = findMetadataTables(world, bucket?.name ?? '')?.kmsKeyArn
  const database = `${glue}:database/${TABLES_CATALOG}/${namespace}`
  const asked: (readonly [string, readonly string[]])[] = [
    ['glue:GetCatalog', catalogs],
    ['glue:GetDatabase', [...catalogs, database]],
    ['glue:GetTable', [...catalogs, database, `${glue}:table/${TABLES_CATALOG}/${namespace}/${base}`]],
    ['lakeformation:GetDataAccess', ['*']],
    ...(bucket === undefined || answerTo(world, 'metadata-rights') === 'of-the-catalog'
      ? []
      : ofTable(world, bucket, base)),
    // The key's own policy is not evaluated, and by which service the key is used is not documented.
    ...(tableKey === undefined ? [] : [['kms:Decrypt', [tableKey]] as const]),
  ]
  for (const [action, resources] of asked) {
    for (const resource of resources) authorizeOne(world, principal, action, resource)
  }
  if (!settings.lakeFormationGrants) {
    throw new QueryProblem(`Insufficient Lake Formation permission(s): Required Select on ${base}`)
  }
}

const NOT_INTEGRATED = {
  'catalog-not-found': `CATALOG_NOT_FOUND: line 1:1: Catalog '${TABLES_CATALOG}' does not exist`,
  'access-denied': `Access denied: catalog ${TABLES_CATALOG} does not exist or is not accessible`,
} as const

function ofTable(world: World, bucket: Bucket, table: string): (readonly [string, readonly string[]])[] {
  const arn = tableArn(world, bucket, table === 'journal' ? 'journal' : 'inventory')
  return ['GetTable', 'GetTableMetadataLocation', 'GetTableData'].map((action) => [`s3tables:${action}`, [arn]])
}

function authorizeOne(world: World, principal: Principal, action: string, resource: string): void {
  try {
    authorize(world, principal, { action, resource, context: calledVia(world) })
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    throw new QueryProblem(`Insufficient permissions to execute the query. ${error.message}`)
  }
}
