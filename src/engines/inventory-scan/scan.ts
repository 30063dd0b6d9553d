// Scans a whole inventory report, or several of a bucket: several files at once, with the same result in whatever order
// they finish.

import { RowAccumulator } from '../../findings/accumulator.ts'
import { OPERATIONS } from '../../findings/choice.ts'
import { createPolicy } from '../../findings/classify.ts'
import { countOnce } from '../../findings/doubles.ts'
import { dropFindingRows, FindingRows, listFindingRows } from '../../findings/finding-rows.ts'
import type { Duplicates, Findings, Overlaps } from '../../findings/findings.ts'
import { checkGlobs } from '../../findings/glob.ts'
import { dropHashes, findSuspects, type KeyWatchOptions } from '../../findings/key-watch.ts'
import { summarize } from '../../findings/merge.ts'
import { countNewest } from '../../findings/newest-rows.ts'
import { OVERLAP } from '../../findings/overlap.ts'
import { SET_APART } from '../../findings/set-apart.ts'
import { CANDIDATES, dropSpool, RowSpool, spoolPath } from '../../findings/spool.ts'
import { gatherEvidence } from '../../objects/evidence.ts'
import { ActionError } from '../../words/errors.ts'
import { asksMoreOf } from '../../words/key-rule.ts'
import type { Engine } from '../engine.ts'
import { selectWith } from '../s3-select/select-with.ts'
import { runLanes } from './lanes.ts'
import { startScanCrew } from './pool.ts'
import { proveByReports } from './prove.ts'
import {
  createScan,
  createWatchOptions,
  haveSizes,
  listFiles,
  type ReportSource,
  type Scan,
  type ScanRequest,
} from './scan-state.ts'

/** The engine that reads inventory reports itself. */
export const createInventoryScan =
  (source: ReportSource): Engine =>
  (question) =>
    scanReport({ ...source, ...question })

/**
 * Reads every row of every file of every report. The first error of any file ends the scan.
 * @throws ActionError: UNREADABLE, CHECKSUM_MISMATCH, WRONG_BUCKET, INCOMPLETE_DELIVERY (each names the file),
 *   INTERRUPTED, and those of the store
 */
export async function scanReport(request: ScanRequest): Promise<Findings> {
  // Invalid globs are reported before any byte is read; the workers compile their own.
  checkGlobs(request.spec.include, request.spec.exclude)
  const stop = new AbortController()
  const signal = request.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, request.signal])
  const onAbort = rejectOnAbort(request.signal)
  try {
    const passed = await runPasses(request, signal, onAbort.promise, () => stop.abort())
    const { scan } = passed
    const { groups: groupsOfReport } = summarize(scan.merge.sum, () => [])
    const judged = await judgeKeys(scan)
    return { ...finishScan(passed, judged), ...(judged.evidence && { groupsOfReport }) }
  } catch (error) {
    dropSpool(request.spoolFolder, [...OPERATIONS, CANDIDATES])
    dropFindingRows(request.spoolFolder)
    throw error
  } finally {
    onAbort.forget()
  }
}

type Passed = {
  readonly scan: Scan
  readonly duplicates: Duplicates | undefined
  readonly overlaps: Overlaps | undefined
}

/**
 * One pass, and a second one that replaces it if the keys of findings may be listed more than once. Afterwards no worker
 * is busy with it: those of a lent crew wait for the next scan if it went well, and are gone otherwise.
 */
async function runPasses(
  request: ScanRequest,
  signal: AbortSignal,
  interrupted: Promise<never>,
  stopStreams: () => void,
): Promise<Passed> {
  const { spoolFolder } = request
  const files = listFiles(request)
  const crew = request.crew ?? startScanCrew(Math.min(Math.max(1, request.workers), files.length), request)
  const pass = async (watch: KeyWatchOptions) => {
    const scan = createScan(request, signal, watch)
    const workers = selectWith(crew.workers, request, signal)
    for (const turn of scan.turns) await Promise.race([runLanes(scan, turn, workers), interrupted])
    return scan
  }
  const watch = createWatchOptions(request)
  let isWhole = false
  const passAsNeeded = async () => {
    const first = await pass(watch)
    if (Atomics.load(watch.written, 0) > BigInt(watch.maxKeys)) return await countOverlaps(first, undefined)
    const suspects = findSuspects(watch, files.length)
    if (suspects === undefined) return await countOverlaps(first, { keys: 0, rows: 0, contradictory: 0 })
    dropSpool(spoolFolder, [...OPERATIONS, CANDIDATES, OVERLAP])
    dropFindingRows(spoolFolder)
    const second = await pass({ ...watch, suspects })
    return await countOverlaps(second, await addApart(second, countOnce))
  }
  try {
    const passed = await passAsNeeded()
    isWhole = true
    return passed
  } finally {
    stopStreams()
    // Of a pass that failed, other files may still be about to be given to a worker.
    if (!isWhole || crew !== request.crew) await crew.stop()
    dropHashes(spoolFolder)
    dropSpool(spoolFolder, [SET_APART, OVERLAP])
  }
}

/** Adds what was deferred until newer reports were read, if there are several. */
async function countOverlaps(scan: Scan, duplicates: Duplicates | undefined): Promise<Passed> {
  if (scan.turns.every(({ overlap }) => overlap === undefined)) return { scan, duplicates, overlaps: undefined }
  const { overridden, remaining, duplicates: more } = await addApart(scan, countNewest)
  return {
    scan,
    duplicates: duplicates && {
      keys: duplicates.keys + more.keys,
      rows: duplicates.rows + more.rows,
      contradictory: duplicates.contradictory + more.contradictory,
    },
    overlaps: { superseded: scan.merge.sum.superseded, overridden, remaining },
  }
}

type CountApart<T> = (task: Parameters<typeof countOnce>[0]) => Promise<T>

/** Adds rows that were set apart, after all files. */
async function addApart<T>(
  { request, merge, spool, candidateSpool, findingRows: kept }: Scan,
  countApart: CountApart<T>,
): Promise<T> {
  const { report, spec, spoolFolder } = request
  const { createdAt, sourceBucket } = report.manifest
  const hasSize = haveSizes(request)
  const rows = spool && new RowSpool(spool, merge.extraIndex)
  const candidates = new RowSpool(candidateSpool, merge.extraIndex)
  const findingRows = kept && new FindingRows(kept, merge.extraIndex)
  const policy = createPolicy(spec, createdAt.getTime(), hasSize)
  const accumulator = new RowAccumulator(policy, { hasSize, spool: rows, findingRows, candidateSpool: candidates })
  try {
    const counted = await countApart({
      bucket: sourceBucket,
      folder: spoolFolder,
      files: listFiles(request).length,
      accumulator,
    })
    merge.addExtra(accumulator.finish())
    return counted
  } finally {
    rows?.close()
    candidates.close()
    findingRows?.close()
  }
}

type Judged = Pick<Findings, 'evidence' | 'keyOwners'>

/** The second pass, for what the first could not judge; undefined if the policy has no requirements for keys. */
async function judgeKeys({ request, merge, spool, findingRows }: Scan): Promise<Judged> {
  const { report, spec, spoolFolder } = request
  if (!spec.accepted.some((status) => asksMoreOf(status, spec.keyRule))) return { evidence: undefined }
  const { manifest } = report
  const { evidence, tally, keyOwners } = await gatherEvidence({
    request: request.evidence,
    bucket: manifest.sourceBucket,
    spec,
    reportTime: manifest.createdAt.getTime(),
    hasSize: haveSizes(request),
    candidates: merge.sum.candidates,
    judgedByColumn: merge.sum.judgedByColumn,
    parts: (merge.fileIndexes.get(CANDIDATES) ?? []).map((index) => spoolPath(spoolFolder, CANDIDATES, index)),
    spool,
    findingRows,
    fileIndex: merge.extraIndex,
    signal: request.signal,
  })
  dropSpool(spoolFolder, [CANDIDATES])
  if (tally !== undefined) merge.addExtra(tally)
  return { evidence, keyOwners }
}

function finishScan({ scan, duplicates, overlaps }: Passed, { evidence, keyOwners }: Judged): Findings {
  const { request, merge, findingRows } = scan
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
    keptFindings: findingRows && listFindingRows(findingRows),
    keyOwners,
    evidence,
    ...(overlaps && { overlaps }),
    proof: proveByReports(
      scan.turns.map(({ report }) => report),
      merge.files,
    ),
  }
}

/** A promise that rejects when `signal` aborts, and a way to stop listening. */
function rejectOnAbort(signal: AbortSignal | undefined): {
  readonly promise: Promise<never>
  readonly forget: () => void
} {
  const { promise, reject } = Promise.withResolvers<never>()
  const interrupt = () => reject(new ActionError('INTERRUPTED', 'The scan was interrupted.'))
  // If it rejects when it is no longer awaited, it must not count as unhandled.
  promise.catch(() => {})
  if (signal?.aborted) interrupt()
  signal?.addEventListener('abort', interrupt, { once: true })
  return { promise, forget: () => signal?.removeEventListener('abort', interrupt) }
}
