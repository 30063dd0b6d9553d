// Knows the outcome of one S3 Batch Operations job, as a value.

import type { FailureCause } from '../operations/failure-causes.ts'
import type { PlannedJob } from '../operations/registry.ts'
import type { EncodedKey } from '../words/object-key.ts'

/** Failed tasks of one cause. `hint` says what to do; `samples` are encoded keys. */
export type FailureGroup = {
  readonly cause: FailureCause
  readonly httpStatus: string
  readonly errorCode: string
  readonly tasks: number
  readonly hint: string
  readonly samples: readonly string[]
}

/** The completion report, reconciled with the job manifest row by row. */
export type Reconciliation = {
  readonly succeeded: number
  readonly failed: number
  /** Rows of the job manifest that no report row is about. */
  readonly notAttempted: number
  readonly failures: readonly FailureGroup[]
  /** Set when ProgressSummary says otherwise; the rows are right. */
  readonly progressDisagrees?: { readonly succeeded: number; readonly failed: number } | undefined
}

/** HeadObject after the job. */
export type Verification = {
  readonly checked: number
  readonly asTarget: number
  /** Failed tasks (changed or deleted since the report) whose object is now as required, or gone. */
  readonly resolved: number
  readonly mismatches: readonly { readonly key: string; readonly found: string }[]
}

/** What a copy made of the canary objects (ADR 6). Objects neither kept nor lost were not copied, or written by others. */
export type CanaryReading = {
  readonly objects: number
  /** How many of them had user metadata, and tags, before. */
  readonly withMetadata: number
  readonly withTags: number
  /** Copied, and nothing lost; among them those with user metadata. */
  readonly kept: number
  readonly metadataKept: number
  /** Names of what is not as before; those of user metadata are untrusted text. */
  readonly losses: readonly { readonly key: EncodedKey; readonly properties: readonly string[] }[]
}

/**
 * - `complete`: S3 says Complete and the completion report was read and reconciled
 * - `failed`, `cancelled`: terminal states of S3; the report, if any task ran, was read
 * - `awaiting-confirmation`: Suspended until a person, or a later run, confirms
 * - `pending`: still going when the wait ended, or nobody waited
 * - `unproven`: terminal, but its completion report is missing, foreign or does not add up
 */
export type JobState = 'complete' | 'failed' | 'cancelled' | 'awaiting-confirmation' | 'pending' | 'unproven'

export type JobOutcome = {
  readonly jobId: string
  readonly bucket: string
  readonly operation: PlannedJob['operation']
  readonly storageClass: string
  /** A small job before the one over the other objects. */
  readonly isCanary: boolean
  /** Once its objects were compared. */
  readonly canary?: CanaryReading | undefined
  readonly state: JobState
  /** S3's own word, one of 13 or one we do not know. */
  readonly status: string
  readonly objects: number
  readonly bytes: bigint | undefined
  /** `created` now, `attached` to a live job of an earlier run, or `covered` by a finished one. */
  readonly origin: 'created' | 'attached' | 'covered'
  /** Console page of the job. */
  readonly url: string
  readonly reconciliation?: Reconciliation | undefined
  readonly verification?: Verification | undefined
  /** Why the job failed or was cancelled, or why its outcome is unproven: sentences, what S3 said in them encoded. */
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
