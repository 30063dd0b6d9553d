// CREATE TABLE AS: writes the rows of a query as text files and adds a table over them (Amazon Athena User Guide,
// "CREATE TABLE AS", "Considerations and limitations for CTAS queries").

import { gzipSync } from 'node:zlib'
import { createUuid } from '../inventory/seeded.ts'
import type { World } from '../world.ts'
import { parseS3Uri, renderS3Uri, type S3Place } from './access.ts'
import { authorizeGlue, type CatalogTable, type FullName, findDatabase, findTable, fullName } from './catalog.ts'
import { putFile, resultObject } from './put-file.ts'
import { type Query, QueryProblem, type QueryResult } from './query.ts'
import { renderCell } from './results.ts'
import { type TableColumn, TEXT_STORAGE } from './sql/create-table.ts'
import type { Cell, ResultType, SqlResult } from './sql/duckdb.ts'
import type { Statement } from './sql/statement.ts'
import { athenaState } from './state.ts'
import { NULL_PARTITION } from './tables/files.ts'

type CreateTableAs = Extract<Statement, { kind: 'create-table-as' }>

/** Partitions times buckets ("Partitioning and bucketing"); there are no buckets here. */
const OPEN_WRITERS_MAX = 100

const NO_LOCATION =
  "The Create Table As Select query failed because it was submitted with an 'external_location' property to an Athena Workgroup that enforces a centralized output location for all queries. Please remove the 'external_location' property and resubmit the query."

/** A file to be written. */
type PlannedFile = { readonly place: S3Place; readonly content: Uint8Array | string }

/** Writes the files, the table, and the list of files. What a failure had written by then stays. Throws QueryProblem. */
export function createTableAs(world: World, query: Query, statement: CreateTableAs, result: SqlResult): QueryResult {
  const name = fullName(query, statement.table)
  const tables = findDatabase(world, query.principal, name.database)
  if (findTable(world, query.principal, name) !== undefined) {
    if (statement.ifNotExists) return { text: '', columns: [] }
    throw new QueryProblem(`TABLE_ALREADY_EXISTS: Destination table '${name.database}.${name.table}' already exists`)
  }
  authorizeGlue(world, query.principal, 'CreateTable', name.database, name.table)
  if (partitionsOf(statement).length > 0 && athenaState(world).settings.asksForPartitions) {
    authorizeGlue(world, query.principal, 'BatchCreatePartition', name.database, name.table)
  }
  const location = chooseFolder(world, query, statement)
  const files = planFiles(world, query, statement, result, location)
  writeFiles(world, query, files)
  tables.set(name.table, describeTable(world, statement, name, result, location))
  return writeList(world, query, files)
}

/** What is there of a query that fails or is cancelled: half of its files, and no table. */
export function leaveFiles(world: World, query: Query, statement: CreateTableAs, result: SqlResult): void {
  const files = planFiles(world, query, statement, result, chooseFolder(world, query, statement))
  writeFiles(world, query, files.slice(0, Math.ceil(files.length / 2)))
}

function writeFiles(world: World, query: Query, files: readonly PlannedFile[]): void {
  const encryption = query.place?.encryption
  for (const { place, content } of files) putFile(world, query.principal, { ...place, encryption }, content)
}

function describeTable(
  world: World,
  statement: CreateTableAs,
  { database, table }: FullName,
  { columns }: SqlResult,
  location: S3Place,
): CatalogTable {
  const partitionColumns = partitionsOf(statement)
  const own = columns.slice(0, columns.length - partitionColumns.length)
  return {
    database,
    name: table,
    createdAt: world.clock.now(),
    columns: own.map(({ name, type }) => ({ name: name.toLowerCase(), type: toColumnType(type) })),
    partitionColumns,
    ...TEXT_STORAGE,
    serdeProperties: new Map([['field.delim', delimiterOf(statement)]]),
    location: renderS3Uri(location),
    properties: new Map(),
  }
}

/** A folder of its own for each query, unless the statement names one, which must be empty. */
function chooseFolder(world: World, query: Query, { properties, table }: CreateTableAs): S3Place {
  const named = properties.get('external_location')
  if (named !== undefined && query.isEnforced) throw new QueryProblem(NO_LOCATION)
  const place = parseS3Uri(typeof named === 'string' ? named : `${query.place?.location ?? ''}tables/${query.id}/`)
  if (place === undefined)
    throw new QueryProblem(`INVALID_TABLE_PROPERTY: ${String(named)} is no location in Amazon S3`)
  const key = place.key.endsWith('/') || place.key === '' ? place.key : `${place.key}/`
  const objects = [...(world.buckets.get(place.bucket)?.objects ?? [])]
  const isFull = objects.some(([one, versions]) => one.startsWith(key) && versions.at(-1)?.isDeleteMarker === false)
  if (named === undefined || !isFull) return { bucket: place.bucket, key }
  throw new QueryProblem(
    `HIVE_PATH_ALREADY_EXISTS: Target directory for table '${table.join('.')}' already exists: ${renderS3Uri({ ...place, key })}`,
  )
}

function partitionsOf({ properties }: CreateTableAs): readonly string[] {
  const columns = properties.get('partitioned_by') ?? []
  return typeof columns === 'string' ? [columns] : columns.map((column) => column.toLowerCase())
}

function delimiterOf({ properties }: CreateTableAs): string {
  const delimiter = properties.get('field_delimiter')
  return typeof delimiter === 'string' ? delimiter : '\u0001'
}

/** The rows of each partition in so many files; beyond the limit of writers, what the first ones wrote stays. */
function planFiles(
  world: World,
  query: Query,
  statement: CreateTableAs,
  result: SqlResult,
  location: S3Place,
): readonly PlannedFile[] {
  const partitions = groupByPartition(statement, result)
  const files = [...partitions].flatMap(([folder, rows]) => splitRows(world, rows).map((part) => ({ folder, part })))
  const planned = files.map(({ folder, part }, at): PlannedFile => {
    const text = part.map((row) => `${row.join(delimiterOf(statement))}\n`).join('')
    const isPlain = isUncompressed(world, statement)
    const file = `${query.id.replaceAll('-', '_')}_${createUuid(`${query.id}/${at}`)}${isPlain ? '' : '.gz'}`
    const place = { bucket: location.bucket, key: `${location.key}${folder}${file}` }
    return { place, content: isPlain ? text : gzipSync(text) }
  })
  if (partitions.size <= OPEN_WRITERS_MAX) return planned
  writeFiles(world, query, planned.slice(0, OPEN_WRITERS_MAX))
  throw new QueryProblem(
    `HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of ${OPEN_WRITERS_MAX} open writers for partitions/buckets`,
  )
}

/** `write_compression` of text is gzip unless it says NONE. */
function isUncompressed(world: World, { properties }: CreateTableAs): boolean {
  const asked = properties.get('write_compression')
  const isNone = typeof asked === 'string' && asked.toUpperCase() === 'NONE'
  return isNone && athenaState(world).settings.textCompression === 'as-asked'
}

/** By folder (`g=copy-STANDARD/`); the columns of partitions come last in a query, and are not in the files. */
function groupByPartition(statement: CreateTableAs, { columns, rows }: SqlResult): Map<string, string[][]> {
  const partitionColumns = partitionsOf(statement)
  const own = columns.length - partitionColumns.length
  const last = columns.slice(own).map(({ name }) => name.toLowerCase())
  if (last.join() !== partitionColumns.join()) {
    throw new QueryProblem(
      `Partition keys must be the last columns in the table and in the same order: ${partitionColumns}`,
    )
  }
  const groups = new Map<string, string[][]>()
  for (const row of rows) {
    const folder = row
      .slice(own)
      .map((cell, at) => `${last[at]}=${renderFolder(cell)}/`)
      .join('')
    const group = groups.get(folder) ?? []
    group.push(row.slice(0, own).map((cell) => renderCell(cell) ?? '\\N'))
    groups.set(folder, group)
  }
  return groups
}

const renderFolder = (cell: Cell): string => {
  const text = renderCell(cell)
  return text === null || text === '' ? NULL_PARTITION : encodeURIComponent(text)
}

/** In turn, as workers write them: no file has rows in the order of another run. */
function splitRows<T>(world: World, rows: readonly T[]): readonly T[][] {
  const files = Math.min(athenaState(world).settings.filesPerPartition, rows.length)
  return Array.from({ length: files }, (_, file) => rows.filter((_row, at) => at % files === file))
}

function toColumnType(type: ResultType): TableColumn['type'] {
  if (type === 'bigint' || type === 'boolean' || type === 'double' || type === 'timestamp') return type
  return type === 'integer' ? 'int' : 'string'
}

/** `<id>-manifest.csv`: one URI a line ("Identify query output files using data manifest"). */
function writeList(world: World, query: Query, files: readonly PlannedFile[]): QueryResult {
  const text = files.map(({ place }) => `${renderS3Uri(place)}\n`).join('')
  const target = resultObject(query)
  if (target !== undefined && query.place !== undefined) {
    const { encryption, expectedBucketOwner: owner } = query.place
    putFile(world, query.principal, { ...target, owner, encryption }, text)
    query.manifestLocation = renderS3Uri(target)
  }
  return { text, columns: [] }
}
