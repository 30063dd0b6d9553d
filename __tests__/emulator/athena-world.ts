// Knows a small world for tests of Athena: a bucket with hostile keys and its inventory reports, a work bucket, a
// caller, the SDK's client, and the statements with which reports are read.

import {
  AthenaClient,
  AthenaServiceException,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  type StartQueryExecutionCommandInput,
} from '@aws-sdk/client-athena'
import { createWorld, type Emulator, startEmulator } from '../../emulator/index.ts'
import { type Delivery, type DeliveryOptions, deliverInventory } from '../../emulator/inventory/deliver.ts'
import { readWholeBody } from '../../emulator/s3/body.ts'
import { currentVersion, getBucket } from '../../emulator/s3/state.ts'
import { seedBucket, seedCredential, seedObject } from '../../emulator/seed.ts'
import { allowDelivery } from '../../emulator/stage.ts'
import type { Credential, InventoryConfiguration, World } from '../../emulator/world.ts'

export type Format = InventoryConfiguration['destination']['format']
export const FORMATS: readonly Format[] = ['CSV', 'ORC', 'Parquet']
export const RESULTS = 's3://work/results/'

export const HOSTILE_KEYS: readonly string[] = [
  'plain.txt',
  'with space.txt',
  'a+b.txt',
  'say "hi".txt',
  'a,b.txt',
  'back\\slash\\',
  'line\nfeed',
  'carriage\rreturn',
  'tab\there',
  'nul\0byte',
  'emoji-🤦🏽.txt',
  '%20literal',
  'tilde~star*',
  "quote'(1)!.txt",
  'ünïcödé/ß',
]

export type AthenaTest = {
  readonly world: World
  readonly emulator: Emulator
  readonly client: AthenaClient
  readonly start: (statement: string, changes?: Partial<StartQueryExecutionCommandInput>) => Promise<string>
  /** Starts a statement and polls until it has ended. */
  readonly run: (statement: string, changes?: Partial<StartQueryExecutionCommandInput>) => Promise<QueryExecution>
  readonly poll: (id: string) => Promise<QueryExecution>
  /** The rows of a statement that succeeds, without the header. */
  readonly rows: (statement: string) => Promise<readonly (readonly (string | undefined)[])[]>
  /** Text of an object of the work bucket; undefined if there is none. */
  readonly read: (key: string) => string | undefined
  readonly keys: () => readonly string[]
  readonly close: () => Promise<void>
}

/** Opens the world; `credential` replaces the account's root as caller. */
export async function openAthena(give: (world: World) => Credential = seedCredential): Promise<AthenaTest> {
  const world = createWorld()
  seedBucket(world, { name: 'work' })
  seedBucket(world, { name: 'reports' })
  seedBucket(world, { name: 'source', versioning: 'Enabled', inventory: FORMATS.map(configure) })
  allowDelivery(world, 'source', 'reports')
  for (const [at, key] of HOSTILE_KEYS.entries()) {
    seedObject(world, 'source', { key, size: at * 10, status: at % 3 === 0 ? 'NOT-SSE' : 'SSE-S3' })
  }
  const emulator = await startEmulator({ world })
  const { accessKeyId, secretAccessKey } = give(world)
  const client = new AthenaClient({
    region: world.region,
    endpoint: emulator.url,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  })
  return { world, emulator, client, ...createCalls(world, client), close: () => closeAll(client, emulator) }
}

function createCalls(
  world: World,
  client: AthenaClient,
): Pick<AthenaTest, 'start' | 'run' | 'poll' | 'rows' | 'read' | 'keys'> {
  const start: AthenaTest['start'] = async (statement, changes = {}) => {
    const input = { QueryString: statement, ResultConfiguration: { OutputLocation: RESULTS }, ...changes }
    const { QueryExecutionId: id = '' } = await client.send(new StartQueryExecutionCommand(input))
    return id
  }
  const poll: AthenaTest['poll'] = async (id) => {
    const { QueryExecution: query = {} } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))
    return query
  }
  const run: AthenaTest['run'] = async (statement, changes) => {
    const id = await start(statement, changes)
    for (;;) {
      const query = await poll(id)
      if (!['QUEUED', 'RUNNING'].includes(query.Status?.State ?? '')) return query
    }
  }
  const rows: AthenaTest['rows'] = async (statement) => {
    const { QueryExecutionId: id, Status } = await run(statement)
    if (Status?.State !== 'SUCCEEDED') throw new Error(Status?.StateChangeReason ?? 'no reason')
    const { ResultSet } = await client.send(new GetQueryResultsCommand({ QueryExecutionId: id }))
    return (ResultSet?.Rows ?? []).slice(1).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue))
  }
  const work = getBucket(world, 'work')
  const read = (key: string): string | undefined => {
    const version = currentVersion(work, key)
    return version === undefined ? undefined : Buffer.from(readWholeBody(version.body)).toString('utf8')
  }
  return { start, poll, run, rows, read, keys: () => [...work.objects.keys()].sort() }
}

async function closeAll(client: AthenaClient, emulator: Emulator): Promise<void> {
  client.destroy()
  await emulator.close()
}

const configure = (format: Format): InventoryConfiguration => ({
  id: format.toLowerCase(),
  enabled: true,
  includedVersions: 'All',
  frequency: 'Daily',
  optionalFields: ['Size', 'LastModifiedDate', 'StorageClass', 'EncryptionStatus'],
  destination: { bucket: 'reports', format },
})

/** The error of a refused request, as `<status> <name>: <message>`. */
export async function refusalOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    if (error instanceof AthenaServiceException)
      return `${error.$metadata.httpStatusCode} ${error.name}: ${error.message}`
    throw error
  }
  throw new Error('nothing was refused')
}

/** Delivers a report and creates a table over a list of its files. */
export async function createReportTable(
  test: AthenaTest,
  format: Format,
  options: DeliveryOptions = {},
): Promise<Delivery> {
  const { world } = test
  const delivery = await deliverInventory(world, 'source', format.toLowerCase(), { rowsPerFile: 8, ...options })
  const list = delivery.files.map(({ key }) => `s3://reports/${key}\n`).join('')
  seedObject(world, 'work', { key: `lists/${format}/symlink.txt`, body: list, status: 'SSE-S3' })
  const { Status } = await test.run(describeTable(format))
  if (Status?.State !== 'SUCCEEDED') throw new Error(Status?.StateChangeReason ?? 'no reason')
  return delivery
}

const SERDES: Readonly<Record<Format, string>> = {
  CSV: "'org.apache.hadoop.hive.serde2.OpenCSVSerde'",
  ORC: "'org.apache.hadoop.hive.ql.io.orc.OrcSerde' WITH SERDEPROPERTIES ('orc.column.index.access'='false')",
  Parquet: "'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'",
}

/** `CREATE EXTERNAL TABLE` for reports of this world. */
export function describeTable(format: Format): string {
  const columns =
    format === 'CSV'
      ? 'bucket string, key string, version_id string, is_latest string, is_delete_marker string, size string, last_modified_date string, storage_class string, encryption_status string'
      : 'encryption_status string, bucket string, key string, is_latest boolean, is_delete_marker boolean, size bigint, last_modified_date timestamp, storage_class string'
  return `CREATE EXTERNAL TABLE IF NOT EXISTS inv_${format} (${columns})
    ROW FORMAT SERDE ${SERDES[format]}
    STORED AS INPUTFORMAT 'org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat'
    OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
    LOCATION 's3://work/lists/${format}/' TBLPROPERTIES ('made-by'='a test')`
}

/** A row as every format has it: path, bucket, key, raw key, status, class, bytes, time, version. */
export const rowsOf = (format: Format): string =>
  format === 'CSV'
    ? `SELECT "$path" AS p, bucket, url_decode(key) AS k, key AS raw, encryption_status AS e, storage_class AS s,
        CAST(nullif(size, '') AS bigint) AS b,
        CAST(to_unixtime(from_iso8601_timestamp(nullif(last_modified_date, ''))) * 1000 AS bigint) AS t,
        CASE WHEN is_delete_marker = 'true' THEN 'D' WHEN is_latest = 'true' THEN 'L' WHEN is_latest = 'false' THEN 'N' ELSE '?' END AS v
        FROM inv_CSV`
    : `SELECT "$path" AS p, bucket, key AS k, '' AS raw, coalesce(encryption_status, '') AS e,
        coalesce(storage_class, '') AS s, size AS b,
        date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00', last_modified_date) AS t,
        CASE WHEN is_delete_marker THEN 'D' WHEN is_latest THEN 'L' WHEN NOT is_latest THEN 'N' ELSE '?' END AS v
        FROM inv_${format}`

/** One scan: a row for each file (kind 15) and for each group (kind 16). */
export const tallyOf = (format: Format): string => `WITH r AS (${rowsOf(format)})
  SELECT grouping(p, v, e, s, g) AS kind, p, v, e, s, g, count(*) AS n, sum(b) AS bytes, count_if(b IS NULL) AS unsized,
    max(t) AS newest, count_if(bucket IS DISTINCT FROM 'source' OR k IS NULL OR k = '') AS foreign_rows,
    count_if(strpos(k, chr(65533)) > 0 AND strpos(upper(raw), '%EF%BF%BD') = 0) AS broken_keys
  FROM (SELECT *, CASE WHEN e = 'NOT-SSE' THEN 'copy' END AS g FROM r) GROUP BY GROUPING SETS ((p), (v, e, s, g))`

/** The key as job manifests have it. */
export const ENCODED_KEY = "replace(replace(replace(url_encode(k), '+', '%20'), '%2F', '/'), '*', '%2A')"
