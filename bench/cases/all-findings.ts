// The case `all-findings`: an old bucket of which nothing is encrypted, with job manifest, in all formats. Every page of every
// column that findings need is read whole. Formats must agree with each other, and CSV and Parquet with DuckDB.

import type { InventoryFormat } from '../../emulator/inventory/columns.ts'
import { type Answer, checkSameAnswer } from '../answer.ts'
import type { RunCase, Say } from '../case.ts'
import { ALL_FINDINGS, type DataFile, prepareData } from '../data.ts'
import type { FigureInput } from '../figures.ts'
import { type Contender, measureInterleaved, timingOf } from '../measure.ts'
import { answerOf, createReport, enterOurs, scan } from '../ours.ts'
import { chooseFormulation, DUCKDB, type DuckDb, openDuckDb } from '../peers/duckdb.ts'

const FORMATS = ['CSV', 'Parquet', 'ORC'] as const
const QUESTION = 'job-manifest'

export const runAllFindings: RunCase = async (say) => {
  const files = await prepareData(FORMATS, ALL_FINDINGS, say)
  const answer = await askOnce('CSV', files.CSV)
  for (const format of ['Parquet', 'ORC'] as const) {
    checkSameAnswer(answer, await askOnce(format, files[format]), `our ${format}`)
  }
  const duckdb = await openDuckDb()
  const figures: FigureInput[] = []
  for (const format of FORMATS) figures.push(await measureFormat(format, files[format], answer, duckdb, say))
  duckdb?.close()
  return figures
}

async function askOnce(format: InventoryFormat, files: readonly DataFile[]): Promise<Answer> {
  const { report, store } = createReport(format, files)
  try {
    return await scan(report, store, QUESTION, (result) => answerOf(result, QUESTION))
  } finally {
    await store.close()
  }
}

async function measureFormat(
  format: InventoryFormat,
  files: readonly DataFile[],
  answer: Answer,
  duckdb: DuckDb | undefined,
  say: Say,
): Promise<FigureInput> {
  const contenders: Contender[] = [enterOurs('ours', format, files, QUESTION)]
  if (duckdb !== undefined && format !== 'ORC') {
    const paths = files.map(({ path }) => path)
    const check = (theirs: Answer) => checkSameAnswer(answer, theirs, DUCKDB)
    const best = await chooseFormulation(duckdb, format, paths, QUESTION, check, say)
    contenders.push({ name: DUCKDB, run: best.run })
  }
  const timings = await measureInterleaved(contenders, say)
  const ours = timingOf(timings, 'ours')
  const theirs = timings.get(DUCKDB)
  const { rows } = ALL_FINDINGS
  return {
    metric: `${format}: tally and job manifest of ${rows / 1e6} M rows, all of them findings`,
    ours: rows / ours.median,
    peers: format === 'ORC' ? {} : { [DUCKDB]: theirs === undefined ? null : rows / theirs.median },
    unit: 'rows/s',
    better: 'higher',
    spread: [rows / ours.greatest, rows / ours.least],
  }
}
