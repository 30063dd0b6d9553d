// Defines what the engine needs of Athena: the workgroup, queries, their results, and the tables of a database.

import type { ByteRange, StoredFile } from '../../findings/row-part.ts'
import type { ActionError } from '../../words/errors.ts'
import type { ResultRow } from './cells.ts'

/** What GetWorkGroup says about the workgroup. */
export type Workgroup = {
  readonly isEnabled: boolean
  /** `s3://…`, where it writes results; undefined if it says nothing. */
  readonly output: string | undefined
  /** Its own settings win over those of a query. */
  readonly isEnforced: boolean
  /** It keeps results itself, for 24 hours: there is no object. */
  readonly isManaged: boolean
  /** A query that reads more is cancelled by Athena. */
  readonly cutoffBytes: number | undefined
}

export type QueryLook = {
  /** RUNNING can go back to QUEUED (Athena API Reference, "QueryExecutionStatus"). */
  readonly state: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'
  /** Why it ended without a result, explained; undefined for other states. */
  readonly failure: ActionError | undefined
  /** Whether Athena says that the same query may succeed when it is started again. */
  readonly isRetryable: boolean
  readonly bytesScanned: number
  /** Such as `Athena engine version 3`; undefined before it is known. */
  readonly engineVersion: string | undefined
  /** The answer is that of an earlier query. */
  readonly isReused: boolean
}

/** Athena, in one workgroup and database. Every failure rejects with an ActionError that may have a `fault`. */
export interface QueryService {
  readonly workgroupName: string
  readonly database: string
  readonly lookAtWorkgroup: () => Promise<Workgroup>
  /** The id of the query; the same token for the same statement returns the same id. */
  readonly start: (statement: string, token: string) => Promise<string>
  readonly look: (id: string) => Promise<QueryLook>
  /** Also after the run was cancelled. */
  readonly stop: (id: string) => Promise<void>
  /** All rows of a SELECT, without the names of the columns. @throws ActionError QUERY_FAILED for other columns */
  readonly rows: (id: string, columns: readonly string[]) => AsyncIterable<ResultRow>
  /** The lines of a DDL statement's result. */
  readonly lines: (id: string) => Promise<readonly string[]>
  /** Whose a table of the database is; undefined if there is no such table. */
  readonly findTable: (table: string) => Promise<FoundTable | undefined>
}

/** What tells whose a table is. */
export type FoundTable = {
  /** '' for a table without. */
  readonly mark: string
  /** `s3://…`; undefined if Athena does not say. */
  readonly location: string | undefined
}

/** The place for lists of files, results of queries, and files that queries write. */
export interface QueryFolder {
  readonly put: (key: string, text: string) => Promise<void>
  readonly list: (prefix: string) => Promise<readonly StoredFile[]>
  /** @throws ActionError REMEDIATION_FAILED if the file is gone or another one */
  readonly read: (file: StoredFile, range?: ByteRange) => AsyncIterable<Uint8Array>
  readonly remove: (keys: readonly string[]) => Promise<void>
}
