// Has an inventory report read: by the runner, or by Athena, whichever suits it; the log says which, and why.

import { statfsSync } from 'node:fs'
import { findBeyond, orElse } from '../engines/athena/beyond.ts'
import { chooseEngine } from '../engines/choose.ts'
import type { Engine, Question } from '../engines/engine.ts'
import { createInventoryScan } from '../engines/inventory-scan/scan.ts'
import { createSelect } from '../external/select-edge.ts'
import type { Findings } from '../findings/findings.ts'
import type { InventoryReport } from '../inventory/report.ts'
import { ActionError } from '../words/errors.ts'
import { askAthena } from './ask-athena.ts'
import type { FoundSource } from './found-source.ts'
import { sayScanProgress } from './progress.ts'
import type { ReportPlace } from './report-place.ts'

const READERS = { stream: 'The runner reads', athena: 'Athena reads', 's3-select': 'S3 Select reads' } as const

/** @throws ActionError as the engine does */
export async function askReport(
  report: InventoryReport,
  place: ReportPlace,
  question: Question,
  asking: Parameters<FoundSource['ask']>[1],
): Promise<Findings> {
  const { target, finding } = place
  const { info } = finding.deps.log
  const { engine, why } = chooseEngine(report, {
    asked: target.scanEngine,
    isAthenaConfigured: target.athena !== undefined,
    beyond: findBeyond(report, question),
    freeBytes: findFreeBytes(finding.deps.temporaryRoot),
  })
  info(`${READERS[engine]} the report of ${target.bucket}: ${why}`)
  if (engine === 's3-select') refuseForSelect(report)
  if (engine !== 'athena' || target.athena === undefined) return await streamReport(report, place, question, asking)
  const { athena } = target
  const asked: Engine = (either) => askAthena(report, { ...place, athena }, either)
  if (target.scanEngine !== 'auto') return await asked(question)
  const streamed: Engine = (either) => streamReport(report, place, either, asking)
  return await orElse(asked, streamed, (why) => {
    info(`The runner reads the report of ${target.bucket} after all: ${why}`)
  })(question)
}

async function streamReport(
  report: InventoryReport,
  { handle, store, target, finding: { deps } }: ReportPlace,
  question: Question,
  { crew, sayNowAndThen }: Parameters<FoundSource['ask']>[1],
): Promise<Findings> {
  const onProgress = (progress: Parameters<typeof sayScanProgress>[0]) =>
    sayNowAndThen((elapsedMs) => sayScanProgress(progress, elapsedMs))
  const { startTimer } = deps
  const selecting =
    target.scanEngine === 's3-select'
      ? { select: createSelect(handle), head: (key: string) => store.head(key) }
      : undefined
  const scan = { report, store, workers: crew.workers.length, crew, startTimer, onProgress, selecting }
  return await createInventoryScan(scan)(question)
}

/** S3 User Guide, "Querying data in place with Amazon S3 Select": CSV, JSON and Parquet. */
function refuseForSelect({ manifest: { format, sourceBucket } }: InventoryReport): void {
  if (format !== 'ORC') return
  throw new ActionError(
    'INVALID_INPUT',
    `scan-engine: s3-select reads CSV and Parquet reports; that of ${sourceBucket} is in ${format}.`,
    {
      hint: 'Set scan-engine to stream, or to auto.',
    },
  )
}

function findFreeBytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return undefined
  }
}
