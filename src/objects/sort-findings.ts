// Regroups findings after each was checked once: another operation, held back, or unchanged. One HeadObject request per
// object serves all reasons for checking it.

import { join } from 'node:path'
import { type HeldBackReason, isOperation, type Operation } from '../findings/choice.ts'
import type { FindingSample, Findings, OperationGroup, RowsProof } from '../findings/findings.ts'
import { byOperation, newer, sortReasons } from '../findings/merge.ts'
import type { RowPart } from '../findings/row-part.ts'
import { MAX_HELD_BACK_SAMPLES, nameGroup, splitGroupName } from '../findings/scan-tally.ts'
import { RowSpool, spoolPath } from '../findings/spool.ts'
import { readSpooledRows } from '../findings/spool-reader.ts'
import { addCounts, NO_OBJECTS, type ObjectCount, type Tally } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { type LookDeps, lookAtEach } from './look-each.ts'
import type { ObjectLook } from './object-look.ts'

/** What to do about a finding, or why nothing is done, based on its HeadObject response. */
export type PlaceFinding = (seen: ObjectLook) => Operation | HeldBackReason

type SortTask = {
  readonly bucket: string
  /** The groups to check, whose rows were kept, and how to place their objects. */
  readonly placeOf: ReadonlyMap<OperationGroup, PlaceFinding>
  /** A folder used for nothing else: the rows are rewritten there. */
  readonly folder: string
  readonly deps: LookDeps
  readonly signal: AbortSignal
}

type Group = {
  tally: ObjectCount
  newestLastModified: number | undefined
  readonly parts: RowPart[]
  readonly origin?: string | undefined
  proof?: RowsProof | undefined
}
type Held = { tally: ObjectCount; readonly samples: FindingSample[] }

/**
 * Returns the scan with every finding of the given groups checked once and placed as `placeOf` says; sizes are then
 * those from HeadObject. An object that no longer exists stays in its group: no operation can harm it.
 * @throws ActionError if any object could not be checked: then nothing may be done
 */
export async function sortFindings(scan: Findings, task: SortTask): Promise<Findings> {
  const sorting = new Sorting(scan)
  let index = 0
  for (const group of scan.groups) {
    const place = task.placeOf.get(group)
    if (place === undefined) sorting.keep(group)
    else await sortGroup(group, place, { task, sorting, index: index++ })
  }
  const unsized = [...task.placeOf.keys()].filter(({ tally }) => tally.bytes === undefined)
  return { ...sorting.finish(), sizesLookedUp: unsized.reduce((sum, { tally }) => sum + tally.objects, 0) }
}

type Place = { readonly task: SortTask; readonly sorting: Sorting; readonly index: number }

async function sortGroup(group: OperationGroup, place: PlaceFinding, { task, sorting, index }: Place): Promise<void> {
  const { bucket, deps, signal } = task
  const { operation, storageClass, tally } = group
  const folder = join(task.folder, 'looked-at')
  const written = new BigInt64Array(new SharedArrayBuffer(8))
  const spool = new RowSpool({ folder, bucket, maxRows: tally.objects, written }, index)
  const moved = new Map<string, Tally>()
  let looked = 0
  try {
    for await (const { row, seen } of lookAtEach(readSpooledRows(bucket, group.parts), deps, { count: 0 }, signal)) {
      looked++
      const choice = seen === undefined ? operation : place(seen)
      sorting.note(row.key, seen, choice)
      if (seen !== undefined && !isOperation(choice)) {
        sorting.holdBack(row.key, seen, choice)
        continue
      }
      const name = nameGroup(choice as Operation, storageClass)
      const { objects, bytes } = moved.get(name) ?? NO_OBJECTS
      moved.set(name, { objects: objects + 1, bytes: bytes + BigInt(seen?.size ?? 0) })
      spool.add(name, row.key)
    }
  } finally {
    spool.close()
  }
  if (looked !== tally.objects) {
    throw new ActionError('INTERNAL_ERROR', `${looked} objects were checked where ${tally.objects} had to be.`)
  }
  for (const [name, seen] of moved) sorting.add(name, group, seen, spoolPath(folder, name, index))
}

/** A scan whose findings are being regrouped. */
class Sorting {
  readonly #scan: Findings
  readonly #groups = new Map<string, Group>()
  readonly #held: Map<HeldBackReason, Held>
  readonly #samples: Map<EncodedKey, FindingSample>

  constructor(scan: Findings) {
    this.#scan = scan
    this.#held = new Map([...scan.heldBack].map(([why, { tally, samples }]) => [why, { tally, samples: [...samples] }]))
    this.#samples = new Map(scan.samples.map((sample) => [sample.key, sample]))
  }

  keep(group: OperationGroup): void {
    const { operation, storageClass, tally, newestLastModified, parts, origin, proof } = group
    this.#addTo(nameGroup(operation, storageClass), { tally, newestLastModified, parts: [...parts], origin, proof })
  }

  /** Objects of `from` that belong to the group with that name; their rows are in `part`. */
  add(name: string, { newestLastModified }: OperationGroup, tally: Tally, part: string): void {
    this.#addTo(name, { tally, newestLastModified, parts: [part] })
  }

  holdBack(key: EncodedKey, { encryption, size, storageClass }: ObjectLook, reason: HeldBackReason): void {
    const held = this.#held.get(reason) ?? { tally: NO_OBJECTS, samples: [] }
    this.#held.set(reason, held)
    held.tally = addCounts(held.tally, { objects: 1, bytes: BigInt(size) })
    if (held.samples.length >= MAX_HELD_BACK_SAMPLES) return
    held.samples.push({ key, status: encryption, storageClass, size, heldBack: reason })
  }

  /** Updates the sample of the finding, if it is in one. */
  note(key: EncodedKey, seen: ObjectLook | undefined, choice: Operation | HeldBackReason): void {
    const sample = this.#samples.get(key)
    if (sample === undefined) return
    const heldBack = isOperation(choice) ? undefined : choice
    this.#samples.set(key, { ...sample, size: sample.size ?? seen?.size, heldBack })
  }

  finish(): Findings {
    return {
      ...this.#scan,
      groups: [...this.#groups].map(([name, group]) => ({ ...splitGroupName(name), ...group })).sort(byOperation),
      heldBack: sortReasons(this.#held),
      samples: [...this.#samples.values()],
    }
  }

  #addTo(name: string, { tally, newestLastModified, parts, origin, proof }: Group): void {
    const group = this.#groups.get(name)
    if (group === undefined) {
      this.#groups.set(name, { tally, newestLastModified, parts, ...(origin !== undefined && { origin, proof }) })
      return
    }
    group.tally = addCounts(group.tally, tally)
    group.newestLastModified = newer(group.newestLastModified, newestLastModified)
    group.parts.push(...parts)
    // Rows from elsewhere were added: not all are those that were proven.
    group.proof = undefined
  }
}
