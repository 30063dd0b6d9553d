// Knows how to keep a few pieces of work under way while their results are used in order.

/**
 * Yields `work` of each item in order, with at most `ahead` of them started and not yet yielded. A failure surfaces
 * when its turn comes; what was started after it is left to end unheard.
 */
export async function* mapAhead<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const started: Promise<R>[] = []
  for await (const item of items) {
    const result = work(item)
    // Its turn may never come; it must not count as an unhandled rejection then.
    result.catch(() => {})
    started.push(result)
    if (started.length >= ahead) yield await (started.shift() as Promise<R>)
  }
  for (const result of started) yield await result
}
