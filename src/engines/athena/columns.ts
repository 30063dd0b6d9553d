// Knows the columns of an inventory table in SQL: their names and types, which of them are read, and where they stand.

import type { ColumnName, InventoryManifest } from '../../inventory/report.ts'

/**
 * The name of each column in ORC and Parquet reports, and its type in Athena (S3 User Guide, "Querying Amazon S3
 * Inventory with Amazon Athena"). Its template has object_lock_retain_until_date as bigint, which a reader of ORC files
 * refuses for the timestamp that is there.
 */
const COLUMNS: ReadonlyMap<ColumnName, readonly [name: string, type: 'string' | 'boolean' | 'bigint' | 'timestamp']> =
  new Map([
    ['bucket', ['bucket', 'string']],
    ['key', ['key', 'string']],
    ['islatest', ['is_latest', 'boolean']],
    ['isdeletemarker', ['is_delete_marker', 'boolean']],
    ['size', ['size', 'bigint']],
    ['lastmodifieddate', ['last_modified_date', 'timestamp']],
    ['storageclass', ['storage_class', 'string']],
    ['encryptionstatus', ['encryption_status', 'string']],
    ['objectlockretainuntildate', ['object_lock_retain_until_date', 'timestamp']],
    ['objectlocklegalholdstatus', ['object_lock_legal_hold_status', 'string']],
    ['objectlockeventholdstatus', ['object_lock_event_hold_status', 'string']],
    ['objectlockeventhold', ['object_lock_event_hold', 'string']],
    ['intelligenttieringaccesstier', ['intelligent_tiering_access_tier', 'string']],
    ['bucketkeystatus', ['bucket_key_status', 'string']],
    ['objectaccesscontrollist', ['object_access_control_list', 'string']],
    ['objectowner', ['object_owner', 'string']],
    ['replicationstatus', ['replication_status', 'string']],
  ])

type SqlColumn = { readonly name: string; readonly type: string }

/** The names in COLUMNS, for a check that the files have them. */
export const columnNameOf = (column: ColumnName): string | undefined => COLUMNS.get(column)?.[0]

/** A column that no row of the report has: a row that fills it has too many fields, which are otherwise dropped. */
export const BEYOND = 'beyond'

/** The name of the last column in a CSV report's table: NULL in a row with too few fields. */
export const lastColumnOf = ({ columns }: Pick<InventoryManifest, 'columns'>) =>
  columnNameOf(columns.at(-1) ?? '') ?? `column_${columns.length - 1}`

/**
 * The columns of the table. CSV files are read by position, so all of them are there, as text: an empty number would
 * fail the query. ORC and Parquet files are read by name, so only those that are used need to be.
 */
export function listTableColumns({ format, columns }: Pick<InventoryManifest, 'format' | 'columns'>): SqlColumn[] {
  if (format === 'CSV') {
    const names = columns.map((column, index) => columnNameOf(column) ?? `column_${index}`)
    return [...names, BEYOND].map((name) => ({ name, type: 'string' }))
  }
  return columns.flatMap((column) => {
    const [name, type] = COLUMNS.get(column) ?? []
    return name === undefined || type === undefined ? [] : [{ name, type }]
  })
}
