// Adds up the tallies of all inventory files. Called in the order of the inventory manifest, so that the same report
// always yields the same result.

import {
  addCounts,
  ENCRYPTION_STATUSES,
  type EncryptionStatus,
  NO_OBJECTS,
  type ObjectCount,
} from '../words/encryption.ts'
import { HELD_BACK_REASONS, type HeldBackReason, OPERATIONS } from './choice.ts'
import type { Findings, OperationGroup } from './findings.ts'
import { firstByKey } from './first-by-key.ts'
import type { RowPart } from './row-part.ts'
import {
  MAX_HELD_BACK_SAMPLES,
  MAX_PREFIXES,
  MAX_SAMPLES,
  MAX_UNKNOWN_VALUES,
  type ScanTally,
  SIZE_BANDS,
  splitGroupName,
} from './scan-tally.ts'
import { OTHER } from './tally.ts'

const TOP_PREFIXES = 10

export const NOTHING_SCANNED: ScanTally = {
  rows: 0,
  current: ENCRYPTION_STATUSES.map(() => NO_OBJECTS),
  noncurrent: ENCRYPTION_STATUSES.map(() => NO_OBJECTS),
  deleteMarkers: 0,
  excluded: NO_OBJECTS,
  superseded: NO_OBJECTS,
  matchedPatterns: { include: [], exclude: [] },
  excepted: [],
  findingsByStatus: ENCRYPTION_STATUSES.map(() => NO_OBJECTS),
  findingsByStorageClass: new Map(),
  findingsBySize: [],
  prefixes: new Map(),
  groups: new Map(),
  heldBack: new Map(),
  samples: [],
  unknownRows: 0,
  unknownValues: [],
  candidates: 0,
  judgedByColumn: 0,
}

/** Adds the next file. */
export function addFile(sum: ScanTally, file: ScanTally): ScanTally {
  return {
    rows: sum.rows + file.rows,
    current: addLists(sum.current, file.current, addCounts),
    noncurrent: addLists(sum.noncurrent, file.noncurrent, addCounts),
    deleteMarkers: sum.deleteMarkers + file.deleteMarkers,
    excluded: addCounts(sum.excluded, file.excluded),
    superseded: addCounts(sum.superseded, file.superseded),
    matchedPatterns: {
      include: eitherOf(sum.matchedPatterns.include, file.matchedPatterns.include),
      exclude: eitherOf(sum.matchedPatterns.exclude, file.matchedPatterns.exclude),
    },
    excepted: addLists(sum.excepted, file.excepted, addCounts),
    findingsByStatus: addLists(sum.findingsByStatus, file.findingsByStatus, addCounts),
    findingsByStorageClass: mergeMaps(sum.findingsByStorageClass, file.findingsByStorageClass, addCounts),
    findingsBySize: addLists(sum.findingsBySize, file.findingsBySize, addCounts),
    prefixes: limitPrefixes(mergeMaps(sum.prefixes, file.prefixes, addCounts)),
    groups: mergeMaps(sum.groups, file.groups, (a, b) => ({
      tally: addCounts(a.tally, b.tally),
      newestLastModified: newer(a.newestLastModified, b.newestLastModified),
    })),
    heldBack: mergeMaps(sum.heldBack, file.heldBack, (a, b) => ({
      tally: addCounts(a.tally, b.tally),
      samples: firstByKey([...a.samples, ...b.samples], MAX_HELD_BACK_SAMPLES),
    })),
    samples: firstByKey([...sum.samples, ...file.samples], MAX_SAMPLES),
    unknownRows: sum.unknownRows + file.unknownRows,
    unknownValues: [...new Set([...sum.unknownValues, ...file.unknownValues])].sort().slice(0, MAX_UNKNOWN_VALUES),
    candidates: sum.candidates + file.candidates,
    judgedByColumn: sum.judgedByColumn + file.judgedByColumn,
  }
}

/** The counts in Findings. `partsOf` names the kept rows of a group. */
export function summarize(
  sum: ScanTally,
  partsOf: (group: string) => readonly RowPart[],
): Omit<Findings, 'duplicates' | 'rowsDropped' | 'proof' | 'evidence'> {
  return {
    rows: sum.rows,
    current: byStatus(sum.current),
    noncurrent: byStatus(sum.noncurrent),
    deleteMarkers: sum.deleteMarkers,
    excluded: sum.excluded,
    matchedPatterns: sum.matchedPatterns,
    excepted: sum.excepted,
    findings: sum.findingsByStatus.reduce<ObjectCount>(addCounts, NO_OBJECTS),
    findingsByStatus: byStatus(sum.findingsByStatus),
    findingsByStorageClass: new Map([...sum.findingsByStorageClass].sort(mostFirst)),
    findingsBySize: sum.findingsBySize.map((tally, band) => ({ label: SIZE_BANDS[band]?.label ?? '', tally })),
    topPrefixes: [...sum.prefixes]
      .sort(mostFirst)
      .slice(0, TOP_PREFIXES)
      .map(([prefix, tally]) => ({ prefix, tally })),
    groups: [...sum.groups]
      .map(([name, group]): OperationGroup => ({ ...splitGroupName(name), ...group, parts: partsOf(name) }))
      .sort(byOperation),
    heldBack: sortReasons(sum.heldBack),
    samples: sum.samples,
    unknownStatus: { rows: sum.unknownRows, values: sum.unknownValues },
  }
}

/** Positions that only one list has are kept as they are: a file without a Size column has no bands. */
function addLists<T extends ObjectCount>(a: readonly T[], b: readonly T[], add: (a: T, b: T) => T): readonly T[] {
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a]
  return longer.map((tally, index) => {
    const other = shorter[index]
    return other === undefined ? tally : add(tally, other)
  })
}

/** Lists of the same length, unless one is still empty. */
function eitherOf(a: readonly boolean[], b: readonly boolean[]): readonly boolean[] {
  return a.length === 0 ? b : a.map((flag, index) => flag || b[index] === true)
}

function mergeMaps<K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>, add: (a: V, b: V) => V): Map<K, V> {
  const merged = new Map(a)
  for (const [key, value] of b) {
    const before = merged.get(key)
    merged.set(key, before === undefined ? value : add(before, value))
  }
  return merged
}

/** Keeps the first prefixes and adds up the rest, as the accumulator does within a file. */
function limitPrefixes(prefixes: Map<string, ObjectCount>): Map<string, ObjectCount> {
  if (prefixes.size <= MAX_PREFIXES + 1) return prefixes
  const others = prefixes.get(OTHER) ?? NO_OBJECTS
  prefixes.delete(OTHER)
  const all = [...prefixes]
  const rest = all.slice(MAX_PREFIXES).reduce((sum, [, tally]) => addCounts(sum, tally), others)
  return new Map([...all.slice(0, MAX_PREFIXES), [OTHER, rest]])
}

/** The later of two times, either of which can be unknown. */
export function newer(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return Math.max(a, b)
}

function byStatus<T extends ObjectCount>(counts: readonly T[]): Record<EncryptionStatus, T> {
  const entries = ENCRYPTION_STATUSES.map((status, index) => [status, counts[index] ?? NO_OBJECTS] as const)
  return Object.fromEntries(entries) as Record<EncryptionStatus, T>
}

function mostFirst([a, countA]: readonly [string, ObjectCount], [b, countB]: readonly [string, ObjectCount]): number {
  return countB.objects - countA.objects || (a < b ? -1 : 1)
}

/** In the order of OPERATIONS, then by storage class. */
export function byOperation(a: OperationGroup, b: OperationGroup): number {
  return OPERATIONS.indexOf(a.operation) - OPERATIONS.indexOf(b.operation) || (a.storageClass < b.storageClass ? -1 : 1)
}

/** In the order of HELD_BACK_REASONS. */
export function sortReasons<T>(heldBack: ReadonlyMap<HeldBackReason, T>): Map<HeldBackReason, T> {
  const orderOf = (reason: HeldBackReason) => HELD_BACK_REASONS.indexOf(reason)
  return new Map([...heldBack].sort(([a], [b]) => orderOf(a) - orderOf(b)))
}
