// An S3 Batch Operations job in the emulator, and what a test can script for it.

import type { JobRequest } from './job-request.ts'

/** S3 API Reference, "JobDescriptor": the thirteen states. */
export const JOB_STATUSES = [
  'New',
  'Preparing',
  'Suspended',
  'Ready',
  'Active',
  'Pausing',
  'Paused',
  'Completing',
  'Complete',
  'Cancelling',
  'Cancelled',
  'Failing',
  'Failed',
] as const

export type JobStatus = (typeof JOB_STATUSES)[number]

export const TERMINAL_STATUSES: ReadonlySet<JobStatus> = new Set<JobStatus>(['Complete', 'Cancelled', 'Failed'])

/** One row of the job manifest. */
export type Task = {
  readonly bucket: string
  /**
   * As in the job manifest, and still URL-encoded if that is its format: the completion report contains it like this.
   */
  readonly writtenKey: string
  /** Decoded; undefined if the row has an invalid %-sequence. */
  readonly key: string | undefined
  /** Undefined if the job manifest has no version column; `''` if the row has an empty one. */
  readonly versionId: string | undefined
}

export type TaskResult = {
  readonly succeeded: boolean
  readonly httpStatus: number
  /** Empty on success. */
  readonly errorCode: string
  readonly message: string
}

export type FailureReason = { readonly code: string; readonly reason: string }

/**
 * Events of one job, scripted by a test. Positions are fractions of the job's tasks: 0 is before the first, 1 after the
 * last.
 */
export type JobEvent =
  | { readonly at: number; readonly kind: 'cancel'; readonly reason?: string }
  | { readonly at: number; readonly kind: 'fail'; readonly code: string; readonly reason: string }
  /** A job of higher priority runs instead for this many polls. */
  | { readonly at: number; readonly kind: 'pause'; readonly polls: number }
  | { readonly at: number; readonly kind: 'call'; readonly run: () => void }

export type JobScript = {
  readonly events?: readonly JobEvent[]
  /**
   * DescribeJob and ListJobs return this status, known to AWS or not, for this many polls, in which the job makes no
   * progress.
   */
  readonly show?: { readonly status: string; readonly from: JobStatus; readonly polls: number }
  /** Runs before and after each task, to simulate a concurrent writer. */
  readonly onTask?: (task: Task, phase: 'before' | 'after') => void
  /** Fails a task instead of running it. */
  readonly failTask?: (task: Task) => Omit<TaskResult, 'succeeded'> | undefined
}

export type Job = {
  readonly id: string
  readonly arn: string
  readonly account: string
  /** 1 for the first job of the world. */
  readonly number: number
  readonly request: JobRequest
  readonly createdAt: number
  priority: number
  status: JobStatus
  /** Polls since the status was reached. */
  pollsInStatus: number
  /** Time of the last step, in epoch milliseconds. */
  steppedAt: number
  tags: ReadonlyMap<string, string>
  statusUpdateReason: string | undefined
  failureReasons: FailureReason[]
  suspendedAt: number | undefined
  terminatedAt: number | undefined
  activeSince: number | undefined
  activeMs: number
  /** Undefined until the job manifest has been read. */
  tasks: readonly Task[] | undefined
  /** Results of the tasks so far, in their order. */
  results: TaskResult[]
  tasksFailed: number
  /** Number of tasks that had run when the failure threshold was exceeded. */
  thresholdCrossedAt: number | undefined
  /** The job manifest that S3 generated itself. */
  generatedManifest: { readonly objectArn: string; readonly etag: string } | undefined
  script: { readonly script: JobScript; readonly events: JobEvent[]; shownPolls: number; pausedPolls: number }
}
