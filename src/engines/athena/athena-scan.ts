// Scans a report with queries in Athena: the findings are those of the streamed scan, the rows are read by Athena.

import { rmSync } from 'node:fs'
import type { Findings } from '../../findings/findings.ts'
import { type Engine, MAX_COMPARED } from '../engine.ts'
import { proveByReport } from '../inventory-scan/prove.ts'
import { beyondAthena, findBeyond } from './beyond.ts'
import type { ResultRow } from './cells.ts'
import { findDoubles } from './doubled-keys.ts'
import { expectedBytes } from './expected-bytes.ts'
import { countDeclaredRows, lookAtFiles, proveFiles } from './file-proofs.ts'
import { judgeRows, judgeTally, tallyOf } from './judge-tally.ts'
import { keepRows } from './kept-rows.ts'
import { makeTable, removeTable } from './own-table.ts'
import { type ReportTally, readTally } from './read-tally.ts'
import { checkReading } from './reading-limits.ts'
import { QueryRunner } from './run-query.ts'
import type { AthenaScan, AthenaSource } from './scan-state.ts'
import { toScanTally } from './scan-tally-of.ts'
import { tallyColumns, writeTally } from './statements.ts'
import { createRowStore, foreseeRows, removeStored } from './stored-rows.ts'
import { describeTable, type TableSpec } from './table.ts'

/** The engine that has Athena read an inventory report. */
export const createAthenaScan =
  (source: AthenaSource): Engine =>
  async (question) => {
    const why = findBeyond(source.report, question)
    if (why !== undefined) throw beyondAthena(why)
    const unwritable = await checkReading({ ...source, bytes: expectedBytes(source.report), makesTable: true })
    const { service, timing, nonce, maxBytes, onQuery, work } = source
    const runner = new QueryRunner({ service, timing, nonce, maxBytes, signal: question.signal, onEnd: onQuery })
    const table = describeTable(source.report, work?.folder)
    const asked = { report: source.report.manifest, spec: question.spec, table: `${service.database}.${table.name}` }
    return await withTable(table, { source, question, runner, asked, unwritable })
  }

/** The table is removed however the scan ends, unless it ended because the run did. */
async function withTable(table: TableSpec, scan: AthenaScan): Promise<Findings> {
  const { source, runner, question } = scan
  const keepingRun = question.keepRows === 'no' ? undefined : source.names.run
  const place = { service: source.service, lists: source.work?.lists, runner, keepingRun }
  const before = await lookAtFiles({ ...source, signal: question.signal })
  await makeTable(table, source.report, place)
  try {
    return await findAll(scan, before, table)
  } catch (error) {
    rmSync(question.spoolFolder, { recursive: true, force: true })
    await removeStored(scan, table).catch((other) => source.onLeft(table.name, other))
    throw error
  } finally {
    if (!source.keepsTable) await removeTable(table, place).catch((error) => source.onLeft(table.name, error))
  }
}

async function findAll(scan: AthenaScan, before: ReadonlyMap<string, string>, table: TableSpec): Promise<Findings> {
  const { source, question, runner } = scan
  const { report } = source
  const place = { ...source, signal: question.signal }
  const first = await tallyReport(scan, [])
  const declared = await countDeclaredRows(place, before, (file) => tallyOf(first, report, file).rows === 0)
  judgeRows(first, report, declared)
  const counted = toScanTally(first, scan.asked)
  const doubles = await findDoubles(scan, counted, question.maxCompared ?? MAX_COMPARED)
  const tally =
    doubles.setApart.length === 0 ? counted : toScanTally(await tallyReport(scan, doubles.setApart), scan.asked)
  const store = createRowStore(scan, table, doubles.setApart)
  const kept = await keepRows({ ...scan, expectedBytes: expectedBytes(report), store }, tally, doubles)
  const files = await proveFiles(place, before, (file) => tallyOf(first, report, file).rows)
  return {
    ...kept,
    duplicates: doubles.duplicates,
    queries: runner.records,
    rowQueries: foreseeRows(kept.groups, scan),
    proof: proveByReport(report, files),
  }
}

/** Counts all rows, those with the keys `setApart` only as rows. */
async function tallyReport({ source, runner, asked }: AthenaScan, setApart: readonly string[]): Promise<ReportTally> {
  const id = await runner.run(writeTally(asked, setApart), 'count the rows', expectedBytes(source.report))
  const rows: ResultRow[] = []
  for await (const row of source.service.rows(id, tallyColumns(asked))) rows.push(row)
  const tally = readTally(rows, asked)
  judgeTally(tally, source.report)
  return tally
}
