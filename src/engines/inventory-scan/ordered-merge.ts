// Adds up files in the order of the inventory manifest, although they finish in any order.

import { addFile, NOTHING_SCANNED } from '../../findings/merge.ts'
import type { ScannedFile } from '../../findings/proof.ts'
import type { ScanTally } from '../../findings/scan-tally.ts'
import { CANDIDATES } from '../../findings/spool.ts'
import type { FileOutcome } from './protocol.ts'

export type FinishedFile = { readonly outcome: FileOutcome; readonly scanned: ScannedFile }

export class OrderedMerge {
  sum: ScanTally = NOTHING_SCANNED
  readonly files: ScannedFile[] = []
  /** By group name, the indexes of the files that have findings of the group. */
  readonly fileIndexes = new Map<string, number[]>()
  #extras = 0
  readonly #early = new Map<number, FinishedFile>()
  #waiting: (() => void)[] = []

  /** Resolves once fewer than `distance` files before `index` are unfinished: early results are held in memory. */
  async waitFor(index: number, distance: number): Promise<void> {
    while (index - this.files.length >= distance) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve)
      })
    }
  }

  add(index: number, file: FinishedFile): void {
    this.#early.set(index, file)
    for (let next = this.#early.get(this.files.length); next !== undefined; ) {
      this.#early.delete(this.files.length)
      this.#append(next)
      next = this.#early.get(this.files.length)
    }
    const waiting = this.#waiting
    this.#waiting = []
    for (const resume of waiting) resume()
  }

  /** The index for keeping the next rows that do not come from a file. */
  get extraIndex(): number {
    return this.files.length + this.#extras
  }

  /** Adds findings that do not come from a file; their rows were kept under `extraIndex`. */
  addExtra(tally: ScanTally): void {
    this.#addTally(tally, this.extraIndex)
    this.#extras++
  }

  #append({ outcome, scanned }: FinishedFile): void {
    this.#addTally(outcome.tally, this.files.length)
    this.files.push(scanned)
  }

  #addTally(tally: ScanTally, index: number): void {
    this.sum = addFile(this.sum, tally)
    for (const group of [...tally.groups.keys(), ...(tally.candidates > 0 ? [CANDIDATES] : [])]) {
      this.fileIndexes.set(group, [...(this.fileIndexes.get(group) ?? []), index])
    }
  }
}
