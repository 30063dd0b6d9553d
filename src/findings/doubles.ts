// Handles rows that may belong to the same object: keys are compared, and each is counted once. The second pass has
// written such rows to disk (key-watch.ts), whatever file they are in.

import { existsSync } from 'node:fs'
import type { EncodedKey } from '../words/object-key.ts'
import type { RowAccumulator } from './accumulator.ts'
import type { Duplicates } from './findings.ts'
import type { KeptRow } from './kept-row.ts'
import { HEAPS, nameHeap, readSetApart, type Settled } from './set-apart.ts'
import { spoolPath } from './spool.ts'
import { readSpooledRows } from './spool-reader.ts'

/** A row that was set apart, with what was decided about it. */
export type SettledRow = Settled & { readonly row: KeptRow }

/** All rows of one key so far. */
export type Seen = SettledRow & { readonly rows: number; readonly isContradictory: boolean }

type DoublesTask = {
  readonly bucket: string
  readonly folder: string
  /** Inventory files of the report. */
  readonly files: number
  readonly accumulator: RowAccumulator
}

/** Counts every key that was set apart once. @throws ActionError INTERNAL_ERROR for rows that cannot be read */
export async function countOnce({ bucket, folder, files, accumulator }: DoublesTask): Promise<Duplicates> {
  let sum: Duplicates = { keys: 0, rows: 0, contradictory: 0 }
  for (let heap = 0; heap < HEAPS; heap++) {
    const parts = Array.from({ length: files }, (_, index) => spoolPath(folder, nameHeap(heap), index)).filter(
      existsSync,
    )
    const keys = new OncePerKey()
    for await (const spooled of readSpooledRows(bucket, parts)) keys.add(spooled.key, readSetApart(spooled))
    const { keys: more, rows, contradictory } = keys.count(accumulator)
    sum = { keys: sum.keys + more, rows: sum.rows + rows, contradictory: sum.contradictory + contradictory }
  }
  return sum
}

/** Rows by key, each key to be counted once. */
export class OncePerKey {
  readonly #seen = new Map<EncodedKey, Seen>()

  add(key: EncodedKey, row: SettledRow): void {
    const next = { ...row, rows: 1, isContradictory: false }
    const before = this.#seen.get(key)
    this.#seen.set(key, before === undefined ? next : unite(before, next))
  }

  count(accumulator: RowAccumulator): Duplicates {
    let [keys, rows, contradictory] = [0, 0, 0]
    for (const seen of this.#seen.values()) {
      accumulator.addKept(seen.row, seen)
      if (seen.rows === 1) continue
      keys++
      rows += seen.rows - 1
      if (seen.isContradictory) contradictory++
    }
    return { keys, rows, contradictory }
  }
}

/**
 * Identical rows are one object. If rows of a key differ, nothing shows which is current: the key is a finding if any
 * row makes it one, excepted only if all are, and nothing is done about it until a report is consistent.
 */
export function unite(a: Seen, b: Seen): Seen {
  const rows = a.rows + b.rows
  if (!a.isContradictory && isAlike(a, b)) return { ...(b.row.isNewerThan(a.row) ? b : a), rows }
  const worse = isWorse(b, a) ? b : a
  const exception = a.exception === undefined || b.exception === undefined ? undefined : worse.exception
  return { ...worse, choice: 'contradictory-rows', exception, rows, isContradictory: true }
}

/** Which of two different rows stands for the key: the same one whatever their order. A finding is worse than a candidate. */
function isWorse(a: Seen, b: Seen): boolean {
  if (a.kind !== b.kind) return a.kind === 'finding'
  return a.row.compareTo(b.row) > 0
}

function isAlike(a: Seen, b: Seen): boolean {
  return a.kind === b.kind && a.choice === b.choice && a.exception === b.exception && a.row.isLike(b.row)
}
