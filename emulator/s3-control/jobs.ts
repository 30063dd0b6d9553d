// Finds the job of an operation, and changes the state of jobs.

import { ServiceError } from '../http.ts'
import { serviceState, type World } from '../world.ts'
import { type Job, type JobStatus, TERMINAL_STATUSES } from './job.ts'
import { batchState } from './state.ts'

const DAY_MS = 86_400_000

/** S3 User Guide, "Creating an S3 Batch Operations job": a job that is not confirmed fails after 30 days. */
export const SUSPENDED_MAX_MS = 30 * DAY_MS

/** S3 User Guide, "Listing jobs": finished jobs are deleted after 90 days. */
export const KEPT_AFTER_END_MS = 90 * DAY_MS

/**
 * The account's job with that id. A new one may not be found for some calls (S3 User Guide, "Troubleshooting Batch
 * Operations").
 */
export function findJob(world: World, account: string, jobId: string): Job {
  const state = batchState(world)
  const job = state.jobs.get(jobId)
  const missed = missedCalls(world).get(jobId) ?? 0
  if (job === undefined || job.account !== account) throw noSuchJob(world)
  if (missed < state.settings.callsBeforeVisible) {
    missedCalls(world).set(jobId, missed + 1)
    throw noSuchJob(world)
  }
  return job
}

function missedCalls(world: World): Map<string, number> {
  return serviceState(world, 's3-batch-missed-calls', () => new Map<string, number>())
}

/** The SDK's model and the troubleshooting page use different names for this error. */
function noSuchJob(world: World): ServiceError {
  return batchState(world).settings.errorNames === 'guide'
    ? new ServiceError(404, 'NoSuchJobException', 'No such job')
    : new ServiceError(400, 'NotFoundException', 'The specified job does not exist.')
}

/** Sets a job's state and records the corresponding times. */
export function enterStatus(world: World, job: Job, status: JobStatus): void {
  const now = world.clock.now()
  if (job.activeSince !== undefined && status !== 'Active') {
    job.activeMs += now - job.activeSince
    job.activeSince = undefined
  }
  job.status = status
  job.pollsInStatus = 0
  if (status === 'Active') job.activeSince = now
  if (status === 'Suspended') job.suspendedAt = now
  if (TERMINAL_STATUSES.has(status)) job.terminatedAt = now
}

/** Makes a job fail; completed tasks are kept. Lengths as in S3 API Reference, "JobFailure". */
export function failJob(world: World, job: Job, code: string, reason: string): void {
  job.failureReasons.push({ code: code.slice(0, 64), reason: reason.slice(0, 256) })
  enterStatus(world, job, 'Failing')
}

/** Seconds that the job spent in state Active. */
export function activeSeconds(world: World, job: Job): number {
  const running = job.activeSince === undefined ? 0 : world.clock.now() - job.activeSince
  return Math.floor((job.activeMs + running) / 1000)
}

/** The status in responses: the job's state, or that of its script. */
export function shownStatus(job: Job): string {
  const { script, shownPolls } = job.script
  const shows = script.show?.from === job.status && shownPolls > 0 && shownPolls <= script.show.polls
  return shows ? (script.show?.status ?? job.status) : job.status
}
