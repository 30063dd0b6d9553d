// Knows how to do a few things at a time and to stop at the first that fails.

/**
 * Calls `act` for each item, at most `atOnce` at a time. The first error stops the rest: their signal aborts, no item is
 * begun any more, and it is thrown once every call has ended. An aborted `signal` only keeps items from being begun.
 */
export async function forEachAtOnce<T>(
  items: Iterable<T>,
  atOnce: number,
  act: (item: T, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const failing = new AbortController()
  const either = AbortSignal.any([signal, failing.signal])
  const failures: unknown[] = []
  const queue = items[Symbol.iterator]()
  const work = async () => {
    for (let next = queue.next(); !next.done && !either.aborted; next = queue.next()) {
      try {
        await act(next.value, either)
      } catch (error) {
        failures.push(error)
        failing.abort()
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  if (failures.length > 0) throw failures[0]
}
