// Knows how DuckDB answers the same questions, in several formulations of which the quickest counts.

import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Answer, readJobManifests } from '../answer.ts'
import type { Question } from '../ours.ts'
import { COLUMNS, SOURCE_BUCKET } from '../rows.ts'

export const DUCKDB = 'DuckDB'
export const DUCKDB_INSTALL = 'npm ci --prefix bench'

/** As much of @duckdb/node-api as is used here; the package is bench/'s own, and may be missing. */
type Connection = {
  readonly run: (sql: string) => Promise<unknown>
  readonly runAndReadAll: (sql: string) => Promise<{ readonly getRows: () => readonly (readonly unknown[])[] }>
}
type DuckDbModule = {
  readonly DuckDBInstance: {
    readonly create: (path: string) => Promise<{ readonly connect: () => Promise<Connection> }>
  }
}

export type DuckDb = {
  readonly connection: Connection
  /** A folder for the job manifests it writes. */
  readonly folder: string
  readonly close: () => void
}

/** Opens DuckDB on all cores; undefined when it is not installed. */
export async function openDuckDb(): Promise<DuckDb | undefined> {
  // A variable, so that the type check does not ask for a package that only bench/ has.
  const name = '@duckdb/node-api'
  const module = (await import(name).catch(() => undefined)) as DuckDbModule | undefined
  if (module === undefined) return undefined
  const connection = await (await module.DuckDBInstance.create(':memory:')).connect()
  await connection.run(`SET threads = ${availableParallelism()}`)
  await connection.run('SET preserve_insertion_order = false')
  const folder = mkdtempSync(join(tmpdir(), 'bench-duckdb-'))
  return { connection, folder, close: () => rmSync(folder, { recursive: true, force: true }) }
}

/** One way to ask: statements to run, the last but for the clean-up of which gives the tally. */
export type Formulation = {
  readonly name: string
  readonly before: readonly string[]
  readonly tally: string
  readonly after: readonly string[]
}

const CURRENT = (isTrue: (column: string) => string) => `${isTrue('is_latest')} AND NOT ${isTrue('is_delete_marker')}`
const FINDING = "encryption_status = 'NOT-SSE'"
const COUNT_BY_STATUS = 'count(*)::DOUBLE'

/** The formulations for files of a format; `path` is where the job manifest goes. */
export function formulate(
  format: 'CSV' | 'Parquet',
  files: readonly string[],
  question: Question,
  path: string,
): readonly Formulation[] {
  const isCsv = format === 'CSV'
  const current = CURRENT((column) => (isCsv ? `(${column} = 'true')` : column))
  // Job manifests want keys percent-encoded: CSV reports have them so but for the space, Parquet reports have them raw.
  const key = isCsv ? "replace(key, '+', '%20')" : "replace(url_encode(key), '%2F', '/')"
  const tally = (from: string) =>
    `SELECT encryption_status, ${COUNT_BY_STATUS} FROM ${from} WHERE ${current} GROUP BY encryption_status`
  const copy = (select: string) => `COPY (${select}) TO '${path}' (FORMAT csv, HEADER false)`
  const [source = '', strictSource] = sourcesOf(format, files)
  if (question === 'verdict') return [{ name: 'one query', before: [], tally: tally(source), after: [] }]
  const rows = `SELECT '${SOURCE_BUCKET}' AS bucket, ${key} AS key FROM`
  const passIntoTable = (name: string, from: string): Formulation => ({
    name,
    before: [
      `CREATE TEMP TABLE slim AS SELECT encryption_status, CASE WHEN ${FINDING} THEN key END AS key FROM ${from} WHERE ${current}`,
      copy(`${rows} slim WHERE key IS NOT NULL`),
    ],
    tally: `SELECT encryption_status, ${COUNT_BY_STATUS} FROM slim GROUP BY encryption_status`,
    after: ['DROP TABLE slim'],
  })
  const grouped = `SELECT encryption_status, ${COUNT_BY_STATUS} AS objects, list(key) FILTER (${FINDING}) AS keys FROM ${source} WHERE ${current} GROUP BY encryption_status`
  return [
    {
      name: 'two queries',
      before: [copy(`${rows} ${source} WHERE ${FINDING} AND ${current}`)],
      tally: tally(source),
      after: [],
    },
    passIntoTable('one pass into a table', source),
    {
      name: 'one pass into lists',
      before: [
        `CREATE TEMP TABLE grouped AS ${grouped}`,
        copy(`${rows} (SELECT unnest(keys) AS key FROM grouped WHERE keys IS NOT NULL)`),
      ],
      tally: 'SELECT encryption_status, objects FROM grouped',
      after: ['DROP TABLE grouped'],
    },
    ...(strictSource === undefined ? [] : [passIntoTable('one pass into a table, strict_mode on', strictSource)]),
  ]
}

/** What to read from: the quickest way first, for CSV also DuckDB's own default. */
function sourcesOf(format: 'CSV' | 'Parquet', files: readonly string[]): readonly string[] {
  const list = `[${files.map((file) => `'${file}'`).join(', ')}]`
  if (format === 'Parquet') return [`read_parquet(${list})`]
  const columns = COLUMNS.map(({ snakeName }) => `'${snakeName}': 'VARCHAR'`).join(', ')
  const options = `columns = {${columns}}, header = false, auto_detect = false, delim = ',', quote = '"', escape = '"', compression = 'gzip'`
  return [`read_csv(${list}, ${options}, strict_mode = false)`, `read_csv(${list}, ${options})`]
}

/** Runs one formulation and answers the tally. */
export async function runFormulation({ connection }: DuckDb, formulation: Formulation): Promise<Answer['byStatus']> {
  for (const statement of formulation.before) await connection.run(statement)
  const tally = await connection.runAndReadAll(formulation.tally)
  for (const statement of formulation.after) await connection.run(statement)
  return new Map(tally.getRows().map(([status, count]) => [String(status), Number(count)]))
}

export type DuckDbPlan = { readonly name: string; readonly run: () => Promise<unknown> }

/** Tries each formulation once, has each answer checked, and returns the quickest. */
export async function chooseFormulation(
  duckdb: DuckDb,
  format: 'CSV' | 'Parquet',
  files: readonly string[],
  question: Question,
  check: (answer: Answer) => void,
  say: (line: string) => void,
): Promise<DuckDbPlan> {
  const path = join(duckdb.folder, 'job-manifest.csv')
  let best: { readonly formulation: Formulation; readonly ms: number } | undefined
  for (const formulation of formulate(format, files, question, path)) {
    const start = performance.now()
    const byStatus = await runFormulation(duckdb, formulation)
    const ms = performance.now() - start
    check({ byStatus, jobManifest: question === 'verdict' ? undefined : readJobManifests([path]) })
    say(`DuckDB, ${formulation.name}: ${(ms / 1000).toPrecision(3)} s`)
    if (best === undefined || ms < best.ms) best = { formulation, ms }
  }
  if (best === undefined) throw new Error('there is no formulation')
  const { formulation } = best
  return { name: formulation.name, run: () => runFormulation(duckdb, formulation) }
}
