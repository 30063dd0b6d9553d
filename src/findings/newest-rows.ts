// Decides about rows of older reports that were deferred (overlap.ts), after all reports: the newest row of a key wins.

import { existsSync } from 'node:fs'
import { ActionError } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import type { RowAccumulator } from './accumulator.ts'
import { type Seen, unite } from './doubles.ts'
import type { Duplicates, Overlaps } from './findings.ts'
import { LISTED, OVERLAP } from './overlap.ts'
import { HEAPS, nameHeap, readSetApart } from './set-apart.ts'
import { spoolPath } from './spool.ts'
import { readSpooledRows, type SpooledRow } from './spool-reader.ts'

/** What is known of a key so far. */
type Known = {
  /** Of the newest report that lists it. */
  rank: number
  /** The newest deferred row, and the rank of its report. */
  deferred: Seen | undefined
  deferredRank: number
  /** Reports with a deferred row. */
  reports: number
}

type OverlapTask = {
  readonly bucket: string
  readonly folder: string
  /** Inventory files of all reports. */
  readonly files: number
  readonly accumulator: RowAccumulator
}

type Counted = Pick<Overlaps, 'overridden' | 'remaining'> & { readonly duplicates: Duplicates }

/** Counts the deferred rows that no newer report lists. @throws ActionError INTERNAL_ERROR for rows that cannot be read */
export async function countNewest({ bucket, folder, files, accumulator }: OverlapTask): Promise<Counted> {
  let [overridden, remaining] = [0, 0]
  const duplicates = { keys: 0, rows: 0, contradictory: 0 }
  for (let heap = 0; heap < HEAPS; heap++) {
    const paths = Array.from({ length: files }, (_, index) => spoolPath(folder, nameHeap(heap, OVERLAP), index))
    for (const { rank, deferred, deferredRank, reports } of await gather(bucket, paths.filter(existsSync))) {
      const isNewest = deferred !== undefined && deferredRank === rank
      overridden += isNewest ? reports - 1 : reports
      if (!isNewest) continue
      remaining++
      accumulator.addKept(deferred.row, deferred)
      if (deferred.rows > 1) duplicates.keys++
      duplicates.rows += deferred.rows - 1
      if (deferred.isContradictory) duplicates.contradictory++
    }
  }
  return { overridden, remaining, duplicates }
}

async function gather(bucket: string, parts: readonly string[]): Promise<Iterable<Known>> {
  const known = new Map<EncodedKey, Known>()
  for await (const spooled of readSpooledRows(bucket, parts)) {
    const of = known.get(spooled.key) ?? { rank: -1, deferred: undefined, deferredRank: -1, reports: 0 }
    known.set(spooled.key, of)
    add(of, spooled)
  }
  return known.values()
}

/** The parts of one heap are read in the order of the reports, oldest first. */
function add(of: Known, spooled: SpooledRow): void {
  const isNote = spooled.rest[0] === LISTED
  const rank = Number(spooled.rest.at(-1))
  if (!Number.isSafeInteger(rank) || rank < of.rank) {
    throw new ActionError('INTERNAL_ERROR', 'The rows of several reports cannot be read again.')
  }
  of.rank = rank
  if (isNote) return
  const next: Seen = { ...readSetApart(spooled), rows: 1, isContradictory: false }
  const isSameReport = of.deferred !== undefined && of.deferredRank === rank
  of.deferred = isSameReport && of.deferred !== undefined ? unite(of.deferred, next) : next
  if (!isSameReport) of.reports++
  of.deferredRank = rank
}
