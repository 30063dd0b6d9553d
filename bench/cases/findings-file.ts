// The case `findings-file`: ten million findings, each kept as a line of CSV, beside the same scan that only counts them.
// Rows must be as many as findings; memory must not grow with them.

import type { RunCase } from '../case.ts'
import { ALL_FINDINGS, prepareData } from '../data.ts'
import { timeOnce } from '../measure.ts'
import { createReport, type ScanPolicy, scan, startCrew } from '../ours.ts'

/** Each file is listed so often, under keys of its own. */
const TIMES = 9
const MB = 1e6

export const runFindingsFile: RunCase = async (say) => {
  const { CSV: files } = await prepareData(['CSV'], ALL_FINDINGS, say)
  const rows = ALL_FINDINGS.rows * TIMES
  const ask = async (findingRows: ScanPolicy['findingRows']) => {
    const { report, store } = createReport('CSV', files, TIMES)
    const policy = { accepted: ['SSE-S3', 'SSE-KMS'], target: 'SSE-S3', keepsRows: false, findingRows } as const
    try {
      return await scan(
        report,
        store,
        policy,
        ({ findings, keptFindings }) => ({ findings, keptFindings }),
        startCrew(),
      )
    } finally {
      await store.close()
    }
  }
  const counted = await timeOnce(() => ask(undefined))
  const before = process.resourceUsage().maxRSS
  const kept = await timeOnce(async () => {
    const { findings, keptFindings } = await ask('csv')
    if (findings.objects === 0 || keptFindings?.rows !== findings.objects) {
      throw new Error(`${keptFindings?.rows} lines of ${findings.objects} findings in ${rows} rows`)
    }
  })
  const grown = ((process.resourceUsage().maxRSS - before) * 1024) / MB
  return [
    {
      metric: `scan of ${rows / 1e6} M rows, all of them findings, each kept as a line`,
      ours: rows / kept,
      peers: { 'the same, only counted': rows / counted },
      unit: 'rows/s',
      better: 'higher',
    },
    { metric: 'peak memory beyond that of counting', ours: grown, peers: {}, unit: 'MB', better: 'lower' },
  ]
}
