// Has the emulated Athena answer the statements of a case.

import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type Row,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { athenaState } from '../../emulator/athena/state.ts'
import { createWorld, startEmulator } from '../../emulator/index.ts'
import { seedMetadataTables } from '../../emulator/s3/metadata-tables.ts'
import { seedBucket, seedCredential, seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { normalizeRows, type TrinoAnswer } from './answers.ts'
import type { MetadataTable, TrinoCase, TrinoTable } from './case.ts'

const BUCKET = 'cases'
const SERDES = {
  CSV: `'org.apache.hadoop.hive.serde2.OpenCSVSerde'`,
  Textfile: `'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe' WITH SERDEPROPERTIES ('field.delim'='\\\\')`,
  ORC: `'org.apache.hadoop.hive.ql.io.orc.OrcSerde' WITH SERDEPROPERTIES ('orc.column.index.access'='false')`,
  Parquet: `'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'`,
} as const

/** Answers by the hash of the statement; the reason of a failure. Throws if the table cannot be made. */
export async function askEmulator({
  name,
  table,
  metadata,
  statements,
}: TrinoCase): Promise<ReadonlyMap<string, TrinoAnswer>> {
  const world = createWorld()
  if (metadata !== undefined) seedTable(world, metadata)
  seedBucket(world, { name: BUCKET })
  athenaState(world).databases.set('inv', new Map())
  const emulator = await startEmulator({ world })
  const { accessKeyId, secretAccessKey } = seedCredential(world)
  const credentials = { accessKeyId, secretAccessKey }
  const client = new AthenaClient({ region: world.region, endpoint: emulator.url, credentials })
  try {
    const made = table === undefined ? undefined : await answer(client, createTable(world, table))
    if (made !== undefined && 'error' in made) throw new Error(`${name}: ${made.error}`)
    const answers = new Map<string, TrinoAnswer>()
    for (const { hash, sql } of statements) answers.set(hash, await answer(client, sql))
    return answers
  } finally {
    client.destroy()
    await emulator.close()
  }
}

function seedTable(world: World, { namespace, rows }: MetadataTable): void {
  const { name } = seedBucket(world, { name: namespace.replace(/^b_/, '') })
  seedMetadataTables(world, name, { change: () => [...rows] })
}

/** Stores the files and their list. */
function createTable(world: World, { name, format, columns, files }: TrinoTable): string {
  for (const file of files) seedObject(world, BUCKET, { key: `${name}/data/${file.name}`, body: file.bytes })
  const list = files.map((file) => `s3://${BUCKET}/${name}/data/${file.name}\n`).join('')
  seedObject(world, BUCKET, { key: `${name}/list/symlink.txt`, body: list })
  const described = columns.map((column) => `${column.name} ${column.type}`).join(', ')
  return `CREATE EXTERNAL TABLE inv.${name} (${described}) ROW FORMAT SERDE ${SERDES[format]}
    STORED AS INPUTFORMAT 'org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat'
    OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat'
    LOCATION 's3://${BUCKET}/${name}/list/'`
}

async function answer(client: AthenaClient, sql: string): Promise<TrinoAnswer> {
  const start = new StartQueryExecutionCommand({
    QueryString: sql,
    ResultConfiguration: { OutputLocation: `s3://${BUCKET}/results/` },
  })
  const { QueryExecutionId: id } = await client.send(start)
  for (;;) {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))
    const { State, StateChangeReason = '' } = QueryExecution?.Status ?? {}
    if (State === 'SUCCEEDED') return { rows: normalizeRows(await readRows(client, id)) }
    if (State === 'FAILED') return { error: StateChangeReason }
  }
}

async function readRows(client: AthenaClient, id: string | undefined): Promise<(string | null)[][]> {
  const rows: Row[] = []
  let token: string | undefined
  do {
    const page = await client.send(new GetQueryResultsCommand({ QueryExecutionId: id, NextToken: token }))
    rows.push(...(page.ResultSet?.Rows ?? []))
    token = page.NextToken
  } while (token !== undefined)
  return rows.slice(1).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue ?? null))
}
