// Defines what the parts of one scan share: the request, the sum of the files, and where rows are kept. Several reports
// of a bucket are read one after the other, oldest first.

import { createFindingRows, type FindingRowsOptions } from '../../findings/finding-rows.ts'
import type { KeyWatchOptions } from '../../findings/key-watch.ts'
import { createDeferred, type OverlapOptions } from '../../findings/overlap.ts'
import type { SpoolOptions } from '../../findings/spool.ts'
import { findPrefixesOfNewer } from '../../inventory/coverage.ts'
import type { InventoryReport } from '../../inventory/report.ts'
import type { ObjectStore } from '../../inventory/store.ts'
import { encodeKey } from '../../words/object-key.ts'
import { MAX_COMPARED, type Question } from '../engine.ts'
import type { SelectCalls } from '../s3-select/select-answer.ts'
import { OrderedMerge } from './ordered-merge.ts'
import type { ScanCrew, StartTimer } from './pool.ts'
import { createProgress, type ProgressCount, type ScanProgress } from './scan-progress.ts'

type StoredReport = { readonly report: InventoryReport; readonly store: ObjectStore }

/** Where the rows come from: one delivered report, or several of one bucket, read by worker threads. */
export type ReportSource = StoredReport & {
  /** Further reports of the bucket, each with its own files and columns, none newer than `report`; oldest first. */
  readonly older?: readonly StoredReport[] | undefined
  /** Maximum number of worker threads. */
  readonly workers: number
  /** Threads started earlier, used instead: the scan stops them, however it ends. */
  readonly crew?: ScanCrew | undefined
  readonly startTimer: StartTimer
  readonly onProgress?: ((progress: ScanProgress) => void) | undefined
  /** Has CSV and Parquet files read by S3 Select whose ETag is their MD5; the threads read the others. */
  readonly selecting?: SelectCalls | undefined
  /** Another worker entry, for tests. */
  readonly workerUrl?: URL | undefined
}

export type ScanRequest = ReportSource & Question

/** Oldest first. */
const listReports = ({ older = [], report, store }: ReportSource): readonly StoredReport[] => [
  ...older,
  { report, store },
]

/** A report whose turn it is to be read. */
export type Turn = StoredReport & {
  /** Index of its first file among the files of all reports. */
  readonly firstFile: number
  /** Undefined if no other report may list its keys. */
  readonly overlap: OverlapOptions | undefined
}

/** What the lanes of one scan share. */
export type Scan = {
  readonly request: ScanRequest
  readonly turns: readonly Turn[]
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
    turns: planTurns(request),
    signal,
    watch,
    merge: new OrderedMerge(),
    spool: keepRows === 'no' ? undefined : createSpoolOptions(request, keepRows.maxRows),
    candidateSpool: createSpoolOptions(request, evidence?.maxRequests ?? 0),
    findingRows: findingRows && createFindingRows(spoolFolder, report.manifest.sourceBucket, findingRows),
    progress: createProgress(listFiles(request), onProgress),
  }
}

/** The files of all reports, in the order in which they are read. */
export const listFiles = (source: ReportSource) => listReports(source).flatMap(({ report }) => report.manifest.files)

/** Whether every report has a Size column: otherwise bytes are unknown. */
export const haveSizes = (source: ReportSource) =>
  listReports(source).every(({ report }) => report.manifest.columns.includes('size'))

function planTurns(request: ScanRequest): readonly Turn[] {
  const reports = listReports(request)
  const coverages = reports.map(({ report }) => report.location.coverage)
  const newer = findPrefixesOfNewer(coverages)
  const isAlone = newer.every((prefixes) => prefixes.length === 0)
  const shared = { seed: request.report.manifestMd5, deferred: createDeferred() }
  let firstFile = 0
  return reports.map(({ report, store }, rank) => {
    const prefixes = (newer[rank] ?? []).map((prefix) => (prefix === '' ? '' : encodeKey(prefix)))
    const turn = { report, store, firstFile, overlap: isAlone ? undefined : { ...shared, rank, newer: prefixes } }
    firstFile += report.manifest.files.length
    return turn
  })
}

export function createWatchOptions({ maxCompared = MAX_COMPARED, report, spoolFolder }: ScanRequest): KeyWatchOptions {
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  return { folder: spoolFolder, seed: report.manifestMd5, maxKeys: maxCompared, written, suspects: undefined }
}

function createSpoolOptions({ spoolFolder, report }: ScanRequest, maxRows: number): SpoolOptions {
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  return { folder: spoolFolder, bucket: report.manifest.sourceBucket, maxRows, written }
}
