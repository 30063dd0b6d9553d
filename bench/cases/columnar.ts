// The cases `parquet-…` and `orc-…`: verdict only, and with job manifest, on local files; Parquet against DuckDB, ORC
// against our own Parquet, as DuckDB reads no ORC.

import { type Answer, checkSameAnswer } from '../answer.ts'
import type { RunCase, Say } from '../case.ts'
import { type DataFile, FULL_SIZE, prepareData } from '../data.ts'
import type { FigureInput, Reach } from '../figures.ts'
import { type Contender, measureInterleaved, timingOf } from '../measure.ts'
import { answerOf, createReport, enterOurs, fetchedShare, type Question, scan } from '../ours.ts'
import { chooseFormulation, DUCKDB, openDuckDb } from '../peers/duckdb.ts'

type ColumnarFormat = 'Parquet' | 'ORC'

const OUR_PARQUET = 'our Parquet'
/** Starting threads takes longer than reading four million statuses: ten times as many show the speed. */
const VERDICT_TIMES = 10

export const runParquetVerdict: RunCase = async (say) => [
  ...(await compareParquet('verdict', 1, say)),
  ...(await compareParquet('verdict', VERDICT_TIMES, say)),
]
export const runParquetManifest: RunCase = (say) => compareParquet('job-manifest', 1, say, { ratioAtLeast: 0.5 })
export const runOrcVerdict: RunCase = async (say) => [
  ...(await compareOrc('verdict', 1, say, { ratioAtLeast: 0.5 })),
  ...(await compareOrc('verdict', VERDICT_TIMES, say, { ratioAtLeast: 0.5 })),
]
export const runOrcManifest: RunCase = (say) => compareOrc('job-manifest', 1, say)

async function compareParquet(
  question: Question,
  times: number,
  say: Say,
  reach?: Reach,
): Promise<readonly FigureInput[]> {
  const { Parquet: files } = await prepareData(['Parquet'], FULL_SIZE, say)
  const { answer, share } = await askOnce('Parquet', files, question, times)
  const contenders = [enterOurs('ours', 'Parquet', files, question, times)]
  const duckdb = await openDuckDb()
  if (duckdb !== undefined) {
    const paths = Array.from({ length: times }, () => files.map((file) => file.path)).flat()
    const check = (theirs: Answer) => checkSameAnswer(answer, theirs, DUCKDB)
    const best = await chooseFormulation(duckdb, 'Parquet', paths, question, check, say)
    contenders.push({ name: DUCKDB, run: best.run })
  }
  const figures = await measureRates(contenders, DUCKDB, question, times, say, reach)
  duckdb?.close()
  return [...figures, describeShare(question, times, share)]
}

async function compareOrc(question: Question, times: number, say: Say, reach?: Reach): Promise<readonly FigureInput[]> {
  const { ORC: files, Parquet: same } = await prepareData(['ORC', 'Parquet'], FULL_SIZE, say)
  const { answer, share } = await askOnce('ORC', files, question, times)
  checkSameAnswer(answer, (await askOnce('Parquet', same, question, times)).answer, OUR_PARQUET)
  const contenders = [
    enterOurs('ours', 'ORC', files, question, times),
    enterOurs(OUR_PARQUET, 'Parquet', same, question, times),
  ]
  return [
    ...(await measureRates(contenders, OUR_PARQUET, question, times, say, reach)),
    describeShare(question, times, share),
  ]
}

async function askOnce(format: ColumnarFormat, files: readonly DataFile[], question: Question, times: number) {
  const { report, store } = createReport(format, files, times)
  try {
    return await scan(report, store, question, (result) => ({
      answer: answerOf(result, question),
      share: fetchedShare(result),
    }))
  } finally {
    await store.close()
  }
}

async function measureRates(
  contenders: readonly Contender[],
  peer: string,
  question: Question,
  times: number,
  say: Say,
  reach?: Reach,
): Promise<readonly FigureInput[]> {
  const timings = await measureInterleaved(contenders, say)
  const rows = FULL_SIZE.rows * times
  const ours = timingOf(timings, 'ours')
  const theirs = timings.get(peer)
  return [
    {
      metric: nameMetric(question, times, 'from local files'),
      ours: rows / ours.median,
      peers: { [peer]: theirs === undefined ? null : rows / theirs.median },
      unit: 'rows/s',
      better: 'higher',
      spread: [rows / ours.greatest, rows / ours.least],
      reach,
    },
  ]
}

function describeShare(question: Question, times: number, share: number): FigureInput {
  return {
    metric: nameMetric(question, times, 'bytes fetched of bytes stored'),
    ours: share * 100,
    peers: {},
    unit: '%',
    better: 'lower',
    ...(question === 'verdict' && { reach: { atMost: 1 } }),
  }
}

function nameMetric(question: Question, times: number, what: string): string {
  const asked = question === 'verdict' ? 'verdict' : 'tally and job manifest'
  return `${asked} of ${(FULL_SIZE.rows * times) / 1e6} M rows, ${what}`
}
