// Knows how to scan a whole inventory report: several files at once, the result the same whatever finishes first.

import { RowAccumulator } from '../../findings/accumulator.ts'
import { OPERATIONS } from '../../findings/choice.ts'
import { createPolicy } from '../../findings/classify.ts'
import { countOnce } from '../../findings/doubles.ts'
import type { Duplicates, Findings, KeyEvidence } from '../../findings/findings.ts'
import { checkGlobs } from '../../findings/glob.ts'
import { dropHashes, findSuspects, type KeyWatchOptions } from '../../findings/key-watch.ts'
import { summarize } from '../../findings/merge.ts'
import { SET_APART } from '../../findings/set-apart.ts'
import { CANDIDATES, dropSpool, RowSpool, type SpoolOptions, spoolPath } from '../../findings/spool.ts'
import type { InventoryReport } from '../../inventory/report.ts'
import type { ObjectStore } from '../../inventory/store.ts'
import { gatherEvidence } from '../../objects/evidence.ts'
import { ActionError } from '../../words/errors.ts'
import { asksMoreOf } from '../../words/key-rule.ts'
import { type Engine, MAX_COMPARED, type Question } from '../engine.ts'
import { type FinishedFile, OrderedMerge } from './ordered-merge.ts'
import { type FedSource, type ScanCrew, type ScanWorker, type StartTimer, startScanCrew } from './pool.ts'
import { type FilePreview, previewAhead } from './preview.ts'
import type { ScanTask } from './protocol.ts'
import { proveByReport } from './prove.ts'
import { createProgress, type ProgressCount, type ScanProgress } from './scan-progress.ts'

/** Where the rows come from: one delivered report, read by worker threads. */
type ReportSource = {
  readonly report: InventoryReport
  readonly store: ObjectStore
  /** Worker threads at most. */
  readonly workers: number
  /** Threads started before, in place of those: however the scan ends, it stops them. */
  readonly crew?: ScanCrew | undefined
  readonly startTimer: StartTimer
  readonly onProgress?: ((progress: ScanProgress) => void) | undefined
  /** Another worker entry, for tests. */
  readonly workerUrl?: URL | undefined
}

export type ScanRequest = ReportSource & Question

/** The engine that reads an inventory report itself. */
export const createInventoryScan =
  (source: ReportSource): Engine =>
  (question) =>
    scanReport({ ...source, ...question })

/** Files in work or done ahead of the first unfinished one: bounds what waits to be added up in order. */
const WINDOW_PER_WORKER = 4
/**
 * Files whose previews are under way beside those in work: a request takes as long as reading a small file. A CSV
 * file's preview is a connection that waits to be read, so one is enough.
 */
const PREVIEWS_AHEAD = { CSV: 1, ORC: 6, Parquet: 6 } as const

/**
 * Reads every row of every file of the report. The first error of any file ends the scan.
 * @throws ActionError: UNREADABLE, CHECKSUM_MISMATCH, WRONG_BUCKET, INCOMPLETE_DELIVERY (each names the file),
 *   INTERRUPTED, and the store's
 */
export async function scanReport(request: ScanRequest): Promise<Findings> {
  // Wrong globs are told before any byte is read; the workers compile their own.
  checkGlobs(request.spec.include, request.spec.exclude)
  const stop = new AbortController()
  const signal = request.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, request.signal])
  const onAbort = rejectOnAbort(request.signal)
  try {
    const { scan, duplicates } = await runPasses(request, signal, onAbort.promise, () => stop.abort())
    const { groups: groupsOfReport } = summarize(scan.merge.sum, () => [])
    const evidence = await judgeKeys(scan)
    return { ...finishScan(scan, evidence, duplicates), ...(evidence && { groupsOfReport }) }
  } catch (error) {
    dropSpool(request.spoolFolder, [...OPERATIONS, CANDIDATES])
    throw error
  } finally {
    onAbort.forget()
  }
}

/**
 * One pass; and a second where the keys of findings may be listed more than once, which replaces it. However it ends, all
 * workers are gone afterwards.
 */
async function runPasses(
  request: ScanRequest,
  signal: AbortSignal,
  interrupted: Promise<never>,
  stopStreams: () => void,
): Promise<{ readonly scan: Scan; readonly duplicates: Duplicates | undefined }> {
  const { report, spoolFolder } = request
  const { files } = report.manifest
  const crew = request.crew ?? startScanCrew(Math.min(Math.max(1, request.workers), files.length), request)
  const pass = async (watch: KeyWatchOptions) => {
    const scan = createScan(request, signal, watch)
    await Promise.race([runLanes(scan, crew.workers), interrupted])
    return scan
  }
  const watch = createWatchOptions(request)
  try {
    const first = await pass(watch)
    if (Atomics.load(watch.written, 0) > BigInt(watch.maxKeys)) return { scan: first, duplicates: undefined }
    const suspects = findSuspects(watch, files.length)
    if (suspects === undefined) return { scan: first, duplicates: { keys: 0, rows: 0, contradictory: 0 } }
    dropSpool(spoolFolder, [...OPERATIONS, CANDIDATES])
    const second = await pass({ ...watch, suspects })
    return { scan: second, duplicates: await countSetApart(second) }
  } finally {
    stopStreams()
    await crew.stop()
    dropHashes(spoolFolder)
    dropSpool(spoolFolder, [SET_APART])
  }
}

/** Adds what was set apart by the second pass, each key once, after all files. */
async function countSetApart({ request, merge, spool, candidateSpool }: Scan): Promise<Duplicates> {
  const { report, spec, spoolFolder } = request
  const { columns, createdAt, files, sourceBucket } = report.manifest
  const hasSize = columns.includes('size')
  const rows = spool && new RowSpool(spool, merge.extraIndex)
  const candidates = new RowSpool(candidateSpool, merge.extraIndex)
  const policy = createPolicy(spec, createdAt.getTime(), hasSize)
  const accumulator = new RowAccumulator(policy, { hasSize, spool: rows, candidateSpool: candidates })
  try {
    const task = { bucket: sourceBucket, folder: spoolFolder, files: files.length, accumulator }
    const duplicates = await countOnce(task)
    merge.addExtra(accumulator.finish())
    return duplicates
  } finally {
    rows?.close()
    candidates.close()
  }
}

/** Gives every worker the next file until none is left. */
async function runLanes(scan: Scan, workers: readonly ScanWorker[]): Promise<void> {
  const { request, merge } = scan
  const { files, format } = request.report.manifest
  const previewOf = previewAhead(request, scan.signal, workers.length + PREVIEWS_AHEAD[format])
  let next = 0
  const runLane = async (worker: ScanWorker): Promise<void> => {
    while (next < files.length) {
      const index = next++
      await merge.waitFor(index, workers.length * WINDOW_PER_WORKER)
      merge.add(index, await scanOne(scan, worker, index, await previewOf(index)))
    }
  }
  await Promise.all(workers.map(runLane))
}

/** What the lanes of one scan share. */
type Scan = {
  readonly request: ScanRequest
  readonly signal: AbortSignal
  readonly merge: OrderedMerge
  readonly spool: SpoolOptions | undefined
  readonly candidateSpool: SpoolOptions
  readonly watch: KeyWatchOptions
  readonly progress: ProgressCount
}

async function scanOne(
  scan: Scan,
  worker: ScanWorker,
  index: number,
  { etagIsMd5, tail, stream }: FilePreview,
): Promise<FinishedFile> {
  const { request, signal, progress } = scan
  const { manifest } = request.report
  const file = manifest.files[index]
  if (file === undefined) throw new ActionError('INTERNAL_ERROR', `There is no inventory file ${index}.`)
  let bytesFetched = 0
  const count = (bytes: Uint8Array): Uint8Array => {
    bytesFetched += bytes.byteLength
    progress.addBytes(bytes.byteLength)
    return bytes
  }
  if (tail !== undefined) count(tail.bytes)
  let opened = stream
  const source: FedSource = {
    async *stream() {
      const bytes = opened ?? (await request.store.stream(file.key, { size: file.size, signal })).bytes
      opened = undefined
      for await (const chunk of bytes) yield count(chunk)
    },
    recycle: (memory) => request.store.recycle?.(memory),
    range: async (start, end) =>
      tail !== undefined && start >= tail.start && end <= file.size
        ? // A copy: what is handed to a worker is gone from here.
          new Uint8Array(tail.bytes.subarray(start - tail.start, end - tail.start))
        : count(await request.store.range(file.key, start, end, { ifMatch: file.md5, signal })),
  }
  const task: ScanTask = {
    index,
    file,
    format: manifest.format,
    columns: manifest.columns,
    sourceBucket: manifest.sourceBucket,
    spec: request.spec,
    reportTime: manifest.createdAt.getTime(),
    etagIsMd5,
    folder: request.spoolFolder,
    spool: scan.spool,
    candidateSpool: scan.candidateSpool,
    watch: scan.watch,
  }
  let rowsSoFar = 0
  const outcome = await worker.scan(task, source, (rows) => {
    progress.addRows(rows - rowsSoFar)
    rowsSoFar = rows
  })
  const { rows } = outcome.tally
  progress.addRows(rows - rowsSoFar)
  progress.addFile()
  return { outcome, scanned: { key: file.key, size: file.size, rows, proof: outcome.proof, bytesFetched } }
}

/** The second pass, over what the first could not judge; undefined where the policy asks nothing about keys. */
async function judgeKeys({ request, merge, spool }: Scan): Promise<KeyEvidence | undefined> {
  const { report, spec, spoolFolder } = request
  if (!spec.accepted.some((status) => asksMoreOf(status, spec.keyRule))) return undefined
  const { manifest } = report
  const { evidence, tally } = await gatherEvidence({
    request: request.evidence,
    bucket: manifest.sourceBucket,
    spec,
    reportTime: manifest.createdAt.getTime(),
    hasSize: manifest.columns.includes('size'),
    candidates: merge.sum.candidates,
    judgedByColumn: merge.sum.judgedByColumn,
    parts: (merge.fileIndexes.get(CANDIDATES) ?? []).map((index) => spoolPath(spoolFolder, CANDIDATES, index)),
    spool,
    fileIndex: merge.extraIndex,
    signal: request.signal,
  })
  dropSpool(spoolFolder, [CANDIDATES])
  if (tally !== undefined) merge.addExtra(tally)
  return evidence
}

function finishScan(
  { request, merge }: Scan,
  evidence: KeyEvidence | undefined,
  duplicates: Duplicates | undefined,
): Findings {
  const { keepRows, spoolFolder } = request
  const kept = [...merge.sum.groups.values()].reduce((sum, { tally }) => sum + tally.objects, 0)
  const rowsDropped = keepRows !== 'no' && kept > keepRows.maxRows
  if (rowsDropped) dropSpool(spoolFolder, merge.fileIndexes.keys())
  const partsOf = (group: string) =>
    keepRows === 'no' || rowsDropped
      ? []
      : (merge.fileIndexes.get(group) ?? []).map((index) => spoolPath(spoolFolder, group, index))
  return {
    ...summarize(merge.sum, partsOf),
    duplicates,
    rowsDropped,
    evidence,
    proof: proveByReport(request.report, merge.files),
  }
}

function createScan(request: ScanRequest, signal: AbortSignal, watch: KeyWatchOptions): Scan {
  const { keepRows, evidence, report, onProgress } = request
  return {
    request,
    signal,
    watch,
    merge: new OrderedMerge(),
    spool: keepRows === 'no' ? undefined : createSpoolOptions(request, keepRows.maxRows),
    candidateSpool: createSpoolOptions(request, evidence?.maxRequests ?? 0),
    progress: createProgress(report.manifest.files, onProgress),
  }
}

function createWatchOptions({ maxCompared = MAX_COMPARED, report, spoolFolder }: ScanRequest): KeyWatchOptions {
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  return { folder: spoolFolder, seed: report.manifestMd5, maxKeys: maxCompared, written, suspects: undefined }
}

function createSpoolOptions({ spoolFolder, report }: ScanRequest, maxRows: number): SpoolOptions {
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  return { folder: spoolFolder, bucket: report.manifest.sourceBucket, maxRows, written }
}

/** A promise that rejects when `signal` aborts, and a way to stop listening. */
function rejectOnAbort(signal: AbortSignal | undefined): {
  readonly promise: Promise<never>
  readonly forget: () => void
} {
  const { promise, reject } = Promise.withResolvers<never>()
  const interrupt = () => reject(new ActionError('INTERRUPTED', 'The scan was interrupted.'))
  // Rejected without anybody racing it any more, it must not count as unhandled.
  promise.catch(() => {})
  if (signal?.aborted) interrupt()
  signal?.addEventListener('abort', interrupt, { once: true })
  return { promise, forget: () => signal?.removeEventListener('abort', interrupt) }
}
