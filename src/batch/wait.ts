// Waits for jobs. `acceptJob` interprets one DescribeJob response; the loop decides when to send the next request.

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { isNotFound, mayPass, pauseAfter, type Timing } from '../time/retry.ts'
import { messageOf } from '../words/errors.ts'
import { say } from '../words/outside-text.ts'
import { InterruptedError } from './abort.ts'
import type { JobCalls, Listeners } from './batch-deps.ts'
import { isTerminal } from './start.ts'

/** DescribeJob may not find a job right after CreateJob (S3 User Guide, "Troubleshooting Batch Operations"). */
const NOT_FOUND_PATIENCE_MS = 60_000
const PAUSED_MESSAGE_EVERY_MS = 10 * 60_000
/** Number of consecutive refusals (not throttling) of DescribeJob after which the wait ends. */
const MAX_REFUSALS = 3
const MAX_BACKOFF_FACTOR = 8
/** Number of consecutive failed looks, each repeated by the SDK, after which the user is told: some minutes. */
const TOLD_TROUBLES = 4

const KNOWN_STATUSES: ReadonlySet<string> = new Set([
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
])

type WaitDeps = Pick<JobCalls, 'describeJob'> & Pick<Listeners, 'onProgress' | 'warn'> & Timing
type WaitOptions = { readonly deadline: number; readonly pollIntervalMs: number; readonly signal: AbortSignal }

/** A job that is waited for. The loop keeps its state here, so that a wait can be interrupted and continued. */
export type Watch = {
  readonly jobId: string
  readonly bucket: string
  readonly storageClass: string
  readonly rows: number
  /** `settle`: a suspended job waits for a person, so the wait ends. `wait`: it has just been confirmed. */
  whenSuspended: 'settle' | 'wait'
  job: JobDescriptor | undefined
  dueAt: number
  firstLookAt: number | undefined
  firstProgress: { readonly at: number; readonly done: number } | undefined
  pausedToldAt: number | undefined
  unknownStatus: string | undefined
  troubles: number
  refusals: number
}

/** `job` is the latest description from S3, if any. */
export function createWatch(of: Pick<Watch, 'jobId' | 'bucket' | 'storageClass' | 'rows'>, job?: JobDescriptor): Watch {
  return {
    ...of,
    whenSuspended: 'settle',
    job,
    dueAt: 0,
    firstLookAt: undefined,
    firstProgress: undefined,
    pausedToldAt: undefined,
    unknownStatus: undefined,
    troubles: 0,
    refusals: 0,
  }
}

/**
 * - `terminal`, `suspended`: as reported by S3
 * - `lost`: S3 does not know the job, a minute after it should
 * - `unreadable`: S3 refuses to describe the job
 * - `timeout`, `aborted`: the wait ended, the job continues
 */
type WaitEnd = 'terminal' | 'suspended' | 'lost' | 'unreadable' | 'timeout' | 'aborted'
export type Settled = { readonly watch: Watch; readonly end: WaitEnd; readonly reason?: string }

/** Whether a job's state ends the wait for it. */
export function acceptJob(
  status: string | undefined,
  whenSuspended: Watch['whenSuspended'],
): 'terminal' | 'suspended' | 'retry' {
  if (isTerminal(status)) return 'terminal'
  return status === 'Suspended' && whenSuspended === 'settle' ? 'suspended' : 'retry'
}

/** Waits until at least one of the jobs is settled; at the deadline, or on abort, all of them are. Never throws. */
export async function waitForJobs(watches: readonly Watch[], options: WaitOptions, deps: WaitDeps): Promise<Settled[]> {
  try {
    for (;;) {
      const now = deps.now()
      const isLast = now >= options.deadline
      const settled: Settled[] = []
      for (const watch of watches) {
        if (!isLast && now < watch.dueAt) continue
        const end = await lookAt(watch, options, deps)
        if (end) settled.push(end)
      }
      const isSettled = new Set(settled.map(({ watch }) => watch))
      const open = watches.filter((watch) => !isSettled.has(watch))
      if (isLast) return [...settled, ...endAll(open, 'timeout')]
      if (settled.length > 0) return settled
      const next = Math.min(options.deadline, ...open.map(({ dueAt }) => dueAt))
      await deps.sleep(Math.max(0, next - deps.now()), options.signal)
      if (options.signal.aborted) return endAll(watches, 'aborted')
    }
  } catch (error) {
    if (error instanceof InterruptedError) return endAll(watches, 'aborted')
    throw error
  }
}

const endAll = (watches: readonly Watch[], end: WaitEnd): Settled[] => watches.map((watch) => ({ watch, end }))

async function lookAt(watch: Watch, options: WaitOptions, deps: WaitDeps): Promise<Settled | undefined> {
  watch.firstLookAt ??= deps.now()
  try {
    watch.job = await deps.describeJob(watch.jobId)
  } catch (error) {
    if (error instanceof InterruptedError) throw error
    return acceptTrouble(watch, error, options, deps)
  }
  watch.troubles = 0
  watch.refusals = 0
  planNextLook(watch, options, deps)
  tell(watch, deps)
  const accepted = acceptJob(watch.job.Status, watch.whenSuspended)
  return accepted === 'retry' ? undefined : { watch, end: accepted }
}

function acceptTrouble(watch: Watch, error: unknown, options: WaitOptions, deps: WaitDeps): Settled | undefined {
  watch.troubles++
  planNextLook(watch, options, deps)
  const reason = messageOf(error)
  if (mayPass(error)) {
    if (watch.troubles === TOLD_TROUBLES)
      deps.warn(`The state of job ${watch.jobId} cannot be read at present, and the run continues to wait. ${reason}`)
    return undefined
  }
  if (isNotFound(error)) {
    const isLate = deps.now() - (watch.firstLookAt ?? 0) >= NOT_FOUND_PATIENCE_MS
    return isLate ? { watch, end: 'lost', reason } : undefined
  }
  watch.refusals++
  return watch.refusals >= MAX_REFUSALS ? { watch, end: 'unreadable', reason } : undefined
}

/**
 * The interval, doubled for each consecutive problem, with a random spread of 10% so that runs do not poll
 * simultaneously.
 */
function planNextLook(watch: Watch, { pollIntervalMs }: WaitOptions, deps: Timing): void {
  const pause = { firstPauseMs: pollIntervalMs, maxPauseMs: pollIntervalMs * MAX_BACKOFF_FACTOR, spread: 0.1 }
  watch.dueAt = deps.now() + pauseAfter(Math.max(1, watch.troubles), pause, deps.random)
}

function tell(watch: Watch, deps: WaitDeps): void {
  const status = watch.job?.Status ?? ''
  if (!KNOWN_STATUSES.has(status) && watch.unknownStatus !== status) {
    watch.unknownStatus = status
    deps.warn(say`Job ${watch.jobId} is in an unknown state (${status || 'none'}). The run continues to wait.`)
  }
  if (status !== 'Paused' && status !== 'Pausing') watch.pausedToldAt = undefined
  else if (watch.pausedToldAt === undefined || deps.now() - watch.pausedToldAt >= PAUSED_MESSAGE_EVERY_MS) {
    watch.pausedToldAt = deps.now()
    deps.warn(
      `Job ${watch.jobId} is paused by S3 for jobs of higher priority. It resumes by itself; job-priority can be raised.`,
    )
  }
  const summary = watch.job?.ProgressSummary
  const tasksFailed = summary?.NumberOfTasksFailed ?? 0
  const tasksDone = (summary?.NumberOfTasksSucceeded ?? 0) + tasksFailed
  const tasksTotal = summary?.TotalNumberOfTasks || watch.rows
  const tasksPerSecond = measureRate(watch, tasksDone, deps.now())
  deps.onProgress({
    jobId: watch.jobId,
    bucket: watch.bucket,
    storageClass: watch.storageClass,
    status,
    tasksDone,
    tasksTotal,
    tasksFailed,
    tasksPerSecond,
    secondsLeft:
      tasksPerSecond === undefined ? undefined : Math.ceil(Math.max(0, tasksTotal - tasksDone) / tasksPerSecond),
  })
}

/** Tasks per second since the first response with progress; undefined until the number changes. */
function measureRate(watch: Watch, done: number, now: number): number | undefined {
  watch.firstProgress ??= { at: now, done }
  const seconds = (now - watch.firstProgress.at) / 1000
  const tasks = done - watch.firstProgress.done
  return seconds > 0 && tasks > 0 ? tasks / seconds : undefined
}
