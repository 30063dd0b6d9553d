// Writes the rows of an inventory table of S3 Metadata as the view that every statement is built on (athena/row-view.ts),
// and the statement that asks how recent they are. Columns: S3 User Guide, "S3 Metadata live inventory tables schema".
//
//   key_arn ARN of the KMS key, '' where the table has none · disputed whether another version of the key was written later

import type { ScanSpec } from '../../findings/spec.ts'
import type { ColumnName } from '../../inventory/report.ts'
import { quote, quoteName } from '../athena/sql-text.ts'
import type { MetadataTable } from './metadata-table.ts'

/** S3 User Guide, "Integrating Amazon S3 Tables with AWS analytics services": the catalog of the table bucket aws-s3. */
const CATALOG = 's3tablescatalog/aws-s3'
const OLDEST = 'aws.s3metadata.oldest-uncoalesced-record-timestamp'

/** What it knows about an object, in the names of an inventory's columns. */
export const TABLE_COLUMNS: readonly ColumnName[] = [
  'bucket',
  'key',
  'islatest',
  'isdeletemarker',
  'size',
  'lastmodifieddate',
  'etag',
  'storageclass',
  'encryptionstatus',
  'bucketkeystatus',
  'kmskeyarn',
]

const nameTable = ({ namespace }: MetadataTable, name: string) => [CATALOG, namespace, name].map(quoteName).join('.')

/**
 * The text of the property that the journal table has: all records before that time are in the inventory table (S3 User
 * Guide, "Querying metadata tables", the example that joins both).
 */
export const writeOldest = (table: MetadataTable): string =>
  `SELECT value FROM ${nameTable(table, 'journal$properties')} WHERE key = ${quote(OLDEST)}`

/** The name of the only column of `writeOldest`. */
export const OLDEST_COLUMNS = ['value'] as const

/** For a given key the row with the largest sequence number is the current version ("… schema", sequence_number). */
const BY_KEY = 'PARTITION BY key ORDER BY sequence_number DESC'
const SOURCE_COLUMNS = [
  `row_number() OVER (${BY_KEY}) = 1 AS is_first`,
  `coalesce(lead(sequence_number) OVER (${BY_KEY}) = sequence_number, false) AS is_tied`,
  'max(last_modified_date) OVER (PARTITION BY key) AS newest_date',
]

const VERSION =
  `CASE WHEN sequence_number IS NULL OR is_tied THEN '?' WHEN coalesce(is_delete_marker, false) THEN 'D' ` +
  `WHEN is_first THEN 'L' ELSE 'N' END`

/** HeadObject tells the key of an object for which the table has no ARN of a key. */
const KEY_ARN = `CASE WHEN regexp_like(kms_key_arn, '^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/[^:]+\\z') THEN kms_key_arn ELSE '' END`

const BUCKET_KEY = `CASE WHEN is_bucket_key_enabled THEN 'ENABLED' WHEN NOT is_bucket_key_enabled THEN 'DISABLED' ELSE '' END`

/**
 * SELECT of the rows. An unencrypted object has no status here. Locks and access tiers are not in the table: decide/ has
 * objects checked, or held back, for what is unknown.
 */
export function writeTableView(table: MetadataTable, { aclsEnabled, defaultEventHold }: ScanSpec): string {
  const columns: readonly (readonly [expression: string, name: string])[] = [
    [`''`, 'p'],
    ['bucket', 'bucket'],
    ['key', 'k'],
    [`coalesce(key, '') = ''`, 'broken'],
    [`coalesce(encryption_status, 'NOT-SSE')`, 'e'],
    [`coalesce(storage_class, '')`, 's'],
    ['size', 'b'],
    ['size IS NULL OR size < 0 OR size >= 1000000000000000', 'unsized'],
    [`date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00', last_modified_date)`, 't'],
    [VERSION, 'v'],
    [defaultEventHold === true ? `'default-hold'` : `'none'`, 'lock'],
    [aclsEnabled === true ? `'unknown'` : `'private'`, 'acl'],
    [`''`, 'tier'],
    [BUCKET_KEY, 'bucket_key'],
    [KEY_ARN, 'key_arn'],
    ['coalesce(last_modified_date < newest_date, true)', 'disputed'],
  ]
  const source = `SELECT *, ${SOURCE_COLUMNS.join(', ')} FROM ${nameTable(table, table.name)}`
  return `SELECT ${columns.map(([expression, name]) => `${expression} AS ${name}`).join(', ')} FROM (${source}) s`
}
