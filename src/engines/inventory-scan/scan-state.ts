// Defines what the parts of one scan share: the request, the sum of the files, and where rows are kept.

import { createFindingRows, type FindingRowsOptions } from '../../findings/finding-rows.ts'
import type { KeyWatchOptions } from '../../findings/key-watch.ts'
import type { SpoolOptions } from '../../findings/spool.ts'
import type { InventoryReport } from '../../inventory/report.ts'
import type { ObjectStore } from '../../inventory/store.ts'
import { MAX_COMPARED, type Question } from '../engine.ts'
import { OrderedMerge } from './ordered-merge.ts'
import type { ScanCrew, StartTimer } from './pool.ts'
import { createProgress, type ProgressCount, type ScanProgress } from './scan-progress.ts'

/** Where the rows come from: one delivered report, read by worker threads. */
export type ReportSource = {
  readonly report: InventoryReport
  readonly store: ObjectStore
  /** Maximum number of worker threads. */
  readonly workers: number
  /** Threads started earlier, used instead: the scan stops them, however it ends. */
  readonly crew?: ScanCrew | undefined
  readonly startTimer: StartTimer
  readonly onProgress?: ((progress: ScanProgress) => void) | undefined
  /** Another worker entry, for tests. */
  readonly workerUrl?: URL | undefined
}

export type ScanRequest = ReportSource & Question

/** What the lanes of one scan share. */
export type Scan = {
  readonly request: ScanRequest
  readonly signal: AbortSignal
  readonly merge: OrderedMerge
  readonly spool: SpoolOptions | undefined
  readonly candidateSpool: SpoolOptions
  readonly findingRows: FindingRowsOptions | undefined
  readonly watch: KeyWatchOptions
  readonly progress: ProgressCount
}

export function createScan(request: ScanRequest, signal: AbortSignal, watch: KeyWatchOptions): Scan {
  const { keepRows, evidence, findingRows, report, onProgress, spoolFolder } = request
  return {
    request,
    signal,
    watch,
    merge: new OrderedMerge(),
    spool: keepRows === 'no' ? undefined : createSpoolOptions(request, keepRows.maxRows),
    candidateSpool: createSpoolOptions(request, evidence?.maxRequests ?? 0),
    findingRows: findingRows && createFindingRows(spoolFolder, report.manifest.sourceBucket, findingRows),
    progress: createProgress(report.manifest.files, onProgress),
  }
}

export function createWatchOptions({ maxCompared = MAX_COMPARED, report, spoolFolder }: ScanRequest): KeyWatchOptions {
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  return { folder: spoolFolder, seed: report.manifestMd5, maxKeys: maxCompared, written, suspects: undefined }
}

function createSpoolOptions({ spoolFolder, report }: ScanRequest, maxRows: number): SpoolOptions {
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  return { folder: spoolFolder, bucket: report.manifest.sourceBucket, maxRows, written }
}
