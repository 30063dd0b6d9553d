// The case `memory`: peak resident memory of a scan with job manifest at 1, 10 and 40 million rows, each in a process
// of its own. Rows beyond the files' own come from listing the files again under other keys.

import { fork } from 'node:child_process'
import type { InventoryFormat } from '../../emulator/inventory/columns.ts'
import type { RunCase } from '../case.ts'
import { type DataFile, FULL_SIZE, prepareData } from '../data.ts'
import type { FigureInput } from '../figures.ts'
import { createReport, scan } from '../ours.ts'

const MILLIONS = [1, 10, 40] as const
const FORMATS: readonly InventoryFormat[] = ['CSV', 'ORC', 'Parquet']
const MAX_RSS_MB = 512
/** More than this between 10 and 40 million rows is growth. */
const FLAT_MB = 48

type MemoryRun = {
  readonly rows: number
  readonly findings: number
  readonly manifestRows: number
  readonly peakMb: number
}

export const runMemory: RunCase = async (say) => {
  await prepareData(FORMATS, FULL_SIZE, say)
  const figures: FigureInput[] = []
  for (const format of FORMATS) {
    const peaks: number[] = []
    for (const millions of MILLIONS) {
      const run = await runInProcess(format, millions)
      const { rows, findings, manifestRows, peakMb } = run
      if (rows !== millions * 1e6 || manifestRows !== findings || findings === 0) {
        throw new Error(`${format}, ${millions} M rows: wrong answer ${JSON.stringify(run)}`)
      }
      say(`${format}, ${millions} M rows with ${findings.toLocaleString('en')} findings: ${peakMb.toFixed(0)} MB`)
      peaks.push(peakMb)
      figures.push(describePeak(`${format}: peak RSS at ${millions} M rows`, peakMb, MAX_RSS_MB))
    }
    const [, ten = 0, forty = 0] = peaks
    figures.push(describePeak(`${format}: growth from 10 to 40 M rows`, Math.max(0, forty - ten), FLAT_MB))
  }
  return figures
}

function describePeak(metric: string, megabytes: number, limit: number): FigureInput {
  return { metric, ours: megabytes, peers: {}, unit: 'MB', better: 'lower', reach: { atMost: limit } }
}

function runInProcess(format: InventoryFormat, millions: number): Promise<MemoryRun> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, [format, String(millions)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    child.once('message', (run) => resolve(run as MemoryRun))
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`the scan of ${format} ended with ${signal ?? code}`)))
  })
}

/** The scan in its own process; Linux tells the highest resident size in KiB. */
async function measureScan(format: InventoryFormat, millions: number): Promise<MemoryRun> {
  const all = (await prepareData([format], FULL_SIZE, () => {}))[format]
  const rowsPerFile = FULL_SIZE.rows / FULL_SIZE.files
  const wanted = (millions * 1e6) / rowsPerFile
  const files = Array.from({ length: wanted }, (_, index) => all[index % all.length] as DataFile)
  const { report, store } = createReport(format, files)
  const counts = await scan(report, store, 'job-manifest', (result) => ({
    rows: result.rows,
    findings: result.findings.objects,
    manifestRows: result.groups.reduce((sum, { tally }) => sum + tally.objects, 0),
  }))
  await store.close()
  return { ...counts, peakMb: process.resourceUsage().maxRSS / 1024 }
}

if (import.meta.main) {
  const [format, millions] = process.argv.slice(2)
  process.once('disconnect', () => process.exit(1))
  process.send?.(await measureScan(format as InventoryFormat, Number(millions)))
  process.removeAllListeners('disconnect')
  process.disconnect?.()
}
