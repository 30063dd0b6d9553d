// The outcome of one S3 Batch Operations job, as a value.

import type { FailureCause } from '../operations/failure-causes.ts'
import type { PlannedJob } from '../operations/registry.ts'
import type { EncodedKey } from '../words/object-key.ts'

/** Failed tasks with the same cause. `hint` says what to do; `samples` are encoded keys. */
export type FailureGroup = {
  readonly cause: FailureCause
  readonly httpStatus: string
  readonly errorCode: string
  readonly tasks: number
  /** What the function answered; undefined for other operations. Untrusted text. */
  readonly message?: string
  readonly hint: string
  readonly samples: readonly string[]
}

/** Succeeded tasks for which a function answered the same. */
export type ResultGroup = {
  /** Untrusted text; undefined for the tasks of more answers than are told apart. */
  readonly text: string | undefined
  readonly tasks: number
}

/** The completion report, compared with the job manifest row by row. */
export type Reconciliation = {
  readonly succeeded: number
  readonly failed: number
  /** Rows of the job manifest without a row in the report. */
  readonly notAttempted: number
  readonly failures: readonly FailureGroup[]
  /** What a function answered for succeeded tasks, most first; undefined for other operations. */
  readonly results?: readonly ResultGroup[] | undefined
  /** Set if ProgressSummary differs; the rows are correct. */
  readonly progressDisagrees?: { readonly succeeded: number; readonly failed: number } | undefined
}

/** Its manifest.json, which contains the MD5 of each results file. `sha256`: 64 hex digits. */
type CompletionReportDigest = { readonly bucket: string; readonly key: string; readonly sha256: string }

/** Result of HeadObject requests after the job. */
export type Verification = {
  readonly checked: number
  readonly asTarget: number
  /** Failed tasks (changed or deleted since the report) whose object is now encrypted as required, or gone. */
  readonly resolved: number
  readonly mismatches: readonly { readonly key: string; readonly found: string }[]
}

/**
 * How a copy changed the canary objects (ADR 6). Objects neither kept nor lost were not copied, or were written by
 * others.
 */
export type CanaryReading = {
  readonly objects: number
  /** How many of them had user metadata or tags before. */
  readonly withMetadata: number
  readonly withTags: number
  /** Copied without losing anything; `metadataKept` counts those with user metadata. */
  readonly kept: number
  readonly metadataKept: number
  /** Names of the properties that have changed; those of user metadata are untrusted text. */
  /** Names of what a function changed, as HeadObject shows it, with the number of objects; undefined for others. */
  readonly changes?: ReadonlyMap<string, number>
  readonly losses: readonly { readonly key: EncodedKey; readonly properties: readonly string[] }[]
}

/**
 * - `complete`: S3 says Complete, and the completion report was read and reconciled
 * - `failed`, `cancelled`: terminal states of S3; the report, if any task ran, was read
 * - `awaiting-confirmation`: Suspended until a person or a later run confirms it
 * - `pending`: still running when the wait ended, or not waited for
 * - `unproven`: terminal, but its completion report is missing, belongs to another job, or is inconsistent
 */
export type JobState = 'complete' | 'failed' | 'cancelled' | 'awaiting-confirmation' | 'pending' | 'unproven'

export type JobOutcome = {
  readonly jobId: string
  readonly bucket: string
  readonly operation: PlannedJob['operation']
  readonly storageClass: string
  /** True for the small job that precedes the job for the other objects. */
  readonly isCanary: boolean
  /** Set once its objects have been compared. */
  readonly canary?: CanaryReading | undefined
  readonly state: JobState
  /** The status as S3 returns it: one of 13, or an unknown one. */
  readonly status: string
  readonly objects: number
  readonly bytes: bigint | undefined
  /** `created` now, `attached` to a live job of an earlier run, or `covered` by a finished one. */
  readonly origin: 'created' | 'attached' | 'covered'
  /** Console page of the job. */
  readonly url: string
  readonly reconciliation?: Reconciliation | undefined
  readonly verification?: Verification | undefined
  /** The completion report that was read; undefined if none was. */
  readonly completionReport?: CompletionReportDigest | undefined
  /**
   * Why the job failed or was cancelled, or why its outcome is unproven. Sentences; text from S3 in them is encoded.
   */
  readonly reasons: readonly string[]
}

export type RemediationStatus =
  | 'NONE'
  | 'PLANNED'
  | 'AWAITING_CONFIRMATION'
  | 'PENDING'
  | 'COMPLETE'
  | 'INCOMPLETE'
  | 'FAILED'
