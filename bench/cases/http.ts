// The cases `http-…`: from finding the report to the answer, over HTTP with 20 ms before every answer, through the
// action's own S3 client. DuckDB gets the same server, see README.md for how.

import { mkdtempSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import type { InventoryFormat } from '../../emulator/inventory/columns.ts'
import { createDeps } from '../../src/external/deps.ts'
import { createInventoryStore } from '../../src/external/inventory-store.ts'
import { createRunnerFront } from '../../src/external/runner.ts'
import type { Findings } from '../../src/findings/findings.ts'
import { findNewestReport } from '../../src/inventory/newest.ts'
import type { InventoryLocation } from '../../src/inventory/report.ts'
import { type Answer, checkSameAnswer } from '../answer.ts'
import type { RunCase, Say } from '../case.ts'
import { connect } from '../connect.ts'
import { FULL_SIZE, prepareData } from '../data.ts'
import type { FigureInput, Reach } from '../figures.ts'
import {
  DESTINATION_BUCKET,
  type HttpServer,
  LATENCY_MS,
  REPORT_PREFIX,
  type ServerAddress,
  startHttpServer,
  type Traffic,
} from '../http-server.ts'
import { type Contender, measureInterleaved, type Timing, timingOf } from '../measure.ts'
import { answerOf, createReport, fetchedShare, type Question, scan, startCrew } from '../ours.ts'
import { chooseFormulation, DUCKDB, type DuckDb, openDuckDb } from '../peers/duckdb.ts'
import { SOURCE_BUCKET } from '../rows.ts'

const DUCKDB_DOWNLOAD = 'DuckDB, whole files by GET'
const DUCKDB_MODEL = 'DuckDB, ranged reads modelled'
const DUCKDB_LOCAL = 'DuckDB, local'

export const runHttpCsv: RunCase = (say) => runHttp('CSV', ['job-manifest'], say)
export const runHttpParquet: RunCase = (say) => runHttp('Parquet', ['verdict', 'job-manifest'], say)
export const runHttpOrc: RunCase = (say) => runHttp('ORC', ['verdict', 'job-manifest'], say)

async function runHttp(
  format: InventoryFormat,
  questions: readonly Question[],
  say: Say,
): Promise<readonly FigureInput[]> {
  await prepareData([format], FULL_SIZE, say)
  const server = await startHttpServer({ kind: 'report', format })
  // The SDK finds its endpoint in the environment, as in a run of the action.
  process.env.AWS_ENDPOINT_URL = server.address.url
  const duckdb = format === 'ORC' ? undefined : await openDuckDb()
  const figures: FigureInput[] = []
  try {
    for (const question of questions) figures.push(...(await runQuestion(format, question, server, duckdb, say)))
  } finally {
    duckdb?.close()
    server.close()
  }
  return figures
}

async function runQuestion(
  format: InventoryFormat,
  question: Question,
  server: HttpServer,
  duckdb: DuckDb | undefined,
  say: Say,
): Promise<readonly FigureInput[]> {
  const local = await scanLocally(format, question)
  await server.takeTraffic()
  const ours = await scanOverHttp(server.address, question, (result) => ({
    answer: answerOf(result, question),
    share: fetchedShare(result),
  }))
  const traffic = await server.takeTraffic()
  checkSameAnswer(ours.answer, local, 'our scan of the local files')
  const contenders: Contender[] = [{ name: 'ours', run: () => scanOverHttp(server.address, question, () => undefined) }]
  if (duckdb !== undefined && format !== 'ORC') {
    contenders.push(...(await enterDuckDb(duckdb, format, question, server.address, local, say)))
  }
  const timings = await measureInterleaved(contenders, say)
  const peers = duckdb === undefined ? noPeers(format) : await describePeers(duckdb, format, timings)
  const reach = format === 'Parquet' && question === 'verdict' ? { ratioAtLeast: 1 } : undefined
  return describe(question, timingOf(timings, 'ours'), peers, traffic, ours.share, reach)
}

/** Everything the action does between its credentials and its verdict, with clients of its own. */
async function scanOverHttp<T>(address: ServerAddress, question: Question, look: (result: Findings) => T): Promise<T> {
  const crew = startCrew()
  const client = connect(address)
  const handle = {
    client,
    use: 'destination' as const,
    bucket: DESTINATION_BUCKET,
    owner: address.account,
    partition: 'aws',
  }
  const store = createInventoryStore(
    handle,
    createDeps(process.env, createRunnerFront(process.env), new AbortController().signal),
  )
  const location: InventoryLocation = {
    sourceBucket: SOURCE_BUCKET,
    destinationBucket: DESTINATION_BUCKET,
    destinationOwner: undefined,
    configurationId: 'daily',
    prefix: REPORT_PREFIX,
    frequency: 'Daily',
    includedVersions: 'All',
    coverage: { kind: 'whole' },
  }
  try {
    const report = await findNewestReport(store, location, { maxAge: 'auto' })
    return await scan(report, store, question, look, crew)
  } finally {
    await crew.stop()
    client.destroy()
  }
}

async function scanLocally(format: InventoryFormat, question: Question): Promise<Answer> {
  const files = (await prepareData([format], FULL_SIZE, () => {}))[format]
  const { report, store } = createReport(format, files)
  try {
    return await scan(report, store, question, (result) => answerOf(result, question))
  } finally {
    await store.close()
  }
}

/** DuckDB end to end: fetches every file at once, then asks. And the asking alone, which the model starts from. */
async function enterDuckDb(
  duckdb: DuckDb,
  format: 'CSV' | 'Parquet',
  question: Question,
  address: ServerAddress,
  answer: Answer,
  say: Say,
): Promise<readonly Contender[]> {
  const folder = mkdtempSync(join(duckdb.folder, 'fetched-'))
  const paths = await downloadAll(address, folder)
  const check = (theirs: Answer) => checkSameAnswer(answer, theirs, DUCKDB)
  const best = await chooseFormulation(duckdb, format, paths, question, check, say)
  const fetchAndAsk = async (): Promise<void> => {
    await downloadAll(address, folder)
    await best.run()
  }
  const download = { name: DUCKDB_DOWNLOAD, run: fetchAndAsk }
  return format === 'CSV' ? [download] : [download, { name: DUCKDB_LOCAL, run: best.run }]
}

async function downloadAll(address: ServerAddress, folder: string): Promise<readonly string[]> {
  const client = connect(address)
  const download = async (key: string): Promise<string> => {
    const path = join(folder, basename(key))
    const { Body } = await client.send(new GetObjectCommand({ Bucket: DESTINATION_BUCKET, Key: key }))
    await writeFile(path, Body as unknown as AsyncIterable<Uint8Array>)
    return path
  }
  try {
    return await Promise.all(address.keys.map(download))
  } finally {
    client.destroy()
  }
}

function noPeers(format: InventoryFormat): Readonly<Record<string, number | null>> {
  return format === 'ORC' ? {} : { [DUCKDB_DOWNLOAD]: null }
}

/** Seconds by peer, the one that is hardest to beat first. */
async function describePeers(
  duckdb: DuckDb,
  format: InventoryFormat,
  timings: ReadonlyMap<string, Timing>,
): Promise<Readonly<Record<string, number>>> {
  const download = { [DUCKDB_DOWNLOAD]: timingOf(timings, DUCKDB_DOWNLOAD).median }
  if (format !== 'Parquet') return download
  const waiting = await modelWaiting(duckdb)
  return { [DUCKDB_MODEL]: timingOf(timings, DUCKDB_LOCAL).median + waiting, ...download }
}

/**
 * The least time DuckDB's httpfs would wait for answers, in seconds, if bytes took none: per file one HEAD and one read
 * of the footer, per row group one read of all columns, as many of them at once as there are threads.
 */
async function modelWaiting({ connection }: DuckDb): Promise<number> {
  const files = (await prepareData(['Parquet'], FULL_SIZE, () => {})).Parquet
  const list = files.map(({ path }) => `'${path}'`).join(', ')
  const answer = await connection.runAndReadAll(
    `SELECT count(*)::DOUBLE FROM (SELECT DISTINCT file_name, row_group_id FROM parquet_metadata([${list}]))`,
  )
  const rowGroups = Number(answer.getRows()[0]?.[0])
  return (Math.ceil((2 * files.length + rowGroups) / availableParallelism()) * LATENCY_MS) / 1000
}

function describe(
  question: Question,
  timing: Timing,
  peers: Readonly<Record<string, number | null>>,
  { requests, bytes }: Traffic,
  share: number,
  reach: Reach | undefined,
): readonly FigureInput[] {
  const asked = question === 'verdict' ? 'verdict' : 'tally and job manifest'
  const common = { peers: {}, better: 'lower' } as const
  return [
    {
      ...common,
      metric: `${asked}, wall time`,
      ours: timing.median,
      peers,
      unit: 's',
      spread: [timing.least, timing.greatest],
      reach,
    },
    { ...common, metric: `${asked}, requests`, ours: requests, unit: 'requests' },
    { ...common, metric: `${asked}, bytes sent by the server`, ours: bytes / 1e6, unit: 'MB' },
    { ...common, metric: `${asked}, bytes fetched of bytes stored`, ours: share * 100, unit: '%' },
  ]
}
