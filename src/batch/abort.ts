// Stops work at once when the run is cancelled: a runner allows only seconds, and a hanging call would use them up.

import type { BatchDeps } from './batch-deps.ts'

/** Thrown by any dependency call once the signal has aborted. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
}

/**
 * `deps` whose calls end with InterruptedError as soon as the signal aborts, and which start no more work after that.
 */
export function stopOnAbort(deps: BatchDeps, signal: AbortSignal): BatchDeps {
  return {
    ...deps,
    putJobManifest: (upload) => raceAbort(() => deps.putJobManifest(upload), signal),
    createJob: (request) => raceAbort(() => deps.createJob(request), signal),
    describeJob: (jobId) => raceAbort(() => deps.describeJob(jobId), signal),
    listJobs: () => abortable(deps.listJobs(), signal),
    cancelJob: (jobId) => raceAbort(() => deps.cancelJob(jobId), signal),
    confirmJob: (jobId) => raceAbort(() => deps.confirmJob(jobId), signal),
    readCompletionReportObject: async (bucket, key) =>
      abortable(await raceAbort(() => deps.readCompletionReportObject(bucket, key), signal), signal),
    headObject: (key) => raceAbort(() => deps.headObject(key), signal),
    headObjectWithChecksum: (key) => raceAbort(() => deps.headObjectWithChecksum(key), signal),
    readTags: (key) => raceAbort(() => deps.readTags(key), signal),
    readRecord: (key) => raceAbort(() => deps.readRecord(key), signal),
    writeRecordOnce: (key, text) => raceAbort(() => deps.writeRecordOnce(key, text), signal),
    sleep: (ms) => raceAbort(() => deps.sleep(ms, signal), signal),
  }
}

function raceAbort<T>(start: () => Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(new InterruptedError())
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new InterruptedError())
    const settle = () => signal.removeEventListener('abort', onAbort)
    signal.addEventListener('abort', onAbort, { once: true })
    start().then(
      (value) => {
        settle()
        // An aborted sleep resolves; it must not be taken for a completed one.
        if (signal.aborted) onAbort()
        else resolve(value)
      },
      (error) => {
        settle()
        reject(error)
      },
    )
  })
}

async function* abortable<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]()
  try {
    for (;;) {
      const step = await raceAbort(() => iterator.next(), signal)
      if (step.done) return
      yield step.value
    }
  } finally {
    // Not awaited: a reader that hangs would delay this stop.
    void iterator.return?.().catch(() => undefined)
  }
}
