// Runs a few tasks concurrently: after the first failure nothing more is started, and no task outlives the call.

/** The work on one item; `signal` aborts with the caller's signal, and when another item has failed. */
type Work<T, R> = (item: T, signal: AbortSignal) => Promise<R>

/**
 * Calls `act` for each item, at most `atOnce` at a time. The first error stops the rest: their signal aborts, no
 * further item is started, and the error is thrown once every call has ended. An aborted `signal` only stops items from
 * starting.
 */
export async function forEachAtOnce<T>(
  items: Iterable<T>,
  atOnce: number,
  act: Work<T, void>,
  signal?: AbortSignal,
): Promise<void> {
  const siblings = new Siblings(signal)
  try {
    for (const item of items) {
      if (signal?.aborted || siblings.failures.length > 0) break
      void siblings.begin(item, act)
      if (siblings.underWay.size >= atOnce) await siblings.nextEnd()
    }
    while (siblings.underWay.size > 0 && siblings.failures.length === 0) await siblings.nextEnd()
  } finally {
    await siblings.stop()
  }
  if (siblings.failures.length > 0) throw siblings.failures[0]
}

/**
 * Yields `work` of each item in the order of the items, with at most `atOnce` started and not yet yielded. After a
 * failure nothing more is started; the results before it are still yielded, the rest is aborted, and the error is
 * thrown once all have ended. `work` must handle an aborted `signal` itself: if results simply stopped, they would pass
 * for complete.
 */
export async function* mapAtOnce<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  atOnce: number,
  work: Work<T, R>,
  signal?: AbortSignal,
): AsyncGenerator<R> {
  const siblings = new Siblings(signal)
  const begun: Promise<R>[] = []
  try {
    for await (const item of items) {
      if (siblings.failures.length > 0) break
      begun.push(siblings.begin(item, work))
      if (begun.length >= atOnce) yield await (begun.shift() as Promise<R>)
    }
    for (const result of begun) yield await result
  } finally {
    await siblings.stop()
  }
}

/** Adds items to those that are being worked on. */
export type More<T> = {
  readonly add: (item: T) => void
  /** Whether an added item would begin at once. */
  readonly hasRoom: () => boolean
}

/**
 * As `forEachAtOnce`, for work that finds further items: those that `act` adds begin as soon as there is room. Ends
 * when none is left.
 */
export async function forEachGrowing<T>(
  items: readonly T[],
  atOnce: number,
  act: (item: T, more: More<T>, signal: AbortSignal) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const siblings = new Siblings(signal)
  const waiting = [...items]
  const mayBegin = () => siblings.underWay.size < atOnce && siblings.failures.length === 0
  const begin = () => {
    while (waiting.length > 0 && mayBegin() && signal?.aborted !== true) {
      void siblings.begin(waiting.shift() as T, (item, either) => act(item, more, either))
    }
  }
  const more: More<T> = {
    add: (item) => {
      waiting.push(item)
      begin()
    },
    hasRoom: () => waiting.length === 0 && mayBegin(),
  }
  try {
    for (begin(); siblings.underWay.size > 0 && siblings.failures.length === 0; begin()) await siblings.nextEnd()
  } finally {
    await siblings.stop()
  }
  if (siblings.failures.length > 0) throw siblings.failures[0]
}

/** Tasks that run concurrently. */
class Siblings {
  readonly underWay = new Set<Promise<void>>()
  readonly failures: unknown[] = []
  readonly #stopping = new AbortController()
  readonly #signal: AbortSignal

  constructor(signal: AbortSignal | undefined) {
    const own = this.#stopping.signal
    this.#signal = signal === undefined ? own : AbortSignal.any([signal, own])
  }

  begin<T, R>(item: T, work: Work<T, R>): Promise<R> {
    const result = work(item, this.#signal)
    const end = result
      .then(
        () => {},
        (error) => void this.failures.push(error),
      )
      .finally(() => this.underWay.delete(end))
    this.underWay.add(end)
    return result
  }

  nextEnd(): Promise<void> {
    return Promise.race(this.underWay)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.underWay)
  }
}
