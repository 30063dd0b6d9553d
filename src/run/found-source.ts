// Defines an opened source: what it is, and how it is asked. The steps after it do not know which one it is.

import type { Question } from '../engines/engine.ts'
import type { ScanCrew } from '../engines/inventory-scan/pool.ts'
import type { DataSource } from '../findings/data-source.ts'
import type { Findings } from '../findings/findings.ts'
import type { InventoryReport } from '../inventory/report.ts'

/** What an engine may use while it answers. */
type Asking = {
  /** Threads that are waiting; an engine that needs none leaves them alone. */
  readonly crew: ScanCrew
  /** Logs a line of progress, every few seconds at most. */
  readonly sayNowAndThen: (describe: (elapsedMs: number) => string) => void
}

export type FoundSource = {
  readonly dataSource: DataSource
  /** Only of an inventory; the newest report, if several are read. */
  readonly report?: InventoryReport
  /** If several reports are read: all of them, oldest first. */
  readonly reports?: readonly InventoryReport[]
  /** Prefix that all its rows have; '' for none. */
  readonly listedPrefix: string
  /** @throws ActionError as the engine does */
  readonly ask: (question: Question, asking: Asking) => Promise<Findings>
  /** Only asked if no row was found: whether the bucket holds objects that should have been rows. */
  readonly isContradicted: () => Promise<boolean>
  /**
   * The source as an approved plan, or an earlier run, saw it.
   * @throws ActionError if there is none, or it is too old
   */
  readonly findApproved: (then: Then) => Promise<FoundSource>
}

/** A moment in the past, as an approved plan names it: reports that were delivered later did not exist. */
export type Then = {
  /** Epoch milliseconds. */
  readonly parsed: { readonly deliveredBy: number }
  /** How old a report of then may be now. */
  readonly maxAgeMs: number
}
