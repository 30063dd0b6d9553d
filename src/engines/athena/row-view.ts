// Writes the one view of a row that every statement is built on: the same columns whatever the format of the report.
//
//   p path of the file · bucket · k the key as stored, NULL if it cannot be decoded · broken whether no key was read
//   e status · s storage class · b bytes · unsized whether b is no size · t last modified, ms · v what kind of version
//   lock, acl, tier, bucket_key: what decides about a finding, as words; owner, replication: only where a selection asks
//   mistimed whether it has a time that is none; only where a selection asks for ages

import { LOCK_COLUMNS } from '../../findings/object-filter.ts'
import type { ScanSpec } from '../../findings/spec.ts'
import type { ColumnName, InventoryManifest } from '../../inventory/report.ts'
import { BEYOND, columnNameOf, LINE, placesOf } from './columns.ts'
import { asksFor } from './select-row.ts'
import { cases, integer, quote } from './sql-text.ts'

/** `Iceberg`: a table of S3 Metadata, whose rows have another view (engines/metadata-table/). */
export type RowFormat = InventoryManifest['format'] | 'Iceberg'

type Report = Pick<InventoryManifest, 'columns' | 'createdAt'> & { readonly format: RowFormat }

/** What is the same in all statements about one report. */
export type Asked = {
  readonly report: Report & Pick<InventoryManifest, 'sourceBucket'>
  readonly spec: ScanSpec
  /** The table, with its database. */
  readonly table: string
  /** SELECT of the columns above; undefined: that of a report (`writeRowView`). */
  readonly view?: string | undefined
}

/** Whether sizes are read of all rows: the streamed scan skips those of columnar rows that need no look. */
export const countsAllSizes = ({ format }: Pick<Report, 'format'>) => format === 'CSV' || format === 'Iceberg'

type ViewColumn = readonly [expression: string, name: string]

/** SELECT over the table, without the word WITH. */
export function writeRowView({ report, spec, table }: Asked): string {
  const isCsv = report.format === 'CSV'
  const columns: readonly ViewColumn[] = [
    [isCsv ? 'path' : '"$path"', 'p'],
    ['bucket', 'bucket'],
    [isCsv ? CSV_KEY : 'key', 'k'],
    [isCsv ? CSV_BROKEN : `coalesce(key, '') = ''`, 'broken'],
    [textOf(report, 'encryptionstatus'), 'e'],
    [textOf(report, 'storageclass'), 's'],
    ...writeSize(report),
    [timeOf(report, 'lastmodifieddate'), 't'],
    [writeVersion(report), 'v'],
    ...writeObstacles(report, spec),
    [textOf(report, 'intelligenttieringaccesstier'), 'tier'],
    ...writeSelected(report, spec),
    [spec.keyRule.bucketKey ? `upper(${textOf(report, 'bucketkeystatus')})` : `''`, 'bucket_key'],
  ]
  return `SELECT ${columns.map(([expression, name]) => `${expression} AS ${name}`).join(', ')} FROM ${isCsv ? `(${writeFields(report, table)}) fields` : table}`
}

/**
 * The fields of a CSV report by their names, all NULL unless the line is one as S3 writes it: as many fields as the report
 * has columns, each between two quotes and without a third (keys are percent-encoded). So no key, and no bucket, is read
 * from a line that two readers could read in two ways.
 */
function writeFields(report: Report, table: string): string {
  const proper = `^"[^"]*"(?:,"[^"]*"){${report.columns.length - 1}}\\z`
  const inner = `CASE WHEN ${BEYOND} IS NULL AND regexp_like(${LINE}, '${proper}') THEN substr(${LINE}, 2, length(${LINE}) - 2) END`
  const fields = placesOf(report).map(([name, place]) => `split_part(inside, '","', ${integer(place)}) AS ${name}`)
  return `SELECT path, ${fields.join(', ')} FROM (SELECT "$path" AS path, ${inner} AS inside FROM ${table}) lines`
}

/** url_decode fails on a "%" that no two hexadecimal digits follow, and turns "+" into a space, as S3 means it. */
const CSV_KEY = `CASE WHEN regexp_like(key, '^([^%]|%[0-9A-Fa-f]{2})+\\z') THEN url_decode(key) END`
/**
 * url_decode makes U+FFFD of bytes that are not UTF-8 (and two keys would become one): each must have been encoded in
 * the file as that character itself.
 */
const CSV_BROKEN =
  `coalesce(${CSV_KEY}, '') = '' OR 9 * (length(${CSV_KEY}) - length(replace(${CSV_KEY}, chr(65533), '')))` +
  ` <> length(key) - length(replace(upper(key), '%EF%BF%BD', ''))`

/** ORC and Parquet files may have NULL or '' for no value, CSV files have ''. Without the column: ''. */
function textOf({ columns }: Report, column: ColumnName): string {
  return columns.includes(column) ? `coalesce(${columnNameOf(column)}, '')` : `''`
}

/** Sizes are below 10^15, as in the streamed scan: sums stay exact. Delete markers have none. */
function writeSize(report: Report): ViewColumn[] {
  if (!report.columns.includes('size')) {
    return [
      ['CAST(NULL AS bigint)', 'b'],
      ['false', 'unsized'],
    ]
  }
  if (report.format !== 'CSV') {
    return [
      ['size', 'b'],
      ['size IS NULL OR size < 0 OR size >= 1000000000000000', 'unsized'],
    ]
  }
  const isNumber = `regexp_like(size, '^[0-9]{1,15}\\z')`
  return [
    [`CASE WHEN ${isNumber} THEN CAST(size AS bigint) END`, 'b'],
    [`coalesce(NOT ${isNumber}, true) AND NOT (${writeVersion(report)} = 'D' AND size = '')`, 'unsized'],
  ]
}

const EPOCH = `TIMESTAMP '1970-01-01 00:00:00'`
/** Times as S3 writes them in CSV; another form is no time here. */
const CSV_TIME = `^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,3})?Z\\z`

/**
 * Milliseconds since the epoch, NULL for none. Neither form goes through the session's time zone: to_unixtime() of a
 * timestamp without zone would.
 */
function timeOf(report: Report, column: ColumnName): string {
  const name = report.columns.includes(column) ? columnNameOf(column) : undefined
  if (name === undefined) return 'CAST(NULL AS bigint)'
  if (report.format !== 'CSV') return `date_diff('millisecond', ${EPOCH}, ${name})`
  const text = `replace(substr(${name}, 1, length(${name}) - 1), 'T', ' ')`
  return `CASE WHEN regexp_like(${name}, '${CSV_TIME}') THEN date_diff('millisecond', ${EPOCH}, TRY_CAST(${text} AS timestamp)) END`
}

/** D delete marker, L current version, N noncurrent version, ? anything else. */
function writeVersion({ format, columns }: Report): string {
  if (!columns.includes('islatest')) return `'L'`
  if (format !== 'CSV') {
    return `CASE WHEN is_delete_marker IS NULL OR is_latest IS NULL THEN '?' WHEN is_delete_marker THEN 'D' WHEN is_latest THEN 'L' ELSE 'N' END`
  }
  const isFlag = (name: string) => `coalesce(${name}, '') NOT IN ('true', 'false')`
  return `CASE WHEN ${isFlag('is_latest')} OR ${isFlag('is_delete_marker')} THEN '?' WHEN is_delete_marker = 'true' THEN 'D' WHEN is_latest = 'true' THEN 'L' ELSE 'N' END`
}

/** What stands in the way of a copy; for a selection, only what it asks for. */
function writeObstacles(report: Report, spec: ScanSpec): ViewColumn[] {
  if (spec.selection !== undefined) {
    const showsLocks = LOCK_COLUMNS.every((column) => report.columns.includes(column))
    return [
      [asksFor(spec, 'lock') && showsLocks ? writeLock(report) : `'unknown'`, 'lock'],
      [asksFor(spec, 'acl') ? writeAcl(report) : `'unknown'`, 'acl'],
    ]
  }
  return [
    [spec.defaultEventHold === true ? `'default-hold'` : writeLock(report), 'lock'],
    [spec.aclsEnabled === true ? writeAcl(report) : `'private'`, 'acl'],
  ]
}

/**
 * Whether rows tell that their time is none: text in a CSV report may be anything. Where a selection asks for ages, such a row
 * is not passed over.
 */
export const showsMistimed = ({ report: { format, columns }, spec }: Pick<Asked, 'report' | 'spec'>): boolean =>
  format === 'CSV' && columns.includes('lastmodifieddate') && asksFor(spec, 'age')

/** What only the terms of a selection read. */
function writeSelected(report: Asked['report'], spec: ScanSpec): ViewColumn[] {
  const name = 'lastmodifieddate'
  const isMistimed = `coalesce(${columnNameOf(name)}, '') <> '' AND ${timeOf(report, name)} IS NULL`
  return [
    ...(asksFor(spec, 'objectowner') ? [[textOf(report, 'objectowner'), 'owner'] as const] : []),
    ...(asksFor(spec, 'replicationstatus') ? [[textOf(report, 'replicationstatus'), 'replication'] as const] : []),
    ...(showsMistimed({ report, spec }) ? [[isMistimed, 'mistimed'] as const] : []),
  ]
}

/** findings/classify.ts says why these columns, and why an invalid date counts as one in the future. */
function writeLock(report: Report): string {
  const holds = ['objectlocklegalholdstatus', 'objectlockeventholdstatus', 'objectlockeventhold']
    .filter((column) => report.columns.includes(column))
    .map((column) => [`lower(${textOf(report, column)}) = 'on'`, `'locked'`] as const)
  if (!report.columns.includes('objectlockretainuntildate')) return cases(holds, `'none'`)
  const name = columnNameOf('objectlockretainuntildate') ?? ''
  const isEmpty = report.format === 'CSV' ? `coalesce(${name}, '') = ''` : `${name} IS NULL`
  const isPast = `${timeOf(report, 'objectlockretainuntildate')} <= ${integer(report.createdAt.getTime())}`
  return cases([...holds, [isEmpty, `'none'`], [isPast, `'none'`]], `'locked'`)
}

/** As findings/acl.ts: private is exactly one grant, FULL_CONTROL for the owner. */
function writeAcl(report: Report): string {
  if (!report.columns.includes('objectaccesscontrollist')) return `'unknown'`
  const j = 'TRY(json_parse(from_utf8(from_base64(object_access_control_list))))'
  const at = (path: string) => `json_extract_scalar(${j}, ${quote(path)})`
  const owner = textOf(report, 'objectowner')
  return cases(
    [
      [`${at('$.status')} IS DISTINCT FROM 'AVAILABLE'`, `'unknown'`],
      [`json_array_length(json_extract(${j}, '$.grants')) IS NULL`, `'unknown'`],
      [`json_array_length(json_extract(${j}, '$.grants')) <> 1`, `'not-private'`],
      [`${at('$.grants[0].type')} IS DISTINCT FROM 'CanonicalUser'`, `'not-private'`],
      [`${at('$.grants[0].permission')} IS DISTINCT FROM 'FULL_CONTROL'`, `'not-private'`],
      [`${owner} = ''`, `'unknown'`],
      [`${at('$.grants[0].canonicalId')} = ${owner}`, `'private'`],
    ],
    `'not-private'`,
  )
}
