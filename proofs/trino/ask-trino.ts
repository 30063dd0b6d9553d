// Starts a real Trino (Judge.java) over the tables of the cases, and has it answer their statements.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InventoryTableRow } from '../../emulator/s3/metadata-tables.ts'
import { normalizeRows, type TrinoAnswer } from './answers.ts'
import type { MetadataTable, TrinoCase, TrinoTable } from './case.ts'

const HERE = import.meta.dirname
/** Where Maven's answer is kept: which jars there are, and where. */
const CACHE = join(HERE, '..', '..', 'node_modules', '.cache', 'trino')
const JVM = [
  '-Xmx3g',
  '--add-modules',
  'jdk.incubator.vector',
  '--enable-native-access=ALL-UNNAMED',
  '--sun-misc-unsafe-memory-access=allow',
]
/** Two bridges of logging libraries exclude each other. */
const UNWANTED = 'log4j-slf4j-impl'
const TYPES: Readonly<Record<string, string>> = { string: 'varchar', timestamp: 'timestamp(3)' }
const HASH = /^[0-9a-f]{64}$/

type Work = { readonly id: string; readonly sql: string }
type Answered = {
  readonly id: string
  readonly rows?: (string | null)[][]
  readonly error?: string
}

/** Answers by the hash of the statement. Throws if a table cannot be made, or Trino cannot be started. */
export function askTrino(cases: readonly TrinoCase[], folder: string): ReadonlyMap<string, TrinoAnswer> {
  const tables = cases.flatMap(({ table }) => table ?? []).map((table) => createTable(table, folder))
  const metadata = cases.flatMap(({ metadata: one }) => one ?? []).flatMap(createMetadataTable)
  const statements = new Map(cases.flatMap((one) => one.statements.map(({ hash, sql }) => [hash, sql])))
  const asked: readonly Work[] = [...statements].map(([id, sql]) => ({ id, sql }))
  const work: readonly Work[] = [{ id: 'schema', sql: 'CREATE SCHEMA inv' }, ...tables, ...metadata, ...asked]
  writeFileSync(join(folder, 'statements.json'), JSON.stringify(work))
  runJudge(folder)
  const lines = readFileSync(join(folder, 'answers'), 'utf8').trim().split('\n')
  const answered = lines.map((line) => JSON.parse(line) as Answered)
  const broken = answered.find(({ id, error }) => error !== undefined && !HASH.test(id))
  if (broken !== undefined) throw new Error(`${broken.id}: ${broken.error}`)
  return new Map(answered.filter(({ id }) => HASH.test(id)).map((one) => [one.id, toAnswer(one)]))
}

const toAnswer = ({ rows, error }: Answered): TrinoAnswer =>
  rows === undefined ? { error: error ?? '' } : { rows: normalizeRows(rows) }

/** Writes the files and their list, and says in Trino's words what is CREATE EXTERNAL TABLE in Hive's. */
function createTable({ name, format, columns, files }: TrinoTable, folder: string): Work {
  const [data, list] = ['data', 'list'].map((part) => join(folder, name, part))
  if (data === undefined || list === undefined) throw new Error('a table has two folders')
  mkdirSync(data, { recursive: true })
  mkdirSync(list)
  for (const file of files) writeFileSync(join(data, file.name), file.bytes)
  writeFileSync(join(list, 'symlink.txt'), files.map((file) => `local:///${name}/data/${file.name}\n`).join(''))
  const described = columns.map((column) => `${column.name} ${TYPES[column.type] ?? column.type}`).join(', ')
  const delimiter = format === 'Textfile' ? `, textfile_field_separator = '\\'` : ''
  const settings = `format = '${format.toUpperCase()}', external_location = 'local:///${name}/list'${delimiter}`
  return { id: name, sql: `CREATE TABLE inv.${name} (${described}) WITH (${settings})` }
}

const METADATA_COLUMNS: readonly (readonly [keyof InventoryTableRow, string])[] = [
  ['bucket', 'varchar'],
  ['key', 'varchar'],
  ['sequence_number', 'varchar'],
  ['version_id', 'varchar'],
  ['is_delete_marker', 'boolean'],
  ['size', 'bigint'],
  ['last_modified_date', 'timestamp(3)'],
  ['e_tag', 'varchar'],
  ['storage_class', 'varchar'],
  ['is_multipart', 'boolean'],
  ['encryption_status', 'varchar'],
  ['is_bucket_key_enabled', 'boolean'],
  ['kms_key_arn', 'varchar'],
  ['checksum_algorithm', 'varchar'],
]

/** The table in the catalog of table buckets, with its rows. */
function createMetadataTable({ namespace, rows }: MetadataTable): readonly Work[] {
  const schema = `"s3tablescatalog/aws-s3"."${namespace}"`
  const columns = METADATA_COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ')
  const values = rows.map((row) => `(${METADATA_COLUMNS.map(([name]) => literal(name, row[name])).join(', ')})`)
  return [
    { id: `${namespace} schema`, sql: `CREATE SCHEMA ${schema}` },
    { id: `${namespace} table`, sql: `CREATE TABLE ${schema}.inventory (${columns})` },
    ...(rows.length === 0
      ? []
      : [{ id: `${namespace} rows`, sql: `INSERT INTO ${schema}.inventory VALUES ${values.join(', ')}` }]),
  ]
}

function literal(name: string, value: InventoryTableRow[keyof InventoryTableRow]): string {
  if (value === null) return 'NULL'
  if (name === 'last_modified_date')
    return `TIMESTAMP '${new Date(Number(value)).toISOString().replace('T', ' ').replace('Z', '')}'`
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}

/** The first time, Maven fetches the jars. */
function runJudge(folder: string): void {
  const classpath = join(CACHE, 'classpath')
  mkdirSync(CACHE, { recursive: true })
  if (!existsSync(classpath)) {
    run('mvn', ['-q', '-f', join(HERE, 'pom.xml'), 'dependency:build-classpath', `-Dmdep.outputFile=${classpath}`])
  }
  const jars = readFileSync(classpath, 'utf8').trim().split(':')
  const kept = jars.filter((jar) => !jar.includes(UNWANTED)).join(':')
  const { JAVA_HOME } = process.env
  const java = JAVA_HOME === undefined ? 'java' : join(JAVA_HOME, 'bin', 'java')
  const files = [folder, join(folder, 'statements.json'), join(folder, 'answers')]
  run(java, [...JVM, '-cp', kept, join(HERE, 'Judge.java'), ...files])
}

function run(command: string, given: readonly string[]): void {
  const { status, error, stderr } = spawnSync(command, given, { encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr.slice(-4000)}`)
}
