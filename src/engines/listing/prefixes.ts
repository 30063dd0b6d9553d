// Chooses the prefixes to list: keys that include patterns can match have one of them.

import { startOf } from '../../inventory/coverage.ts'
import { compareKeys } from '../../words/key-order.ts'

/** In key order, none of them part of another; `['']` if any key can match. Empty if none can. */
export function listedPrefixes(include: readonly string[]): readonly string[] {
  if (include.length === 0) return ['']
  // A lone surrogate is in no key, so such a pattern matches none.
  const starts = include
    .map(startOf)
    .filter((start) => start.isWellFormed())
    .sort(compareKeys)
  return starts.filter((start, index) => !starts.slice(0, index).some((other) => start.startsWith(other)))
}
