// Counts findings: by status, class, size and prefix, by what is done about them, and keeps some as samples.

import { ENCRYPTION_STATUSES } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { type Choice, type HeldBackReason, isOperation, type Operation } from './choice.ts'
import type { FindingRows } from './finding-rows.ts'
import type { FindingSample } from './findings.ts'
import { insertByKey, isAmongFirst } from './first-by-key.ts'
import type { InventoryRow } from './row.ts'
import {
  bandOf,
  classOfGroup,
  MAX_HELD_BACK_SAMPLES,
  MAX_PREFIXES,
  MAX_SAMPLES,
  nameGroup,
  type ScanTally,
  SIZE_BANDS,
} from './scan-tally.ts'
import type { RowSpool } from './spool.ts'
import { asKnown, Counter, CounterMap, createCounters } from './tally.ts'

/** There are about fifteen storage classes. */
const MAX_STORAGE_CLASSES = 100

/** The findings that one job could process. */
type Group = { readonly name: string; readonly counter: Counter; newestLastModified: number | undefined }

type Counted = Pick<
  ScanTally,
  'findingsByStatus' | 'findingsByStorageClass' | 'findingsBySize' | 'prefixes' | 'groups' | 'heldBack' | 'samples'
>

/**
 * Counts findings one by one. Those that can be remediated are written to `spool`, and all of them to `rows`, if there
 * are such.
 */
export class FindingCounter {
  readonly #hasSize: boolean
  readonly #spool: RowSpool | undefined
  readonly #rows: FindingRows | undefined
  readonly #byStatus = createCounters(ENCRYPTION_STATUSES.length)
  readonly #bySize = createCounters(SIZE_BANDS.length)
  readonly #byStorageClass = new CounterMap(MAX_STORAGE_CLASSES)
  readonly #prefixes = new CounterMap(MAX_PREFIXES)
  readonly #groups = new Map<string, Group>()
  /** The same by storage class, so that no name has to be built for each finding. */
  readonly #groupsOf: Readonly<Record<Operation, Map<string, Group>>> = {
    copy: new Map(),
    'multipart-copy': new Map(),
    'update-encryption': new Map(),
    restore: new Map(),
    selected: new Map(),
    'selected-by-class': new Map(),
  }
  readonly #heldBack = new Map<HeldBackReason, { counter: Counter; samples: FindingSample[] }>()
  readonly #samples: FindingSample[] = []

  constructor(hasSize: boolean, spool: RowSpool | undefined, rows: FindingRows | undefined) {
    this.#hasSize = hasSize
    this.#spool = spool
    this.#rows = rows
  }

  finish(): Counted {
    const count = (counter: Counter) => asKnown(counter.count(), this.#hasSize)
    const countAll = (counters: readonly Counter[]) => counters.map(count)
    const countEach = (counters: CounterMap) =>
      new Map([...counters.tallies()].map(([name, tally]) => [name, asKnown(tally, this.#hasSize)]))
    return {
      findingsByStatus: countAll(this.#byStatus),
      findingsByStorageClass: countEach(this.#byStorageClass),
      findingsBySize: this.#hasSize ? countAll(this.#bySize) : [],
      prefixes: countEach(this.#prefixes),
      groups: new Map(
        [...this.#groups].map(([name, { counter, newestLastModified }]) => [
          name,
          { tally: count(counter), newestLastModified },
        ]),
      ),
      heldBack: new Map(
        [...this.#heldBack].map(([reason, { counter, samples }]) => [reason, { tally: count(counter), samples }]),
      ),
      samples: this.#samples,
    }
  }

  add(row: InventoryRow, key: EncodedKey, choice: Choice): void {
    const storageClass = row.text('storageclass') ?? ''
    const isActedOn = isOperation(choice)
    const heldBack = isActedOn ? undefined : choice
    this.#byStatus[row.status]?.add(row.size)
    this.#byStorageClass.add(storageClass, row.size)
    this.#bySize[bandOf(row.size)]?.add(row.size)
    this.#prefixes.add(key.slice(0, key.indexOf('/') + 1), row.size)
    if (isAmongFirst(this.#samples, key, MAX_SAMPLES)) {
      insertByKey(this.#samples, this.#sample(row, key, storageClass, heldBack), MAX_SAMPLES)
    }
    const modified = isActedOn || this.#rows !== undefined ? row.time('lastmodifieddate') : undefined
    this.#rows?.add(key, {
      status: row.status,
      size: this.#hasSize ? row.size : undefined,
      storageClass,
      modified,
      choice,
    })
    if (isActedOn) this.#addToGroup(row, key, this.#groupOf(choice, storageClass), modified)
    else this.#addHeldBack(row, key, storageClass, choice)
  }

  #groupOf(operation: Operation, storageClass: string): Group {
    // Copies name one of a few classes; re-encryption works for any text in the report, and has one group for all.
    const groups = this.#groupsOf[operation]
    const classes = classOfGroup(operation, storageClass)
    const known = groups.get(classes)
    if (known !== undefined) return known
    const name = nameGroup(operation, storageClass)
    const group = this.#groups.get(name) ?? { name, counter: new Counter(), newestLastModified: undefined }
    this.#groups.set(name, group)
    groups.set(classes, group)
    return group
  }

  #addToGroup(row: InventoryRow, key: EncodedKey, group: Group, modified: number | undefined): void {
    group.counter.add(row.size)
    if (modified !== undefined) {
      // UnModifiedSinceConstraint depends on it: with a guessed time the job could replace newer data.
      if (Number.isNaN(modified)) throw new ActionError('UNREADABLE', `LastModifiedDate of ${key} is not a time`)
      group.newestLastModified = Math.max(group.newestLastModified ?? modified, modified)
    }
    this.#spool?.add(group.name, key)
  }

  #addHeldBack(row: InventoryRow, key: EncodedKey, storageClass: string, reason: HeldBackReason): void {
    const entry = this.#heldBack.get(reason) ?? { counter: new Counter(), samples: [] }
    this.#heldBack.set(reason, entry)
    entry.counter.add(row.size)
    if (!isAmongFirst(entry.samples, key, MAX_HELD_BACK_SAMPLES)) return
    insertByKey(entry.samples, this.#sample(row, key, storageClass, reason), MAX_HELD_BACK_SAMPLES)
  }

  #sample(
    row: InventoryRow,
    key: EncodedKey,
    storageClass: string,
    heldBack: HeldBackReason | undefined,
  ): FindingSample {
    const status = ENCRYPTION_STATUSES[row.status] ?? 'NOT-SSE'
    return { key, status, storageClass, size: this.#hasSize ? row.size : undefined, heldBack }
  }
}
