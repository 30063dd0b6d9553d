// Knows what an S3 Batch Operations job is inside the emulator, and every switch that changes how jobs behave.

import { createHash } from 'node:crypto'
import { partitionOf } from '../partition.ts'
import { serviceState, type World } from '../world.ts'
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

export type Pacing = {
  /** Polls that still see a job in the state before it goes on. */
  newPolls: number
  preparingPolls: number
  readyPolls: number
  completingPolls: number
  /** Polls over which the tasks are spread. */
  activePolls: number
  /** Tasks per poll; wins over `activePolls`. */
  tasksPerPoll: number | undefined
  /** Passing of so much time counts as a poll nobody made; undefined: only polls move jobs. */
  stepMs: number | undefined
  /** Each poll moves the clock by so much, so that hours of waiting take a second. */
  advanceClockPerPollMs: number
}

export type ReportSwitches = {
  lineEnd: '\n' | '\r\n'
  /** `observed` is what every AWS sample shows; `schema` is what ReportSchema says. */
  columnOrder: 'observed' | 'schema'
  /** More rows go to further files of the same status. */
  rowsPerFile: number
  /** `late` answers so many reads of the report's manifest.json with 404. */
  delivery: 'normal' | 'never' | { readonly lateReads: number }
  missingResultsFile: boolean
  wrongMd5: boolean
  /** The results files end in the middle of their last row, and MD5Checksum is that of the shorter file. */
  truncated: boolean
  /** The report lies under `<prefix>//job-…`, as it does when a prefix ends in a slash. */
  doubleSlash: boolean
  /** Changes the rows of each results file before it is written: drops, doubles, invents. */
  editRows: ((rows: readonly string[]) => readonly string[]) | undefined
  /** Changes the report's manifest.json before it is written: foreign buckets, foreign keys. */
  editManifest: ((text: string) => string) | undefined
}

export type BatchSettings = {
  readonly pacing: Pacing
  readonly report: ReportSwitches
  /** What copies of jobs lose although nothing says that they may. UNCONFIRMED that AWS ever does: for stories of a canary. */
  copiesLose: 'nothing' | 'metadata' | 'tags' | 'annotations' | 'storage-class'
  /** What jobs make of annotations. Both UNCONFIRMED. */
  /** True: leaving ConfirmationRequired out suspends the job, as the service does whatever its guide says. */
  suspendWhenConfirmationUnset: boolean
  /** Calls about a new job that do not find it yet (S3 User Guide, "Troubleshooting Batch Operations"). */
  callsBeforeVisible: number
  /** Tasks that still run after the failure threshold was crossed. */
  thresholdOvershootTasks: number
  /** `model`: the SDK's names, all 400; `guide`: those of the troubleshooting page. */
  errorNames: 'model' | 'guide'
  /** Added to what ProgressSummary says. */
  progressError: { succeeded: number; failed: number }
}

export type BatchState = {
  readonly settings: BatchSettings
  /** By job id, oldest first. */
  readonly jobs: Map<string, Job>
  /** By account and client request token. */
  readonly tokens: Map<string, { readonly fingerprint: string; readonly jobId: string; readonly at: number }>
  /** Scripts for the jobs to come, first in first out. */
  readonly scripts: JobScript[]
  jobsCreated: number
}

/** The state of S3 Batch Operations in this world; tests change its settings in place. */
export function batchState(world: World): BatchState {
  return serviceState(world, 's3-batch', () => ({
    settings: {
      pacing: {
        newPolls: 0,
        preparingPolls: 0,
        readyPolls: 0,
        completingPolls: 0,
        activePolls: 2,
        tasksPerPoll: undefined,
        stepMs: 30_000,
        advanceClockPerPollMs: 0,
      },
      report: {
        lineEnd: '\n' as const,
        columnOrder: 'observed' as const,
        rowsPerFile: Number.POSITIVE_INFINITY,
        delivery: 'normal' as const,
        missingResultsFile: false,
        wrongMd5: false,
        truncated: false,
        doubleSlash: false,
        editRows: undefined,
        editManifest: undefined,
      },
      copiesLose: 'nothing' as const,
      suspendWhenConfirmationUnset: true,
      callsBeforeVisible: 0,
      thresholdOvershootTasks: 0,
      errorNames: 'model' as const,
      progressError: { succeeded: 0, failed: 0 },
    },
    jobs: new Map<string, Job>(),
    tokens: new Map<string, { fingerprint: string; jobId: string; at: number }>(),
    scripts: [],
    jobsCreated: 0,
  }))
}

/** Gives a script to a job, or, without an id, to the next job that is created. */
export function scriptJob(world: World, script: JobScript, jobId?: string): void {
  const state = batchState(world)
  if (jobId === undefined) {
    state.scripts.push(script)
    return
  }
  const job = state.jobs.get(jobId)
  if (job === undefined) throw new Error(`There is no job ${jobId} to script`)
  job.script = startScript(script)
}

function startScript(script: JobScript): Job['script'] {
  return { script, events: [...(script.events ?? [])].sort((a, b) => a.at - b.at), shownPolls: 0, pausedPolls: 0 }
}

/** Adds a new job in state New. */
export function addJob(world: World, account: string, request: JobRequest): Job {
  const state = batchState(world)
  state.jobsCreated += 1
  const id = createJobId(state.jobsCreated)
  const job: Job = {
    id,
    arn: `arn:${partitionOf(world)}:s3:${world.region}:${account}:job/${id}`,
    account,
    number: state.jobsCreated,
    request,
    createdAt: world.clock.now(),
    priority: request.priority,
    status: 'New',
    pollsInStatus: 0,
    steppedAt: world.clock.now(),
    tags: request.tags,
    statusUpdateReason: undefined,
    failureReasons: [],
    suspendedAt: undefined,
    terminatedAt: undefined,
    activeSince: undefined,
    activeMs: 0,
    tasks: undefined,
    results: [],
    tasksFailed: 0,
    thresholdCrossedAt: undefined,
    generatedManifest: undefined,
    script: startScript(state.scripts.shift() ?? {}),
  }
  state.jobs.set(id, job)
  return job
}

/** A UUID, the same for the n-th job of every world. */
function createJobId(number: number): string {
  const hex = createHash('sha256').update(`job ${number}`).digest('hex')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
}
