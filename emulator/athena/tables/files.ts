// The files of a table: all objects under its location, or those that its lists name (Amazon Athena User Guide, "Table
// location in Amazon S3"; Hive, SymlinkTextInputFormat). Everything is read with the rights of the query's caller.

import { ServiceError } from '../../http.ts'
import { readWholeBody } from '../../s3/body.ts'
import type { Principal, World } from '../../world.ts'
import { authorizeList, parseS3Uri, readForCaller, renderS3Uri, type S3Place } from '../access.ts'
import type { CatalogTable } from '../catalog.ts'
import { QueryProblem } from '../query.ts'
import { SYMLINKS } from '../sql/create-table.ts'

export type DataFile = {
  /** What "$path" says. */
  readonly uri: string
  readonly bytes: Uint8Array
  /** Values of the partition's columns, in their order. */
  readonly partition: readonly (string | null)[]
}

/** The file or folder that stands for NULL in a partition (Hive). */
export const NULL_PARTITION = '__HIVE_DEFAULT_PARTITION__'

/** Reads every file of a table. Throws QueryProblem for what is not there, or not for this caller. */
export function* readTableFiles(world: World, principal: Principal, table: CatalogTable): Iterable<DataFile> {
  for (const place of listFolder(world, principal, table.location)) {
    if (table.inputFormat !== SYMLINKS) {
      yield { uri: renderS3Uri(place), bytes: read(world, principal, place), partition: partitionOf(table, place) }
      continue
    }
    const lines = Buffer.from(read(world, principal, place))
      .toString('utf8')
      .split(/\r?\n/)
    for (const uri of lines.map((line) => line.trim()).filter((line) => line !== '')) {
      yield { uri, bytes: readTarget(world, principal, uri), partition: [] }
    }
  }
}

/** Objects under a location, in order; names that begin with `_` or `.` are hidden, empty objects are folders. */
function listFolder(world: World, principal: Principal, location: string): readonly S3Place[] {
  const { bucket: name, key: prefix } = parseS3Uri(location) ?? { bucket: '', key: '' }
  const bucket = world.buckets.get(name)
  if (bucket === undefined) throw new QueryProblem(`HIVE_METASTORE_ERROR: the bucket of ${location} does not exist`)
  asQueryProblem(location, () => authorizeList(world, principal, bucket, prefix))
  const keys = [...bucket.objects].flatMap(([key, versions]) => {
    const current = versions.at(-1)
    const isHidden = key
      .slice(prefix.length)
      .split('/')
      .some((part) => /^[_.]/.test(part))
    return key.startsWith(prefix) && !isHidden && current?.isDeleteMarker === false && current.size > 0 ? [key] : []
  })
  return keys.sort((a, b) => (a < b ? -1 : 1)).map((key) => ({ bucket: name, key }))
}

/** Trino lists the folder of a file that a list names, to learn its size (Trino sources, BackgroundHiveSplitLoader). */
function readTarget(world: World, principal: Principal, uri: string): Uint8Array {
  const place = parseS3Uri(uri)
  const bucket = world.buckets.get(place?.bucket ?? '')
  if (place === undefined || bucket === undefined) {
    throw new QueryProblem(`HIVE_BAD_DATA: Error parsing symlinks: ${uri}`)
  }
  const folder = place.key.slice(0, place.key.lastIndexOf('/') + 1)
  asQueryProblem(uri, () => authorizeList(world, principal, bucket, folder))
  return read(world, principal, place)
}

function read(world: World, principal: Principal, place: S3Place): Uint8Array {
  const uri = renderS3Uri(place)
  const version = asQueryProblem(uri, () => readForCaller(world, principal, place))
  if (version !== undefined) return readWholeBody(version.body)
  throw new QueryProblem(`HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split ${uri}: The specified key does not exist.`)
}

function asQueryProblem<T>(uri: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    if (error.status === 403) throw new QueryProblem(`Permission denied on S3 path: ${uri}`)
    throw new QueryProblem(`HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split ${uri}: ${error.message}`)
  }
}

/** `…/g=copy-STANDARD/file`: the values in a key. */
function partitionOf(table: CatalogTable, { key }: S3Place): readonly (string | null)[] {
  return table.partitionColumns.map((column) => {
    const folder = key.split('/').find((part) => part.startsWith(`${column}=`))
    const value = decodeURIComponent(folder?.slice(column.length + 1) ?? NULL_PARTITION)
    return value === NULL_PARTITION ? null : value
  })
}
