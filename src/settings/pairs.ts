// Compares the keys of a map with the known ones.

import type { ConfigNode, ConfigPair, Report } from './document.ts'
import { findNearest } from './nearest.ts'

/** The known pairs of a map, by key; unknown keys are reported with the nearest known one. `what` names the map. */
export function readKnownPairs<K extends string>(
  node: ConfigNode,
  what: string,
  known: readonly K[],
  report: Report,
): ReadonlyMap<K, ConfigPair> | undefined {
  if (node.kind !== 'map') {
    const shown = node.kind === 'text' ? JSON.stringify(node.text) : 'a list'
    report(node.place, `${what} is ${shown}; accepted is a map of ${known.join(', ')}`)
    return undefined
  }
  const pairs = new Map<K, ConfigPair>()
  for (const pair of node.pairs.values()) {
    const key = known.find((name) => name === pair.key)
    if (key !== undefined) pairs.set(key, pair)
    else report(pair.place, `${JSON.stringify(pair.key)} is not a key of ${what}; ${suggest(pair.key, known)}`)
  }
  return pairs
}

function suggest(key: string, known: readonly string[]): string {
  const nearest = findNearest(key, known)
  return nearest === undefined ? `accepted are ${known.join(', ')}` : `the nearest known key is ${nearest}`
}

/** The text of a value, unchanged; undefined for lists and maps. */
export function readLine(node: ConfigNode): string | undefined {
  return node.kind === 'text' ? node.text : undefined
}
