// Counts the rows of one inventory file, one by one or many at once (the resulting tally: scan-tally.ts).

import { ENCRYPTION_STATUSES, type Tally } from '../words/encryption.ts'
import type { EncodedKey } from '../words/object-key.ts'
import type { Choice } from './choice.ts'
import { chooseForRow, classifyRow, type JudgedKind, type RowKind, type ScanPolicy } from './classify.ts'
import { FindingCounter } from './finding-counter.ts'
import type { FindingRows } from './finding-rows.ts'
import type { KeyWatch } from './key-watch.ts'
import { isCurrent, type Overlap } from './overlap.ts'
import type { InventoryRow } from './row.ts'
import { MAX_UNKNOWN_VALUES, type ScanTally } from './scan-tally.ts'
import { HEAPS, nameHeap, type Settled, setApart } from './set-apart.ts'
import { CANDIDATES, type RowSpool } from './spool.ts'
import { asKnown, Counter, createCounters } from './tally.ts'

/** Unknown statuses are only shown: the first few characters identify them. */
const MAX_UNKNOWN_VALUE_CHARS = 64

/** Rows that were counted without checking each: none of them is a finding or excluded. */
type CountedRows = {
  readonly current: readonly Tally[]
  readonly noncurrent: readonly Tally[]
  readonly deleteMarkers: number
}

/** Counts rows one by one. Findings that can be remediated are written to `spool`, if there is one. */
export class RowAccumulator {
  rows = 0
  readonly #policy: ScanPolicy
  readonly #hasSize: boolean
  readonly #candidateSpool: RowSpool | undefined
  readonly #watch: { readonly keys: KeyWatch; readonly apart: RowSpool } | undefined
  readonly #overlap: Overlap | undefined
  readonly #current = createCounters(ENCRYPTION_STATUSES.length)
  readonly #noncurrent = createCounters(ENCRYPTION_STATUSES.length)
  readonly #findings: FindingCounter
  readonly #excluded = new Counter()
  readonly #superseded = new Counter()
  readonly #excepted: readonly Counter[]
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
      /** Gets every finding. */
      readonly findingRows?: FindingRows | undefined
      readonly candidateSpool?: RowSpool | undefined
      /** Gets the key of every row that is or may be a finding; rows whose keys must be compared go to `apart`. */
      readonly watch?: { readonly keys: KeyWatch; readonly apart: RowSpool } | undefined
      /** Set if the report is one of several. */
      readonly overlap?: Overlap | undefined
    },
  ) {
    this.#policy = policy
    this.#excepted = createCounters(policy.spec.exceptions.length)
    this.#hasSize = options.hasSize
    this.#findings = new FindingCounter(options.hasSize, options.spool, options.findingRows)
    this.#candidateSpool = options.candidateSpool
    this.#watch = options.watch
    this.#overlap = options.overlap
  }

  add(row: InventoryRow): void {
    this.rows++
    const kind = classifyRow(row, this.#policy)
    if (this.#overlap !== undefined && this.#isLeftToOthers(row, kind, this.#overlap)) return
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

  /** Counts a row that was set apart, or one row for all rows with its key. */
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

  /** Counts a candidate of an earlier row as the finding that it turned out to be. */
  addBreach(row: InventoryRow, choice: Choice, exception: number | undefined): void {
    this.#addFinding(row, row.key(), choice, exception)
  }

  /** Counts many rows of one kind and status (index into ENCRYPTION_STATUSES) without their sizes. */
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

  /** Counts a current object that include and exclude leave out. */
  addLeftOut(bytes: number): void {
    this.rows++
    this.#excluded.add(bytes)
  }

  addDeleteMarkers(rows: number): void {
    this.rows += rows
    this.#deleteMarkers += rows
  }

  /** Counts rows whose status, `text`, is not in the closed list. */
  addUnknown(text: string, rows: number): void {
    this.rows += rows
    this.#addUnknown(text, rows)
  }

  finish(): ScanTally {
    const count = (counter: Counter) => asKnown(counter.count(), this.#hasSize)
    const countAll = (counters: readonly Counter[]) => counters.map(count)
    return {
      rows: this.rows,
      current: countAll(this.#current),
      noncurrent: countAll(this.#noncurrent),
      deleteMarkers: this.#deleteMarkers,
      excluded: count(this.#excluded),
      superseded: count(this.#superseded),
      matchedPatterns: this.#policy.listMatched(),
      excepted: countAll(this.#excepted),
      ...this.#findings.finish(),
      unknownRows: this.#unknownRows,
      unknownValues: [...this.#unknownValues].sort(),
      candidates: this.#candidates,
      judgedByColumn: this.#judgedByColumn,
    }
  }

  #addUnknown(status: string, rows: number): void {
    this.#unknownRows += rows
    if (rows === 0) return
    this.#unknownValues.add(status.slice(0, MAX_UNKNOWN_VALUE_CHARS))
    // The first in order of text, whatever the order of the rows.
    if (this.#unknownValues.size > MAX_UNKNOWN_VALUES) {
      this.#unknownValues.delete([...this.#unknownValues].sort().at(-1) ?? '')
    }
  }

  /** Whether newer reports decide about the row's key. Compliant rows of older reports are then only counted as such. */
  #isLeftToOthers(row: InventoryRow, kind: RowKind, overlap: Overlap): boolean {
    if (!isCurrent(kind)) return false
    const key = row.key()
    overlap.note(key)
    if (!overlap.isOlder(key)) return false
    if (kind === 'candidate' || kind === 'finding') overlap.defer(row, key, this.#settle(row, kind))
    else this.#superseded.add(row.size)
    return true
  }

  #settle(row: InventoryRow, kind: JudgedKind): Settled {
    return { kind, choice: chooseForRow(row, this.#policy), exception: this.#policy.findException(row) }
  }

  /** Decides now what to do about the row and which exception applies: the columns are not available later. */
  #judge(row: InventoryRow, kind: JudgedKind): void {
    const settled = this.#settle(row, kind)
    // Read only once: decoding the key is a large part of the cost of a finding.
    const key = row.key()
    if (this.#watch?.keys.isSuspect(key)) {
      setApart(this.#watch.apart, nameHeap(this.#watch.keys.heapOf(HEAPS)), row, settled)
    } else this.#count(row, key, settled)
  }

  #addFinding(row: InventoryRow, key: EncodedKey, choice: Choice, exception: number | undefined): void {
    if (exception === undefined) this.#findings.add(row, key, choice)
    else this.#excepted[exception]?.add(row.size)
  }
}
