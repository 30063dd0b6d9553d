// The order in which S3 lists keys: by their UTF-8 bytes (S3 API Reference, ListObjectsV2), kept sorted between
// requests.

import type { Bucket } from '../world.ts'

type Index = { sorted: string[]; readonly added: Set<string>; readonly removed: Set<string> }

const indexes = new WeakMap<Bucket, Index>()

/**
 * Compares two keys by their UTF-8 bytes. UTF-16, JavaScript's own order, differs in one respect: surrogates, which
 * encode the code points from U+10000, precede U+E000 to U+FFFF there.
 */
export function compareKeys(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    const a = left.charCodeAt(at)
    const b = right.charCodeAt(at)
    if (a !== b) return rankCodeUnit(a) - rankCodeUnit(b)
  }
  return left.length - right.length
}

function rankCodeUnit(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/**
 * Every key of the bucket that has a version, in UTF-8 order. Costs nothing if no key was added or removed since the
 * last call.
 */
export function sortedKeys(bucket: Bucket): readonly string[] {
  const index = indexes.get(bucket)
  if (index === undefined) return rebuildIndex(bucket)
  if (index.added.size > 0 || index.removed.size > 0) applyChanges(index)
  // Writes that bypass the store are detected by the count.
  return index.sorted.length === bucket.objects.size ? index.sorted : rebuildIndex(bucket)
}

/** Must be called for each key that gets its first version. */
export function noteKeyAdded(bucket: Bucket, key: string): void {
  const index = indexes.get(bucket)
  if (index === undefined || index.removed.delete(key)) return
  index.added.add(key)
}

/** Must be called for each key that loses its last version. */
export function noteKeyRemoved(bucket: Bucket, key: string): void {
  const index = indexes.get(bucket)
  if (index === undefined || index.added.delete(key)) return
  index.removed.add(key)
}

/** Position of the first key that is not less than `key`. */
export function findPosition(keys: readonly string[], key: string): number {
  return countWhile(keys, (one) => compareKeys(one, key) < 0)
}

/** Position of the first key after all keys with this prefix. */
export function findPrefixEnd(keys: readonly string[], prefix: string): number {
  return countWhile(keys, (one) => compareKeys(one, prefix) < 0 || one.startsWith(prefix))
}

/** Number of keys at the start that pass a test which no later key passes. */
function countWhile(keys: readonly string[], test: (key: string) => boolean): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (test(keys[middle] ?? '')) low = middle + 1
    else high = middle
  }
  return low
}

function rebuildIndex(bucket: Bucket): readonly string[] {
  const sorted = [...bucket.objects.keys()].sort(compareKeys)
  indexes.set(bucket, { sorted, added: new Set(), removed: new Set() })
  return sorted
}

function applyChanges(index: Index): void {
  const fresh = [...index.added].sort(compareKeys)
  const merged: string[] = []
  let next = 0
  for (const key of index.sorted) {
    for (let one = fresh[next]; one !== undefined && compareKeys(one, key) < 0; one = fresh[++next]) merged.push(one)
    if (!index.removed.has(key)) merged.push(key)
  }
  while (next < fresh.length) merged.push(fresh[next++] ?? '')
  index.sorted = merged
  index.added.clear()
  index.removed.clear()
}
