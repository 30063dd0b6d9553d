// Knows what an S3 Batch Operations job is inside the emulator, and what a test may script of one.

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
  /** As the job manifest has it, still URL-encoded where that is its format: the completion report repeats it so. */
  readonly writtenKey: string
  /** Decoded; undefined when the row holds an impossible %-sequence. */
  readonly key: string | undefined
  /** Undefined when the job manifest has no version column; `''` when the row leaves it empty. */
  readonly versionId: string | undefined
}

export type TaskResult = {
  readonly succeeded: boolean
  readonly httpStatus: number
  /** Empty for success. */
  readonly errorCode: string
  readonly message: string
}

export type FailureReason = { readonly code: string; readonly reason: string }

/** What a test lets happen to one job. Shares are of the job's tasks: 0 is before the first, 1 after the last. */
export type JobEvent =
  | { readonly at: number; readonly kind: 'cancel'; readonly reason?: string }
  | { readonly at: number; readonly kind: 'fail'; readonly code: string; readonly reason: string }
  /** A job of higher priority takes over for this many polls. */
  | { readonly at: number; readonly kind: 'pause'; readonly polls: number }
  | { readonly at: number; readonly kind: 'call'; readonly run: () => void }

export type JobScript = {
  readonly events?: readonly JobEvent[]
  /** Answers of DescribeJob and ListJobs show this status, known to AWS or not, for so many polls while the job stands still. */
  readonly show?: { readonly status: string; readonly from: JobStatus; readonly polls: number }
  /** Runs before and after each task: the place for a writer who is in between. */
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
  /** Polls answered since the status was reached. */
  pollsInStatus: number
  /** Clock of the last step, epoch milliseconds. */
  steppedAt: number
  tags: ReadonlyMap<string, string>
  statusUpdateReason: string | undefined
  failureReasons: FailureReason[]
  suspendedAt: number | undefined
  terminatedAt: number | undefined
  activeSince: number | undefined
  activeMs: number
  /** Undefined until the job manifest was read. */
  tasks: readonly Task[] | undefined
  /** Of the tasks so far, in their order. */
  results: TaskResult[]
  tasksFailed: number
  /** Tasks run when the failure threshold was crossed. */
  thresholdCrossedAt: number | undefined
  /** Describes the job manifest S3 made itself. */
  generatedManifest: { readonly objectArn: string; readonly etag: string } | undefined
  script: { readonly script: JobScript; readonly events: JobEvent[]; shownPolls: number; pausedPolls: number }
}
