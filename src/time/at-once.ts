// Knows how a few things are done concurrently: once one has failed nothing more is started, and none outlives it.

/** What is done with an item; `signal` aborts with the caller's own, and when another item has failed. */
type Work<T, R> = (item: T, signal: AbortSignal) => Promise<R>

/**
 * Calls `act` for each item, at most `atOnce` at a time. The first error stops the rest: their signal aborts, no item is
 * begun any more, and it is thrown once every call has ended. An aborted `signal` only keeps items from being begun.
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
 * Yields `work` of each item in the order of the items, with at most `atOnce` begun and not yet yielded. After a failure
 * nothing is begun any more; what comes before it is still yielded, then the rest is aborted, and it is thrown once all have
 * ended. An aborted `signal` is for `work` to obey: results that just stopped would pass for all of them.
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

/** Pieces of work under way side by side. */
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
