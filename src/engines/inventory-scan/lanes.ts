// Distributes the files of a report to the workers: each takes the next one until none is left.

import { prefixOf } from '../../inventory/coverage.ts'
import { ActionError } from '../../words/errors.ts'
import type { FinishedFile } from './ordered-merge.ts'
import type { FedSource, ScanWorker } from './pool.ts'
import { type FilePreview, previewAhead } from './preview.ts'
import type { ScanTask } from './protocol.ts'
import type { Scan, Turn } from './scan-state.ts'

/** Files in progress or done after the first unfinished one: limits what waits to be added up in order. */
const WINDOW_PER_WORKER = 4

/**
 * Previews requested in addition to the files in progress: a request takes as long as reading a small file. The preview
 * of a CSV file is a connection that waits to be read, so one is enough.
 */
const PREVIEWS_AHEAD = { CSV: 1, ORC: 6, Parquet: 6 } as const

/** Gives every worker the next file of the report until none is left. */
export async function runLanes(scan: Scan, turn: Turn, workers: readonly ScanWorker[]): Promise<void> {
  const { merge } = scan
  const { files, format } = turn.report.manifest
  const ofEach = { ...turn, isSelected: scan.request.selecting !== undefined }
  const previewOf = previewAhead(ofEach, scan.signal, workers.length + PREVIEWS_AHEAD[format])
  let next = 0
  const runLane = async (worker: ScanWorker): Promise<void> => {
    while (next < files.length) {
      const own = next++
      const index = turn.firstFile + own
      await merge.waitFor(index, workers.length * WINDOW_PER_WORKER)
      merge.add(index, await scanOne({ scan, turn, worker, own }, await previewOf(own)))
    }
  }
  await Promise.all(workers.map(runLane))
}

/** `own`: index of the file in its report. */
type Work = { readonly scan: Scan; readonly turn: Turn; readonly worker: ScanWorker; readonly own: number }

async function scanOne(
  { scan, turn, worker, own }: Work,
  { etagIsMd5, tail, stream }: FilePreview,
): Promise<FinishedFile> {
  const { request, signal, progress } = scan
  const { store } = turn
  const { manifest, location } = turn.report
  const file = manifest.files[own]
  if (file === undefined) throw new ActionError('INTERNAL_ERROR', `There is no inventory file ${own}.`)
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
      const bytes = opened ?? (await store.stream(file.key, { size: file.size, signal })).bytes
      opened = undefined
      for await (const chunk of bytes) yield count(chunk)
    },
    recycle: (memory) => store.recycle?.(memory),
    range: async (start, end) =>
      tail !== undefined && start >= tail.start && end <= file.size
        ? // A copy: memory passed to a worker is no longer available here.
          new Uint8Array(tail.bytes.subarray(start - tail.start, end - tail.start))
        : count(await store.range(file.key, start, end, { ifMatch: file.md5, signal })),
  }
  const task: ScanTask = {
    index: turn.firstFile + own,
    file,
    format: manifest.format,
    columns: manifest.columns,
    sourceBucket: manifest.sourceBucket,
    spec: request.older === undefined ? request.spec : { ...request.spec, listedPrefix: prefixOf(location.coverage) },
    reportTime: manifest.createdAt.getTime(),
    etagIsMd5,
    folder: request.spoolFolder,
    spool: scan.spool,
    candidateSpool: scan.candidateSpool,
    findingRows: scan.findingRows,
    watch: scan.watch,
    overlap: turn.overlap,
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
