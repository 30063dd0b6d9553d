// The case `csv`: tally by status and job manifest of CSV.gz files in one pass, against DuckDB, Python and two limits.

import type { Findings } from '../../src/findings/findings.ts'
import { type Answer, checkSameAnswer } from '../answer.ts'
import type { RunCase } from '../case.ts'
import { type DataFile, FULL_SIZE, prepareData } from '../data.ts'
import type { FigureInput, Reach } from '../figures.ts'
import { type Contender, measureInterleaved, type Timing, timingOf } from '../measure.ts'
import { answerOf, createReport, enterOurs, scan } from '../ours.ts'
import { chooseFormulation, DUCKDB, openDuckDb } from '../peers/duckdb.ts'
import { hasIgzip, IGZIP, inflateWithIgzip, inflateWithNode, NODE_FLOOR } from '../peers/inflate.ts'
import { hasPython, PYTHON, scanWithPython } from '../peers/python.ts'

/** Python takes a quarter of a minute for all files; its rows per second show on two as well. */
const PYTHON_FILES = 2

export const runCsv: RunCase = async (say) => {
  const { CSV: files } = await prepareData(['CSV'], FULL_SIZE, say)
  const look = (result: Findings) => answerOf(result, 'job-manifest')
  const answers = { all: await scanFiles(files, look), some: await scanFiles(files.slice(0, PYTHON_FILES), look) }
  const contenders: Contender[] = [enterOurs('ours', 'CSV', files, 'job-manifest')]
  const rows = new Map([['ours', FULL_SIZE.rows]])
  const add = (name: string, contenderRows: number, run: Contender['run']): void => {
    contenders.push({ name, run })
    rows.set(name, contenderRows)
  }

  add(NODE_FLOOR, FULL_SIZE.rows, () => inflateWithNode(files))
  if (await hasIgzip()) add(IGZIP, FULL_SIZE.rows, () => inflateWithIgzip(files))
  if (await hasPython()) {
    const some = files.slice(0, PYTHON_FILES)
    checkSameAnswer(answers.some, await scanWithPython(some), PYTHON)
    add(
      PYTHON,
      some.reduce((sum, file) => sum + file.rows, 0),
      () => scanWithPython(some),
    )
  }
  const duckdb = await openDuckDb()
  if (duckdb !== undefined) {
    const paths = files.map((file) => file.path)
    const check = (answer: Answer) => checkSameAnswer(answers.all, answer, DUCKDB)
    const best = await chooseFormulation(duckdb, 'CSV', paths, 'job-manifest', check, say)
    say(`DuckDB runs as "${best.name}"`)
    add(DUCKDB, FULL_SIZE.rows, best.run)
  }
  const timings = await measureInterleaved(contenders, say)
  duckdb?.close()
  return describeRates(timings, rows)
}

async function scanFiles<T>(files: readonly DataFile[], look: (result: Findings) => T): Promise<T> {
  const { report, store } = createReport('CSV', files)
  return await scan(report, store, 'job-manifest', look)
}

/** One figure per peer; a peer that is not installed has null. */
function describeRates(
  timings: ReadonlyMap<string, Timing>,
  rows: ReadonlyMap<string, number>,
): readonly FigureInput[] {
  const ours = timingOf(timings, 'ours')
  const ownRows = rows.get('ours') ?? 0
  const rateOf = (name: string): number | null => {
    const timing = timings.get(name)
    return timing === undefined ? null : (rows.get(name) ?? 0) / timing.median
  }
  const compare = (peer: string, reach?: Reach): FigureInput => ({
    metric: `tally and job manifest, against ${peer}`,
    ours: ownRows / ours.median,
    peers: { [peer]: rateOf(peer) },
    unit: 'rows/s',
    better: 'higher',
    spread: [ownRows / ours.greatest, ownRows / ours.least],
    reach,
  })
  return [
    compare(DUCKDB, { ratioAtLeast: 2 }),
    compare(NODE_FLOOR, { ratioAtLeast: 0.85 }),
    compare(IGZIP),
    compare(PYTHON),
  ]
}
