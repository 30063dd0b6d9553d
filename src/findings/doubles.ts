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

/** All rows of one key so far. */
export type Seen = Settled & { readonly row: KeptRow; readonly rows: number; readonly isContradictory: boolean }

type DoublesTask = {
  readonly bucket: string
  readonly folder: string
  /** Inventory files of the report. */
  readonly files: number
  readonly accumulator: RowAccumulator
}

/** Counts every key that was set apart once. @throws ActionError INTERNAL_ERROR for rows that cannot be read */
export async function countOnce({ bucket, folder, files, accumulator }: DoublesTask): Promise<Duplicates> {
  let [keys, rows, contradictory] = [0, 0, 0]
  for (let heap = 0; heap < HEAPS; heap++) {
    const parts = Array.from({ length: files }, (_, index) => spoolPath(folder, nameHeap(heap), index)).filter(
      existsSync,
    )
    for (const seen of await gather(bucket, parts)) {
      accumulator.addKept(seen.row, seen)
      if (seen.rows === 1) continue
      keys++
      rows += seen.rows - 1
      if (seen.isContradictory) contradictory++
    }
  }
  return { keys, rows, contradictory }
}

async function gather(bucket: string, parts: readonly string[]): Promise<Iterable<Seen>> {
  const seen = new Map<EncodedKey, Seen>()
  for await (const spooled of readSpooledRows(bucket, parts)) {
    const next = { ...readSetApart(spooled), rows: 1, isContradictory: false }
    const before = seen.get(spooled.key)
    seen.set(spooled.key, before === undefined ? next : unite(before, next))
  }
  return seen.values()
}

/**
 * Identical rows are one object. If rows of a key differ, nothing shows which is current: the key is a finding if any
 * row makes it one, excepted only if all are, and nothing is done about it until a report is consistent.
 */
export function unite(a: Seen, b: Seen): Seen {
  const rows = a.rows + b.rows
  if (!a.isContradictory && isAlike(a, b)) return { ...(b.row.isNewerThan(a.row) ? b : a), rows }
  const worse = a.kind === 'candidate' && b.kind === 'finding' ? b : a
  const exception = a.exception === undefined || b.exception === undefined ? undefined : worse.exception
  return { ...worse, choice: 'contradictory-rows', exception, rows, isContradictory: true }
}

function isAlike(a: Seen, b: Seen): boolean {
  return a.kind === b.kind && a.choice === b.choice && a.exception === b.exception && a.row.isLike(b.row)
}
