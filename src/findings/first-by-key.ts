// Keeps the findings with the first keys as samples: the same ones whatever the order in which rows are read.

import type { EncodedKey } from '../words/object-key.ts'

type Keyed = { readonly key: EncodedKey }

/** The first `limit` by key: encoded keys are ASCII, so their order is that of the bytes. */
export function firstByKey<T extends Keyed>(samples: readonly T[], limit: number): T[] {
  return [...samples].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).slice(0, limit)
}

/** Whether `insertByKey` would keep a sample with this key. */
export function isAmongFirst(samples: readonly Keyed[], key: EncodedKey, limit: number): boolean {
  const last = samples[limit - 1]
  return last === undefined || key < last.key
}

/** Adds a sample to an ordered list of at most `limit`. */
export function insertByKey<T extends Keyed>(samples: T[], sample: T, limit: number): void {
  let at = samples.length
  while (at > 0 && sample.key < (samples[at - 1] as T).key) at--
  samples.splice(at, 0, sample)
  if (samples.length > limit) samples.pop()
}
