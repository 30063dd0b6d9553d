// Knows how to count the rows of one inventory file, one by one or many at once (what comes of it: scan-tally.ts).

import { ENCRYPTION_STATUSES, type ObjectCount, type Tally } from '../words/encryption.ts'
import { ActionError } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { type HeldBackReason, isOperation, type Operation } from './choice.ts'
import { chooseForRow, classifyRow, type JudgedKind, type ScanPolicy } from './classify.ts'
import { ALL_CLASSES, type FindingSample } from './findings.ts'
import type { KeyWatch } from './key-watch.ts'
import type { InventoryRow } from './row.ts'
import {
  bandOf,
  MAX_HELD_BACK_SAMPLES,
  MAX_PREFIXES,
  MAX_SAMPLES,
  MAX_UNKNOWN_VALUES,
  nameGroup,
  type ScanTally,
  SIZE_BANDS,
} from './scan-tally.ts'
import { HEAPS, type Settled, setApart } from './set-apart.ts'
import { CANDIDATES, type RowSpool } from './spool.ts'
import { Counter, CounterMap } from './tally.ts'

/** There are about fifteen storage classes. */
const MAX_STORAGE_CLASSES = 100
/** An unknown status is shown, not stored: a few characters tell what it is. */
const MAX_UNKNOWN_VALUE_CHARS = 64

/** Rows that were counted without a look at each: none of them is a finding or excluded. */
type CountedRows = {
  readonly current: readonly Tally[]
  readonly noncurrent: readonly Tally[]
  readonly deleteMarkers: number
}

/** The findings one job could take. */
type Group = { readonly name: string; readonly counter: Counter; newestLastModified: number | undefined }

const createCounters = (count: number) => Array.from({ length: count }, () => new Counter())

/** Counts rows one by one. Findings that something can be done about are written to `spool`, when there is one. */
export class RowAccumulator {
  rows = 0
  readonly #policy: ScanPolicy
  readonly #hasSize: boolean
  readonly #spool: RowSpool | undefined
  readonly #candidateSpool: RowSpool | undefined
  readonly #watch: { readonly keys: KeyWatch; readonly apart: RowSpool } | undefined
  readonly #current = createCounters(ENCRYPTION_STATUSES.length)
  readonly #noncurrent = createCounters(ENCRYPTION_STATUSES.length)
  readonly #findings = createCounters(ENCRYPTION_STATUSES.length)
  readonly #bySize = createCounters(SIZE_BANDS.length)
  readonly #byStorageClass = new CounterMap(MAX_STORAGE_CLASSES)
  readonly #prefixes = new CounterMap(MAX_PREFIXES)
  readonly #excluded = new Counter()
  readonly #excepted: readonly Counter[]
  readonly #groups = new Map<string, Group>()
  /** The same by storage class: no name is put together for each finding. */
  readonly #groupsOf: Readonly<Record<Operation, Map<string, Group>>> = {
    copy: new Map(),
    'multipart-copy': new Map(),
    'update-encryption': new Map(),
    restore: new Map(),
  }
  readonly #heldBack = new Map<HeldBackReason, { counter: Counter; samples: FindingSample[] }>()
  readonly #samples: FindingSample[] = []
  readonly #unknownValues = new Set<string>()
  #deleteMarkers = 0
  #unknownRows = 0
  #candidates = 0
  #judgedByColumn = 0

  constructor(
    policy: ScanPolicy,
    options: {
      readonly hasSize: boolean
      readonly spool: RowSpool | undefined
      readonly candidateSpool?: RowSpool | undefined
      /** Sees the key of every row that is or may be a finding; rows to compare by key go to `apart`. */
      readonly watch?: { readonly keys: KeyWatch; readonly apart: RowSpool } | undefined
    },
  ) {
    this.#policy = policy
    this.#excepted = createCounters(policy.spec.exceptions.length)
    this.#hasSize = options.hasSize
    this.#spool = options.spool
    this.#candidateSpool = options.candidateSpool
    this.#watch = options.watch
  }

  add(row: InventoryRow): void {
    this.rows++
    const kind = classifyRow(row, this.#policy)
    switch (kind) {
      case 'delete-marker':
        this.#deleteMarkers++
        break
      case 'unknown-status':
        this.#addUnknown(row.statusText(), 1)
        break
      case 'noncurrent':
        this.#noncurrent[row.status]?.add(row.size)
        break
      case 'excluded':
        this.#excluded.add(row.size)
        break
      case 'compliant':
        this.#current[row.status]?.add(row.size)
        if (this.#policy.dependsOnKey[row.status] === true) this.#judgedByColumn++
        break
      case 'candidate':
      case 'finding':
        this.#judge(row, kind)
        break
    }
  }

  /** Counts a row that was set apart, or is one for all of its key. */
  addKept(row: InventoryRow, settled: Settled): void {
    this.#count(row, row.key(), settled)
  }

  #count(row: InventoryRow, key: EncodedKey, { kind, choice, exception }: Settled): void {
    this.#current[row.status]?.add(row.size)
    if (kind === 'candidate') {
      this.#candidates++
      this.#candidateSpool?.add(CANDIDATES, key, `,${choice},${exception ?? ''}`)
      return
    }
    if (this.#policy.dependsOnKey[row.status] === true) this.#judgedByColumn++
    this.#addFinding(row, key, choice, exception)
  }

  /** Counts a candidate of an earlier row as the finding it has turned out to be. */
  addBreach(row: InventoryRow, choice: Operation | HeldBackReason, exception: number | undefined): void {
    this.#addFinding(row, row.key(), choice, exception)
  }

  /** Counts rows of one kind and status (index into ENCRYPTION_STATUSES) at once, without their sizes. */
  addUnsized(kind: 'compliant' | 'noncurrent', status: number, rows: number): void {
    this.rows += rows
    const counters = kind === 'compliant' ? this.#current : this.#noncurrent
    counters[status]?.addUnsized(rows)
  }

  /** Adds rows that were counted elsewhere with their sizes; lists follow ENCRYPTION_STATUSES. */
  addCounted({ current, noncurrent, deleteMarkers }: CountedRows): void {
    const addAll = (counters: readonly Counter[], tallies: readonly Tally[]) =>
      tallies.forEach((tally, status) => {
        this.rows += tally.objects
        counters[status]?.addTally(tally)
      })
    addAll(this.#current, current)
    addAll(this.#noncurrent, noncurrent)
    this.addDeleteMarkers(deleteMarkers)
  }

  addDeleteMarkers(rows: number): void {
    this.rows += rows
    this.#deleteMarkers += rows
  }

  /** Counts rows whose status, `text`, is none of the closed list. */
  addUnknown(text: string, rows: number): void {
    this.rows += rows
    this.#addUnknown(text, rows)
  }

  finish(): ScanTally {
    // Of a report without a Size column nothing but the numbers is known: its rows have a size of 0 here.
    const count = (counter: Counter) => this.#known(counter.count())
    const countAll = (counters: readonly Counter[]) => counters.map(count)
    const countEach = (counters: CounterMap) =>
      new Map([...counters.tallies()].map(([name, tally]) => [name, this.#known(tally)]))
    return {
      rows: this.rows,
      current: countAll(this.#current),
      noncurrent: countAll(this.#noncurrent),
      deleteMarkers: this.#deleteMarkers,
      excluded: count(this.#excluded),
      matchedPatterns: this.#policy.listMatched(),
      excepted: countAll(this.#excepted),
      findingsByStatus: countAll(this.#findings),
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
      unknownRows: this.#unknownRows,
      unknownValues: [...this.#unknownValues],
      candidates: this.#candidates,
      judgedByColumn: this.#judgedByColumn,
    }
  }

  #known({ objects, bytes }: ObjectCount): ObjectCount {
    return { objects, bytes: this.#hasSize || objects === 0 ? bytes : undefined }
  }

  #addUnknown(status: string, rows: number): void {
    this.#unknownRows += rows
    if (rows > 0 && this.#unknownValues.size < MAX_UNKNOWN_VALUES) {
      this.#unknownValues.add(status.slice(0, MAX_UNKNOWN_VALUE_CHARS))
    }
  }

  /** What would be done about it, and who answers for it, is settled now: whoever comes to it later sees no column. */
  #judge(row: InventoryRow, kind: JudgedKind): void {
    const choice = chooseForRow(row, this.#policy)
    const settled = { kind, choice, exception: this.#policy.findException(row) }
    // Read once: making its text is a good part of what a finding costs.
    const key = row.key()
    if (this.#watch?.keys.isSuspect(key)) {
      setApart(this.#watch.apart, this.#watch.keys.heapOf(HEAPS), row, settled)
    } else this.#count(row, key, settled)
  }

  #addFinding(
    row: InventoryRow,
    key: EncodedKey,
    choice: Operation | HeldBackReason,
    exception: number | undefined,
  ): void {
    if (exception !== undefined) {
      this.#excepted[exception]?.add(row.size)
      return
    }
    const storageClass = row.text('storageclass') ?? ''
    const isActedOn = isOperation(choice)
    const heldBack = isActedOn ? undefined : choice
    this.#findings[row.status]?.add(row.size)
    this.#byStorageClass.add(storageClass, row.size)
    this.#bySize[bandOf(row.size)]?.add(row.size)
    this.#prefixes.add(key.slice(0, key.indexOf('/') + 1), row.size)
    if (this.#samples.length < MAX_SAMPLES) this.#samples.push(this.#sample(row, key, storageClass, heldBack))
    if (isActedOn) this.#addToGroup(row, key, this.#groupOf(choice, storageClass))
    else this.#addHeldBack(row, key, storageClass, choice)
  }

  #groupOf(operation: Operation, storageClass: string): Group {
    // Copies take a few classes by name; re-encryption takes what a report calls a class, and has one group for all.
    const groups = this.#groupsOf[operation]
    const classes = operation === 'update-encryption' ? ALL_CLASSES : storageClass
    const known = groups.get(classes)
    if (known !== undefined) return known
    const name = nameGroup(operation, storageClass)
    const group = this.#groups.get(name) ?? { name, counter: new Counter(), newestLastModified: undefined }
    this.#groups.set(name, group)
    groups.set(classes, group)
    return group
  }

  #addToGroup(row: InventoryRow, key: EncodedKey, group: Group): void {
    group.counter.add(row.size)
    const modified = row.time('lastmodifieddate')
    if (modified !== undefined) {
      // A guessed time would let the job replace newer data: UnModifiedSinceConstraint rests on it.
      if (Number.isNaN(modified)) throw new ActionError('UNREADABLE', `LastModifiedDate of ${key} is not a time`)
      group.newestLastModified = Math.max(group.newestLastModified ?? modified, modified)
    }
    this.#spool?.add(group.name, key)
  }

  #addHeldBack(row: InventoryRow, key: EncodedKey, storageClass: string, reason: HeldBackReason): void {
    const entry = this.#heldBack.get(reason) ?? { counter: new Counter(), samples: [] }
    this.#heldBack.set(reason, entry)
    entry.counter.add(row.size)
    if (entry.samples.length < MAX_HELD_BACK_SAMPLES) entry.samples.push(this.#sample(row, key, storageClass, reason))
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
