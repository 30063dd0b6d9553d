// Writes the statements by which Athena writes the rows of job manifests as text files, and names what they make.

import { createHash } from 'node:crypto'
import { ALL_CLASSES } from '../../findings/findings.ts'
import { splitGroupName } from '../../findings/scan-tally.ts'
import type { InventoryReport } from '../../inventory/report.ts'
import { choiceFor, type Ground, listActedOn } from './ground.ts'
import type { Asked } from './row-view.ts'
import { cases, identifier, quote, quoteEach } from './sql-text.ts'
import { writeJudged } from './statements.ts'
import { type S3Folder, uriOf } from './table.ts'

/** What one attempt to write the files makes: a table over them, and their folder. */
export type RowTable = { readonly name: string; readonly folder: S3Folder }

/** Names of all tables over files of rows of one inventory configuration start like this. */
export const rowTablesOf = (family: string) => `${family}_jobs_`

/** Where all files of rows of one inventory configuration are; `place` is the folder of its lists and results. */
export const rowFolderOf = ({ bucket, prefix }: S3Folder): S3Folder => ({ bucket, prefix: `${prefix}jobs/` })

/** `run`: 16 hex digits of the run, `scan`: 8 of the scan, so that nobody takes them for those of another. */
export function nameRowTable(
  family: string,
  place: S3Folder,
  { run, scan, attempt }: { readonly run: string; readonly scan: string; readonly attempt: number },
): RowTable {
  const name = `${rowTablesOf(family)}${run}_${scan}_${attempt}`
  const { bucket, prefix } = rowFolderOf(place)
  return { name, folder: { bucket, prefix: `${prefix}${run}-${scan}-${attempt}/` } }
}

/** A group of rows, which becomes a job manifest. */
export type RowGroup = { readonly name: string; readonly rows: number }

/**
 * What the column `g` of a group's rows is: its position, or, for the few rows that are set apart for a trial, another
 * word. Only S3 reads the others where it joins them, so that rows to leave out must be among these.
 */
export const partitionsOf = (index: number) => ({ most: String(index), trial: `t${index}` }) as const

/** The folder of a partition's files in that of an attempt. */
export const folderOfPartition = (partition: string) => `g=${partition}/`

/** About so many rows of a group are set apart: enough to choose from, and less than 5 MiB even of long keys. */
const TRIAL_ROWS = 1000

/**
 * SELECT of `bucket, key, g` for the rows of these groups, g as above. Without the table's name it is the same for the same
 * rows, whoever asks for them.
 */
export function writeGroupRows(asked: Asked, setApart: readonly string[], groups: readonly RowGroup[]): string {
  const needs = listActedOn(asked.spec)
  const group = cases(
    groups.map(({ name, rows }, index) => [writeIsOfGroup(name, asked.spec, needs), writePartition(index, rows)]),
    `'none'`,
  )
  const isKept = needs.length === 0 ? 'false' : `kind = 'F' AND x = '' AND need IN ${quoteEach(needs)}`
  return `${writeJudged(asked, setApart)} SELECT bucket, ek AS key, ${group} AS g FROM f WHERE ${isKept}`
}

/** By a hash of the key, so that every query sets the same rows apart, evenly spread over all. */
function writePartition(index: number, rows: number): string {
  const { most, trial } = partitionsOf(index)
  if (rows <= TRIAL_ROWS) return quote(trial)
  const limit = Math.floor((2 ** 32 * TRIAL_ROWS) / rows)
    .toString(16)
    .toUpperCase()
    .padStart(8, '0')
  return cases([[`substr(to_hex(md5(to_utf8(ek))), 1, 8) < ${quote(limit)}`, quote(trial)]], quote(most))
}

function writeIsOfGroup(name: string, spec: Asked['spec'], needs: readonly Ground[]): string {
  const { operation, storageClass } = splitGroupName(name)
  const own = needs.filter((need) => choiceFor(spec, need) === operation)
  const ofNeed = own.length === 0 ? 'false' : `need IN ${quoteEach(own)}`
  return storageClass === ALL_CLASSES ? ofNeed : `${ofNeed} AND s = ${quote(storageClass)}`
}

/**
 * CREATE TABLE AS. Plain text, because S3 Batch Operations reads no compressed job manifest; one folder for each group,
 * because a column of a partition is not in the files (Athena User Guide, "CREATE TABLE AS").
 */
export function writeRowFiles(select: string, database: string, { name, folder }: RowTable): string {
  const properties = [
    `format = 'TEXTFILE'`,
    `field_delimiter = ','`,
    `write_compression = 'NONE'`,
    `partitioned_by = ARRAY['g']`,
    `external_location = ${quote(uriOf(folder.bucket, folder.prefix))}`,
  ]
  return `CREATE TABLE ${database}.${identifier(name)} WITH (${properties.join(', ')}) AS ${select}`
}

/** Part of every origin: another version of the action may give rows another form. */
const ROWS_VERSION = 'rows v1'

/**
 * 64 hex digits of all that determines the rows of a group: the report with the MD5 of each file, and the statement.
 */
export function originOf(
  { manifest, manifestMd5 }: InventoryReport,
  asked: Asked,
  setApart: readonly string[],
  groups: readonly RowGroup[],
  group: string,
): string {
  const { sourceBucket, format, columns, createdAt, files } = manifest
  const report = [
    sourceBucket,
    format,
    columns,
    createdAt.toISOString(),
    files.map(({ key, size, md5 }) => [key, size, md5]),
  ]
  const select = writeGroupRows({ ...asked, table: 'report' }, setApart, groups)
  return createHash('sha256')
    .update(JSON.stringify([ROWS_VERSION, manifestMd5, report, select, group]))
    .digest('hex')
}

const PROOF_COLUMNS = ['g', 'n', 'bytes', 'h', 'd', 'x', 'y'] as const
export const proofColumns: readonly (typeof PROOF_COLUMNS)[number][] = PROOF_COLUMNS

/** Distinct keys are counted up to this many rows: more cost the memory of the whole query, and `h` shows doubles, too. */
const DISTINCT_UP_TO = 100_000_000

/**
 * Counts the rows of each group: `n`, `bytes` of their lines, `h` over the rows in any order, `d` distinct keys, and rows of
 * another bucket (`x`) or with a key that is not encoded as it must be (`y`). `rows`: a table, or a query in parentheses.
 */
export function writeRowProof(rows: string, bucket: string, count: number): string {
  const distinct = count <= DISTINCT_UP_TO ? 'count(DISTINCT key)' : 'count(*)'
  return (
    `SELECT g, count(*) AS n, sum(length(bucket) + length(key) + 2) AS bytes, to_hex(checksum(bucket || ',' || key)) AS h, ` +
    `${distinct} AS d, count_if(bucket IS DISTINCT FROM ${quote(bucket)}) AS x, ` +
    `count_if(NOT coalesce(regexp_like(key, '^([A-Za-z0-9._/-]|%[0-9A-F]{2})+\\z'), false)) AS y FROM ${rows} GROUP BY g`
  )
}
