// One query execution (Amazon Athena API Reference, "QueryExecution", "QueryExecutionStatus", "AthenaError").

import type { Principal } from '../world.ts'
import type { Statement } from './sql/statement.ts'
import type { ResultPlace } from './work-group.ts'

export type QueryState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'

export const FINAL_STATES: ReadonlySet<QueryState> = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED'])

export type AthenaError = {
  /** 1 system, 2 user, 3 other. */
  readonly category: 1 | 2 | 3
  readonly retryable: boolean
  readonly message: string
}

/** What happens to a query apart from what its statement does. */
export type QueryScript = {
  /** Goes back from RUNNING to QUEUED so often, as it may on transient errors. */
  readonly requeues?: number
  /** Ends like this instead of being executed; a CREATE TABLE AS leaves the files that it had written. */
  readonly end?: { readonly state: 'FAILED'; readonly error: AthenaError } | { readonly state: 'CANCELLED' }
  /** Stays in RUNNING until it is stopped. */
  readonly runsOn?: boolean
  /** Called when its files are about to be read. */
  readonly whileRunning?: () => void
  /** After it succeeded: its result object is gone, has other bytes, or lacks its last row. */
  readonly result?: 'lost' | 'changed' | 'short'
}

/** What a query returns, in the form of its result object. */
export type QueryResult = {
  readonly text: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

export type Query = {
  readonly id: string
  readonly text: string
  readonly statement: Statement
  readonly principal: Principal
  readonly workGroup: string
  readonly catalog: string
  /** Of names without one. */
  readonly database: string
  /** Undefined where the workgroup manages results. */
  readonly place: ResultPlace | undefined
  /** Whether its workgroup enforces its settings; then CREATE TABLE AS may not name a location. */
  readonly isEnforced: boolean
  /** Of its workgroup when it was started. */
  readonly bytesScannedCutoff: number | undefined
  readonly submittedAt: number
  readonly script: QueryScript
  state: QueryState
  pollsInState: number
  steppedAt: number
  requeued: number
  completedAt: number | undefined
  reason: string | undefined
  error: AthenaError | undefined
  bytesScanned: number
  result: QueryResult | undefined
  /** `s3://` URI of the list of files that a CREATE TABLE AS wrote. */
  manifestLocation: string | undefined
  /** Set while the statement is executed. */
  working: Promise<void> | undefined
}

/** A query ends as FAILED, or as CANCELLED, with this reason. */
export class QueryProblem extends Error {
  readonly category: AthenaError['category']
  readonly isCancelled: boolean

  constructor(message: string, options: { category?: AthenaError['category']; isCancelled?: boolean } = {}) {
    super(message)
    this.category = options.category ?? 2
    this.isCancelled = options.isCancelled ?? false
  }
}

/** Statements of Hive's DDL have a result of their own kind, in a `.txt` object. */
export const isDdl = ({ kind }: Statement): boolean => kind !== 'query' && kind !== 'create-table-as'
