// Knows the external table over exactly the files of one report: its name, its definition, and the list of its files.

import { createHash } from 'node:crypto'
import type { InventoryReport } from '../../inventory/report.ts'
import { listTableColumns } from './columns.ts'
import { identifier, quote } from './sql-text.ts'

/** A folder in a bucket; `prefix` ends in "/". */
export type S3Folder = { readonly bucket: string; readonly prefix: string }

export type TableSpec = {
  readonly name: string
  /** Names of all tables that this action makes for the bucket start like this. */
  readonly family: string
  /** 64 hexadecimal digits over all that defines the table: its mark, by which a table is known as ours. */
  readonly mark: string
  /** Where Athena finds the list of files. */
  readonly location: S3Folder
  /** Our own list; undefined if the report's own one is used. */
  readonly ownList: { readonly folder: S3Folder; readonly key: string; readonly text: string } | undefined
}

/** The property of a table that says whose it is. */
export const MARK = 's3-encryption-compliance'

const sha256 = (...texts: readonly string[]) => {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(`${text}\0`)
  return hash.digest('hex')
}

/** Names of the tables of one inventory configuration; also the folder of their lists. */
const nameFamily = ({ location }: InventoryReport) =>
  `inv_${sha256(location.sourceBucket, location.configurationId, location.destinationBucket, location.prefix).slice(0, 16)}`

/** `work`: where lists may be written; undefined if nothing may. */
export function describeTable(report: InventoryReport, work: S3Folder | undefined): TableSpec {
  const family = nameFamily(report)
  const text = listFiles(report)
  const columns = JSON.stringify(listTableColumns(report.manifest))
  const place = work === undefined ? ownFolderOf(report) : folderOf(report, work)
  const mark = sha256(report.manifestMd5, report.manifest.format, columns, text, JSON.stringify(place))
  const name = `${family}_${mark.slice(0, 32)}`
  if (work === undefined) return { name, family, mark, location: place, ownList: undefined }
  const folder = { ...place, prefix: `${place.prefix}${mark.slice(0, 32)}/files/` }
  const key = `${folder.prefix}symlink.txt`
  return { name, family, mark, location: folder, ownList: { folder: place, key, text } }
}

/** All lists and results of an inventory configuration. No underscore: locations of tables may not have one. */
const folderOf = (report: InventoryReport, { bucket, prefix }: S3Folder): S3Folder => ({
  bucket,
  prefix: `${prefix}${nameFamily(report).replace('_', '-')}/`,
})

/** Where the results of queries about a report go, in the place for queries. */
export function resultFolderOf(report: InventoryReport, place: S3Folder): S3Folder {
  const { bucket, prefix } = folderOf(report, place)
  return { bucket, prefix: `${prefix}results/` }
}

/** One URI per line. */
function listFiles({ manifest }: InventoryReport): string {
  return manifest.files.map(({ key }) => `${uriOf(manifest.destinationBucket, key)}\n`).join('')
}

export const uriOf = (bucket: string, key: string) => `s3://${bucket}/${key}`

/** S3 writes a list beside the report (S3 User Guide, "Locating your inventory list"): `hive/dt=2026-11-20-01-00/`. */
function ownFolderOf({ location, folder }: InventoryReport): S3Folder {
  const dt = folder.replace('T', '-').replace('Z', '')
  return { bucket: location.destinationBucket, prefix: `${location.prefix}hive/dt=${dt}/` }
}

const SERDES = {
  // A line of CSV is to be one field. No field can be NULL because of its text, which is \N: it has the delimiter in it.
  // Only the first character of field.delim counts, so that it is a backslash whether or not '\\' is an escape.
  CSV: `'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe' WITH SERDEPROPERTIES ('field.delim'='\\\\')`,
  // By position, which is the default, a table with two columns exchanged is read without any error.
  ORC: `'org.apache.hadoop.hive.ql.io.orc.OrcSerde' WITH SERDEPROPERTIES ('orc.column.index.access'='false')`,
  Parquet: `'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'`,
} as const

/** CREATE EXTERNAL TABLE, which fails if there is a table of that name. */
export function writeCreate({ name, mark, location }: TableSpec, report: InventoryReport): string {
  const columns = listTableColumns(report.manifest).map((column) => `\`${identifier(column.name)}\` ${column.type}`)
  return [
    `CREATE EXTERNAL TABLE \`${identifier(name)}\` (${columns.join(', ')})`,
    `ROW FORMAT SERDE ${SERDES[report.manifest.format]}`,
    `STORED AS INPUTFORMAT 'org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat'`,
    `OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat'`,
    `LOCATION ${quote(uriOf(location.bucket, location.prefix))}`,
    `TBLPROPERTIES (${quote(MARK)}=${quote(mark)})`,
  ].join(' ')
}

/** The names of all tables of one inventory configuration; in this statement `*` stands for any text. */
export const writeShow = (family: string) => `SHOW TABLES ${quote(`${identifier(family)}_*`)}`

export const writeDrop = (name: string) => `DROP TABLE IF EXISTS \`${identifier(name)}\``

/**
 * Athena User Guide, "Specify a table location in Amazon S3": no underscores, wildcards or "//"; and a line break would
 * end a line of the list.
 */
export function refuseLocation(path: string): string | undefined {
  if (/[\r\n]/.test(path)) return 'has a line break'
  if (path.includes('//')) return 'has "//"'
  return /[_*?]/.test(path) ? 'has "_", "*" or "?"' : undefined
}
