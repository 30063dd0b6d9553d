// Compares rows of several reports of a bucket. Where a newer report may list a key, too, an older report's findings are
// deferred: on disk until all reports are read, and then counted only if no newer report lists the key.

import type { EncodedKey } from '../words/object-key.ts'
import type { RowKind } from './classify.ts'
import { KeyHasher } from './key-hash.ts'
import type { InventoryRow } from './row.ts'
import { HEAPS, nameHeap, type Settled, setApart } from './set-apart.ts'
import type { RowSpool } from './spool.ts'

/** Plain data for the workers that read one of several reports. */
export type OverlapOptions = {
  /** Position of the report among all, oldest first. */
  readonly rank: number
  /** What the keys that newer reports may list begin with, encoded: '' for all keys; empty if there are none. */
  readonly newer: readonly string[]
  /** Seed of the hashes (key-hash.ts), the same for all reports. */
  readonly seed: string
  /** A bit for each hash that a deferred key has; shared by all reports, which are read one after the other. */
  readonly deferred: Int32Array<SharedArrayBuffer>
}

/** The folder of the rows that wait for newer reports. */
export const OVERLAP = 'overlap'

/** Beside a deferred row: the key is in this report, whatever its row says. */
export const LISTED = 'listed'

/** 8 MiB: with a million deferred keys, one in 64 of the other rows is compared unnecessarily. */
const BITS = 2 ** 26

export const createDeferred = () => new Int32Array(new SharedArrayBuffer(BITS / 8))

/** The rows of one file. */
export class Overlap {
  readonly #options: OverlapOptions
  readonly #spool: RowSpool
  readonly #hasher: KeyHasher

  constructor(options: OverlapOptions, spool: RowSpool) {
    this.#options = options
    this.#spool = spool
    this.#hasher = new KeyHasher(options.seed)
  }

  /** Whether a newer report may list the key. */
  isOlder(key: EncodedKey): boolean {
    return this.#options.newer.some((prefix) => key.startsWith(prefix))
  }

  /** Keeps a row that is, or may be, a finding until newer reports have been read. */
  defer(row: InventoryRow, key: EncodedKey, settled: Settled): void {
    const [word, bit] = this.#hash(key)
    Atomics.or(this.#options.deferred, word, bit)
    setApart(this.#spool, this.#heap, row, settled, [this.#options.rank])
  }

  /** Notes that this report lists the key, if an older one has a deferred row of it. */
  note(key: EncodedKey): void {
    const { rank, deferred } = this.#options
    if (rank === 0) return
    const [word, bit] = this.#hash(key)
    if (((deferred[word] as number) & bit) !== 0) this.#spool.add(this.#heap, key, `,${LISTED},${rank}`)
  }

  get #heap(): string {
    return nameHeap((this.#hasher.high >>> 0) % HEAPS, OVERLAP)
  }

  #hash(key: EncodedKey): readonly [word: number, bit: number] {
    this.#hasher.hash(key)
    const at = this.#hasher.low & (BITS - 1)
    return [at >> 5, 1 << (at & 31)]
  }
}

/** Whether rows of that kind are of current objects: only those are compared. */
export const isCurrent = (kind: RowKind) =>
  kind === 'excluded' || kind === 'compliant' || kind === 'candidate' || kind === 'finding'
