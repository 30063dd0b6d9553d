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

/** The columns of a CSV report's table: a whole line, and what comes after a backslash, which no report has. */
export const LINE = 'line'
export const BEYOND = 'beyond'

/** The columns of a report that have a name here, and where they stand, from 1. */
export const placesOf = ({ columns }: Pick<InventoryManifest, 'columns'>): (readonly [name: string, place: number])[] =>
  columns.flatMap((column, index) => {
    const name = columnNameOf(column)
    return name === undefined ? [] : [[name, index + 1] as const]
  })

/**
 * The columns of the table. CSV files are read by line, because OpenCSVSerde, which knows fields, forgives what no report
 * has, and does not tell (row-view.ts). ORC and Parquet files are read by name, so only those that are used need to be.
 */
export function listTableColumns({ format, columns }: Pick<InventoryManifest, 'format' | 'columns'>): SqlColumn[] {
  if (format === 'CSV') return [LINE, BEYOND].map((name) => ({ name, type: 'string' }))
  return columns.flatMap((column) => {
    const [name, type] = COLUMNS.get(column) ?? []
    return name === undefined || type === undefined ? [] : [{ name, type }]
  })
}
