// Scans a file in a worker thread: sends it bytes without flooding it, and detects if it dies or hangs.

import { Worker } from 'node:worker_threads'
import { ActionError, asActionError } from '../../words/errors.ts'
import { formatCount } from '../../words/numbers.ts'
import { quoteText } from '../../words/outside-text.ts'
import { type FileOutcome, type FromWorker, type ScanTask, STREAM_CREDITS, type ToWorker } from './protocol.ts'
import type { ScanSource } from './source.ts'

/** A source that gets its memory back from the worker. */
export type FedSource = ScanSource & { readonly recycle: (memory: ArrayBuffer) => void }

/** A worker that has not answered or reported any row for this long is terminated. */
export const STALL_MS = 30_000

/** The cause can be the file, the machine or the reader, which cannot be told from outside: none of them is blamed. */
const STALL_HINT =
  'Run the job again, on a less busy runner if possible. If it fails at the same row, report it as a bug, with the file if you can.'

/** Calls `fire` once after `ms` milliseconds, unless the returned function is called before. */
export type StartTimer = (ms: number, fire: () => void) => () => void

/** Normal heaps are far smaller; a hostile file that makes the heap grow ends the worker, not the run. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }

export type ScanWorker = {
  /**
   * Scans one file; one at a time. `onRows` gets the rows read so far. The worker can be reused only if this resolved.
   */
  readonly scan: (task: ScanTask, source: FedSource, onRows: (rows: number) => void) => Promise<FileOutcome>
  /** Whether it lives, and waits for a file: no scan of it is under way or has failed. */
  readonly isFree: () => boolean
  readonly stop: () => Promise<void>
}

/** Starts a worker thread; it takes about 40 ms until it listens, and messages wait that long. */
function startScanWorker(options: { readonly startTimer: StartTimer; readonly url?: URL }): ScanWorker {
  // ncc leaves exactly this expression unchanged; both bundles are in dist/, and both sources in src/, side by side.
  const url = options.url ?? new URL(`./worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)
  const worker = new Worker(url, { resourceLimits: RESOURCE_LIMITS })
  let session: Session | undefined
  let death: string | undefined
  let isFree = true
  const die = (how: string): void => {
    death ??= how
    isFree = false
    session?.fail(new ActionError('INTERNAL_ERROR', session.describe(death), { hint: STALL_HINT }))
  }
  worker.on('message', (message: FromWorker) => session?.receive(message))
  worker.on('error', (error) =>
    die(`its reader ended: ${quoteText((error as Partial<Error>)?.message ?? String(error))}`),
  )
  worker.on('exit', () => die('its reader ended'))
  return {
    scan: (task, source, onRows) =>
      new Promise((resolveScan, reject) => {
        isFree = false
        const resolve = (outcome: FileOutcome) => {
          isFree = death === undefined
          resolveScan(outcome)
        }
        session = createSession(worker, { task, source, onRows, resolve, reject, startTimer: options.startTimer })
        if (death !== undefined) die(death)
      }),
    isFree: () => isFree,
    stop: async () => {
      isFree = false
      session?.fail(new ActionError('INTERRUPTED', 'The scan was stopped.'))
      await worker.terminate()
    },
  }
}

/** Worker threads that wait for files. */
export type ScanCrew = { readonly workers: readonly ScanWorker[]; readonly stop: () => Promise<void> }

/** Starts this many workers at once. `workerUrl`: another entry. */
export function startScanCrew(
  count: number,
  options: { readonly startTimer: StartTimer; readonly workerUrl?: URL | undefined },
): ScanCrew {
  const { startTimer, workerUrl: url } = options
  const workers = Array.from({ length: count }, () => startScanWorker({ startTimer, ...(url && { url }) }))
  return {
    workers,
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.stop()))
    },
  }
}

type Session = {
  readonly receive: (message: FromWorker) => void
  readonly fail: (error: ActionError) => void
  readonly describe: (what: string) => string
}

type SessionOptions = {
  readonly task: ScanTask
  readonly source: FedSource
  readonly onRows: (rows: number) => void
  readonly resolve: (outcome: FileOutcome) => void
  readonly reject: (error: ActionError) => void
  readonly startTimer: StartTimer
}

/** The exchange of messages about one file. */
function createSession(worker: Worker, options: SessionOptions): Session {
  const { task, source, startTimer } = options
  let isOver = false
  let credits = STREAM_CREDITS
  let wake = (): void => {}
  let stopTimer = (): void => {}
  /** Whether the worker waits for data from this side; it does not while it owes an answer. */
  let isStreaming = false
  let pendingRanges = 0
  let rowsSoFar = 0

  const finish = (): boolean => {
    const wasOver = isOver
    isOver = true
    stopTimer()
    wake()
    return !wasOver
  }
  const fail = (error: ActionError): void => {
    if (finish()) options.reject(error)
  }
  const describe = (what: string) => `Inventory file ${task.file.key}: ${what}`
  const watch = (): void => {
    stopTimer()
    const waitsForUs = (isStreaming && credits === STREAM_CREDITS) || pendingRanges > 0
    if (isOver || waitsForUs) return
    stopTimer = startTimer(STALL_MS, () => {
      const stall = `its reader has made no progress for ${STALL_MS / 1000} seconds, after ${formatCount(rowsSoFar)} rows`
      fail(new ActionError('INTERNAL_ERROR', describe(stall), { hint: STALL_HINT }))
    })
  }
  const countRows = (rows: number): void => {
    rowsSoFar = rows
    options.onRows(rows)
  }
  const post = (message: ToWorker, transfer: ArrayBuffer[] = []): void => {
    if (isOver) return
    worker.postMessage(message, transfer)
    watch()
  }

  const feed = async (): Promise<void> => {
    isStreaming = true
    for await (const chunk of source.stream()) {
      while (credits === 0 && !isOver) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      if (isOver) return
      const bytes = ownBytes(chunk)
      credits--
      post({ kind: 'chunk', bytes }, [bytes.buffer])
    }
    isStreaming = false
    post({ kind: 'end' })
  }
  const answerRange = async (id: number, start: number, end: number): Promise<void> => {
    pendingRanges++
    const bytes = ownBytes(await source.range(start, end))
    pendingRanges--
    post({ kind: 'range', id, bytes }, [bytes.buffer])
  }
  const failWith = (error: unknown) => fail(asActionError(error, 'INTERNAL_ERROR'))

  const receive = (message: FromWorker): void => {
    if (isOver) return
    switch (message.kind) {
      case 'open':
        feed().catch(failWith)
        break
      case 'credit':
        credits += message.memory.length
        for (const memory of message.memory) source.recycle(memory)
        wake()
        countRows(message.rows)
        break
      case 'progress':
        countRows(message.rows)
        break
      case 'range':
        answerRange(message.id, message.start, message.end).catch(failWith)
        break
      case 'done':
        finish()
        options.resolve(message.outcome)
        return
      case 'failed': {
        const hint = message.hint === undefined ? {} : { hint: message.hint }
        fail(new ActionError(message.code, message.message, hint))
        return
      }
    }
    watch()
  }

  post({ kind: 'scan', task })
  return { receive, fail, describe }
}

/** The bytes in their own buffer, so that it can be transferred: Node allocates small buffers from shared ones. */
function ownBytes(chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = chunk
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
  return isAlone ? new Uint8Array(buffer) : new Uint8Array(chunk)
}
