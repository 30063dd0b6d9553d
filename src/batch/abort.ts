// Knows how to stop at once when the run is cancelled: a runner allows seconds, and a hanging call would use them all.

import type { BatchDeps } from './batch-deps.ts'

/** Thrown out of any dependency call once the signal has aborted. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
}

/** `deps` whose calls end with InterruptedError as soon as the signal aborts, and start no more work after it. */
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
        // A sleep that an abort interrupted resolves: that must not look like time well spent.
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
    // Not awaited: a reader that hangs would hold up the very stop this is for.
    void iterator.return?.().catch(() => undefined)
  }
}
