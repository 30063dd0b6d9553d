// Counts millions of objects quickly: plain numbers while they are exact, bigint for the totals.

import type { ObjectCount, Tally } from '../words/encryption.ts'

/** Sizes are below 2^50 (csv-row.ts), so a sum below this limit stays exact after one more addition. */
const FLUSH_BYTES = 2 ** 52

/** Counts objects and bytes. */
export class Counter {
  objects = 0
  #recentBytes = 0
  #bytes = 0n
  #isSized = true

  add(bytes: number): void {
    this.objects++
    this.#recentBytes += bytes
    if (this.#recentBytes > FLUSH_BYTES) this.#flush()
  }

  /** Counts objects whose sizes were not read. */
  addUnsized(objects: number): void {
    this.objects += objects
    if (objects > 0) this.#isSized = false
  }

  addTally({ objects, bytes }: Tally): void {
    this.objects += objects
    this.#bytes += bytes
  }

  /** Same as tally(), but the bytes are undefined if any object was counted without its size. */
  count(): ObjectCount {
    const tally = this.tally()
    return this.#isSized ? tally : { objects: tally.objects, bytes: undefined }
  }

  tally(): Tally {
    this.#flush()
    return { objects: this.objects, bytes: this.#bytes }
  }

  #flush(): void {
    this.#bytes += BigInt(this.#recentBytes)
    this.#recentBytes = 0
  }
}

export const createCounters = (count: number) => Array.from({ length: count }, () => new Counter())

/** Without a Size column rows have a size of 0, and only the number of objects is known. */
export function asKnown({ objects, bytes }: ObjectCount, hasSize: boolean): ObjectCount {
  return { objects, bytes: hasSize || objects === 0 ? bytes : undefined }
}

/** The name under which everything beyond the limit of a CounterMap is counted. */
export const OTHER = '(other)'

/** Counters by name, at most `limit` of them: the names are chosen by those who wrote the objects. */
export class CounterMap {
  readonly #counters = new Map<string, Counter>()
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  add(name: string, bytes: number): void {
    let counter = this.#counters.get(name)
    if (counter === undefined) {
      // A copy: V8 would keep the whole key alive for a substring of it.
      const kept = this.#counters.size < this.#limit ? Buffer.from(name).toString() : OTHER
      counter = this.#counters.get(kept) ?? new Counter()
      this.#counters.set(kept, counter)
    }
    counter.add(bytes)
  }

  tallies(): Map<string, Tally> {
    return new Map([...this.#counters].map(([name, counter]) => [name, counter.tally()]))
  }
}
