// The lifecycle of a job, poll by poll (S3 User Guide, "Tracking job status and completion reports").

import { ServiceError } from '../http.ts'
import { matchesTrustPolicy } from '../iam/trust.ts'
import { partitionOf } from '../partition.ts'
import { finishRestores } from '../s3/restores.ts'
import { sessionPrincipal } from '../sts/roles.ts'
import { answerTo } from '../unsettled.ts'
import type { Principal, World } from '../world.ts'
import { writeCompletionReport } from './completion-report.ts'
import { type Job, type JobStatus, type Task, TERMINAL_STATUSES } from './job.ts'
import { ManifestProblem, readJobManifest } from './job-manifest.ts'
import { enterStatus, failJob, KEPT_AFTER_END_MS, SUSPENDED_MAX_MS } from './jobs.ts'
import { generateJobManifest } from './manifest-generator.ts'
import { runTasks } from './run-tasks.ts'
import { batchState } from './state.ts'

/** Limits the steps of a job after the clock was advanced far. */
const STEPS_MAX = 1000

/**
 * Advances every job by one step, and by one more for each `stepMs` that passed without a poll. Called by each
 * DescribeJob and ListJobs, and by tests. One call after the other: a task may wait for a function, and the requests
 * that are served meanwhile must not run it again.
 */
export function advanceJobs(world: World): Promise<void> {
  const state = batchState(world)
  const advanced = state.advancing.then(() => advanceAll(world))
  // An error is the caller's; the next call starts all the same.
  state.advancing = advanced.catch(() => undefined)
  return advanced
}

async function advanceAll(world: World): Promise<void> {
  const state = batchState(world)
  const { stepMs, advanceClockPerPollMs } = state.settings.pacing
  const before = world.clock.now()
  world.clock.advance(advanceClockPerPollMs)
  finishRestores(world)
  for (const job of [...state.jobs.values()]) {
    const missed = stepMs === undefined ? 0 : Math.floor((before - job.steppedAt) / stepMs)
    for (let step = 0; step < Math.min(1 + missed, STEPS_MAX) && !TERMINAL_STATUSES.has(job.status); step += 1) {
      await stepJob(world, job)
    }
    job.steppedAt = world.clock.now()
    const ended = job.terminatedAt ?? Number.POSITIVE_INFINITY
    if (world.clock.now() - ended > KEPT_AFTER_END_MS) state.jobs.delete(job.id)
  }
}

async function stepJob(world: World, job: Job): Promise<void> {
  if (isHeldByScript(job)) return
  const { pacing } = batchState(world).settings
  const waits: Partial<Record<JobStatus, number>> = {
    New: pacing.newPolls,
    Preparing: pacing.preparingPolls,
    Ready: pacing.readyPolls,
    Completing: pacing.completingPolls,
    Paused: job.script.pausedPolls,
  }
  if (job.pollsInStatus < (waits[job.status] ?? 0)) {
    job.pollsInStatus += 1
    return
  }
  await LEAVE[job.status]?.(world, job)
}

/** A script may show a status while the job makes no progress. */
function isHeldByScript(job: Job): boolean {
  const { show } = job.script.script
  if (show === undefined || show.from !== job.status) return false
  job.script.shownPolls += 1
  return job.script.shownPolls <= show.polls
}

/** What happens after a job has been in a state long enough; terminal states do not change. */
const LEAVE: Partial<Record<JobStatus, (world: World, job: Job) => void | Promise<void>>> = {
  New: (world, job) => enterStatus(world, job, 'Preparing'),
  Preparing: prepareJob,
  Suspended: expireSuspended,
  Ready: (world, job) => enterStatus(world, job, 'Active'),
  Active: (world, job) => runTasks(world, job, assumeBatchRole(world, job)),
  Pausing: (world, job) => enterStatus(world, job, 'Paused'),
  Paused: (world, job) => enterStatus(world, job, 'Active'),
  Completing: (world, job) => endJob(world, job, 'Complete'),
  Cancelling: (world, job) => endJob(world, job, 'Cancelled'),
  Failing: (world, job) => endJob(world, job, 'Failed'),
}

/** The session in which S3 runs the job; undefined if the role does not exist or does not trust S3 Batch Operations. */
function assumeBatchRole(world: World, job: Job): Principal | undefined {
  const role = world.roles.get(job.request.roleArn)
  if (role === undefined) return undefined
  // UNCONFIRMED that S3 sends them.
  const isSent = answerTo(world, 'source-account') === 'sent'
  const context: Readonly<Record<string, string>> = isSent
    ? { 'aws:sourceaccount': job.account, 'aws:sourcearn': job.arn }
    : {}
  const trusted = matchesTrustPolicy(role, { service: servicePrincipal(world), context })
  return trusted ? sessionPrincipal(role, `s3-batch-operations_${job.id}`) : undefined
}

/** In China some other services have different names; UNCONFIRMED for this one. */
function servicePrincipal(world: World): string {
  const isOwn = partitionOf(world) === 'aws-cn' && answerTo(world, 'batch-principal-in-china') === 'its-own'
  return `batchoperations.s3.amazonaws.com${isOwn ? '.cn' : ''}`
}

function prepareJob(world: World, job: Job): void {
  try {
    job.tasks = readTasks(world, job)
    const { confirmationRequired } = job.request
    const mustWait = confirmationRequired ?? batchState(world).settings.suspendWhenConfirmationUnset
    enterStatus(world, job, mustWait ? 'Suspended' : 'Ready')
  } catch (error) {
    if (!(error instanceof ManifestProblem)) throw error
    failJob(world, job, error.code, error.message)
  }
}

/** S3 User Guide, "Copy objects": all sources of a Copy job are in one bucket. */
function readTasks(world: World, job: Job): readonly Task[] {
  const principal = assumeBatchRole(world, job)
  if (principal === undefined) {
    throw new ManifestProblem('AccessDenied', 'Reading the manifest is forbidden: AccessDenied')
  }
  const { manifest, generator, operation } = job.request
  const tasks =
    manifest === undefined
      ? generateJobManifest(world, job, principal, generator)
      : readJobManifest(world, principal, manifest)
  const [first] = tasks
  if (operation.name === 'S3PutObjectCopy' && tasks.some((task) => task.bucket !== first?.bucket)) {
    throw new ManifestProblem('InvalidManifestContent', 'All objects of a copy job must be in the same source bucket')
  }
  refuseOtherRegions(world, job, first?.bucket)
  return tasks
}

/**
 * A copy job is created in the Region of its objects (S3 User Guide, "Creating an S3 Batch Operations job"). Whether it
 * can read a job manifest, or write a report, in another Region is UNCONFIRMED.
 */
function refuseOtherRegions(world: World, job: Job, sourceBucket: string | undefined): void {
  if (answerTo(world, 'job-regions') === 'any') return
  const { generator, manifest, report } = job.request
  const regionOf = (name: string | undefined): string | undefined => world.buckets.get(name ?? '')?.region
  const home = regionOf(sourceBucket)
  const places = [manifest?.bucket, generator?.output?.bucket, report.enabled ? report.bucket : undefined]
  const away = places.find((place) => regionOf(place) !== undefined && home !== undefined && regionOf(place) !== home)
  if (away === undefined) return
  throw new ManifestProblem(
    'InvalidRequest',
    `The bucket ${away} lies in ${regionOf(away)}, the objects of the job in ${home}`,
  )
}

function expireSuspended(world: World, job: Job): void {
  if (world.clock.now() - (job.suspendedAt ?? 0) <= SUSPENDED_MAX_MS) return
  failJob(world, job, 'ConfirmationTimeout', 'The job was suspended for more than 30 days')
}

/**
 * Ends a job. If its report cannot be written it fails, although its tasks are done (S3 User Guide, "Troubleshooting").
 */
function endJob(world: World, job: Job, status: JobStatus): void {
  try {
    writeCompletionReport(world, job, assumeBatchRole(world, job))
    enterStatus(world, job, status)
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    const reason = 'The job report could not be written to your report bucket. Please check your permissions.'
    job.failureReasons.push({ code: error.code, reason })
    enterStatus(world, job, status === 'Cancelled' ? 'Cancelled' : 'Failed')
  }
}
