// Aborts a call when the run is cancelled, or if neither a response nor an error arrives.

import type { Deps } from './deps.ts'

/** The result of the call, or a rejection as soon as the signal aborts. The result of an aborted call is ignored. */
export function untilAborted<T>(start: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('the run was cancelled'))
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    start()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort))
    return undefined
  })
}

/** The result of the call; `call` gets a signal that aborts with the run, or after `ms`, which rejects. */
export async function withinTime<T>(
  ms: number,
  call: (signal: AbortSignal) => Promise<T>,
  { signal, startTimer }: Pick<Deps, 'signal' | 'startTimer'>,
): Promise<T> {
  const late = new AbortController()
  const stop = startTimer(ms, () => late.abort(new Error(`no answer for ${ms / 1000} s`)))
  const either = AbortSignal.any([signal, late.signal])
  try {
    return await untilAborted(() => call(either), either)
  } finally {
    stop()
  }
}
