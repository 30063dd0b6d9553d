// Turns the end of a job into an outcome: reads and reconciles the completion report, and verifies objects in the
// bucket.

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { jobOperationOf, type PlannedJob } from '../operations/registry.ts'
import type { Timing } from '../time/retry.ts'
import { jobUrl } from '../words/console-url.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { encodeText, quoteText } from '../words/outside-text.ts'
import type { ObjectReads, WorkFiles } from './batch-deps.ts'
import { completionReportManifestKey } from './completion-report.ts'
import { type CoveredPart, explainMissing, failedWholly, ranNothing, tasksRun } from './finished-jobs.ts'
import { type JobManifestSource, readJobManifestKeys } from './job-manifest.ts'
import type { JobOutcome, JobState } from './job-outcome.ts'
import { isCanary, isCanaryLabel } from './job-request.ts'
import type { RemediationOptions } from './options.ts'
import { REPORT_PATIENCE_MS, readCompletionReport } from './read-completion-report.ts'
import { createTaskTally } from './reconcile.ts'
import type { KnownJob } from './start.ts'
import { type VerifyTask, verifyObjects } from './verify.ts'
import type { Settled } from './wait.ts'
import { completionReportPrefixOf, workPlaceOf } from './work-place.ts'

/** A job of this plan, created or attached, and the rows it was given. */
export type OwnJob = {
  readonly jobId: string
  readonly bucket: string
  readonly planned: PlannedJob
  readonly origin: 'created' | 'attached'
  readonly source: JobManifestSource
  readonly rows: number
}

/** The outcome of a job that is not, or no longer, waited for. */
export function describePending(
  own: OwnJob,
  job: JobDescriptor | undefined,
  options: RemediationOptions,
  why?: string,
): JobOutcome {
  const awaits = job ? job.Status === 'Suspended' : own.origin === 'created' && options.mode === 'confirm'
  return describe(own, job, options, awaits ? 'awaiting-confirmation' : 'pending', [
    ...(awaits ? ['Confirm the job in the console, or run the same plan with remediation: run.'] : []),
    ...(why ? [why] : []),
  ])
}

/** The outcome after a wait. Reads the completion report of an ended job and verifies its objects. */
export async function concludeJob(
  own: OwnJob,
  { watch, end, reason }: Settled,
  options: RemediationOptions,
  deps: WorkFiles & ObjectReads & Timing,
): Promise<JobOutcome> {
  if (end === 'lost') return describe(own, watch.job, options, 'unproven', [`S3 does not know the job: ${reason}`])
  if (end !== 'terminal' || !watch.job)
    return describePending(own, watch.job, options, reason && `S3 did not return the status of the job: ${reason}`)

  const { job } = watch
  // A job that was attached may have another work location than this run.
  const { bucket, prefix } = workPlaceOf(job, own.bucket) ?? options.workLocation
  const place = { bucket, prefix: completionReportPrefixOf({ prefix }, own.bucket), jobId: own.jobId }
  const until = ranNothing(job) || failedWholly(job) ? 0 : deps.now() + REPORT_PATIENCE_MS
  const isComplete = job.Status === 'Complete'
  const reading = await readCompletionReport(
    place,
    () => createTaskTally(own.bucket, isComplete, own.planned.operation),
    until,
    deps,
    options.signal,
  )
  if (!reading.ok) {
    const reason = reading.missing ? explainMissing(job, reading.reason) : reading.reason
    if (!(ranNothing(job) && reading.missing)) return describe(own, job, options, 'unproven', [reason])
    const reconciliation = { succeeded: 0, failed: 0, notAttempted: own.rows, failures: [] }
    return { ...describe(own, job, options, stateOf(job)), reconciliation }
  }
  const reconciled = await reading.tally.reconcile({
    rows: own.rows,
    keys: () => readJobManifestKeys(own.source),
    progress: progressOf(job),
  })
  if (!reconciled.ok) return describe(own, job, options, 'unproven', [reconciled.reason])
  const verification = await verify(own.planned, reconciled, options, deps)
  const completionReport = {
    bucket,
    key: completionReportManifestKey(place.prefix, own.jobId),
    sha256: reading.manifestSha256,
  }
  const { reconciliation } = reconciled
  return { ...describe(own, job, options, stateOf(job)), reconciliation, verification, completionReport }
}

/** The outcome of the part of a plan that a finished job of an earlier run has processed. */
export async function concludeCovered(
  bucket: string,
  planned: PlannedJob,
  { known, succeeded, settled, done }: CoveredPart,
  options: RemediationOptions,
  deps: ObjectReads,
): Promise<JobOutcome> {
  const task = {
    succeeded: done.succeeded.sample.items() as readonly EncodedKey[],
    settled: done.settled.sample.items() as readonly EncodedKey[],
  }
  const verification = await verify(planned, task, options, deps)
  const results = done.results?.()
  const isTrial = isCanaryLabel(known.description.storageClass)
  const part = { jobId: known.jobId, bucket, planned, rows: succeeded + settled, isCanary: isTrial }
  return {
    ...describe({ ...part, origin: 'covered' }, known.job, options, 'complete'),
    reconciliation: {
      succeeded,
      failed: settled,
      notAttempted: 0,
      failures: settled > 0 ? done.failures() : [],
      ...(results && { results }),
    },
    verification,
  }
}

/** A restore takes S3 hours, so there is nothing to verify yet. */
async function verify(planned: PlannedJob, task: VerifyTask, options: RemediationOptions, deps: ObjectReads) {
  const proof = jobOperationOf(planned).prove?.(planned, options)
  return proof && (await verifyObjects(task, proof, deps))
}

/** The outcome if a finished job of an earlier run cannot be proven, so no more jobs are started. */
export function describeUnproven(
  bucket: string,
  planned: PlannedJob,
  { jobId, job }: KnownJob,
  rows: number,
  reason: string,
  options: RemediationOptions,
): JobOutcome {
  return describe({ jobId, bucket, planned, rows, origin: 'attached' }, job, options, 'unproven', [
    reason,
    'It is unknown what this job changed, so no other job is started. The next inventory report will show it.',
  ])
}

/** S3 User Guide, "Creating an S3 Batch Operations job": a job that is not confirmed for this long fails. */
const SUSPENDED_AT_MOST_MS = 30 * 86_400_000

/** How to cancel a suspended job that is no longer needed, and what happens otherwise. */
function adviseSuspended(job: JobDescriptor, jobId: string, { account, region }: RemediationOptions): string {
  const since = job.SuspendedDate ?? job.CreationTime
  const end =
    since === undefined ? '30 days after it was created' : `on ${formatDay(since.getTime() + SUSPENDED_AT_MOST_MS)}`
  const command =
    `aws s3control update-job-status --region ${region} --account-id ${account} --job-id ${encodeText(jobId)} ` +
    '--requested-job-status Cancelled'
  return `Its plan is outdated: cancel it (${command}, or a run with remediation: cancel), then run again. Otherwise S3 fails it ${end}.`
}

const formatDay = (time: number) => new Date(time).toISOString().slice(0, 10)

/** The outcome if a live job of another plan for the same objects prevents this one. */
export function describeBlocked(
  bucket: string,
  planned: PlannedJob,
  by: KnownJob,
  job: JobDescriptor | undefined,
  options: RemediationOptions,
): JobOutcome {
  const seen = job ?? by.job
  const isSuspended = seen.Status === 'Suspended'
  const what = `It belongs to another plan (inventory report of ${by.description.reportCreatedAt.toISOString()}); no second job is started.`
  const advice = isSuspended ? adviseSuspended(seen, by.jobId, options) : 'Run again when it has ended.'
  return describe(
    { jobId: by.jobId, bucket, planned, rows: planned.group.tally.objects, origin: 'attached' },
    seen,
    options,
    isSuspended ? 'awaiting-confirmation' : 'pending',
    [`${what} ${advice}`],
  )
}

function describe(
  own: Pick<OwnJob, 'jobId' | 'bucket' | 'planned' | 'rows'> & {
    readonly origin: JobOutcome['origin']
    readonly isCanary?: boolean
  },
  job: JobDescriptor | undefined,
  options: RemediationOptions,
  state: JobState,
  reasons: readonly string[] = [],
): JobOutcome {
  const { objects, bytes } = own.planned.group.tally
  return {
    jobId: own.jobId,
    bucket: own.bucket,
    operation: own.planned.operation,
    storageClass: own.planned.group.storageClass,
    isCanary: isCanary(own.planned) || own.isCanary === true,
    state,
    status: job?.Status ?? 'New',
    objects: own.rows,
    bytes: bytes === undefined || objects === 0 ? bytes : (bytes * BigInt(own.rows)) / BigInt(objects),
    origin: own.origin,
    url: jobUrl(options.partition, options.region, own.jobId),
    reasons: [...reasons, ...reasonsOf(job)],
  }
}

function reasonsOf(job: JobDescriptor | undefined): string[] {
  const failures = (job?.FailureReasons ?? []).map(
    ({ FailureCode = '', FailureReason = '' }) => `${quoteText(FailureCode)}: ${quoteText(FailureReason)}`,
  )
  return job?.Status === 'Cancelled' && job.StatusUpdateReason
    ? [...failures, `Reason given: ${quoteText(job.StatusUpdateReason)}`]
    : failures
}

function stateOf(job: JobDescriptor): JobState {
  if (job.Status === 'Failed') return 'failed'
  return job.Status === 'Cancelled' ? 'cancelled' : 'complete'
}

const progressOf = (job: JobDescriptor) =>
  job.ProgressSummary && {
    succeeded: job.ProgressSummary.NumberOfTasksSucceeded ?? 0,
    failed: tasksRun(job) - (job.ProgressSummary.NumberOfTasksSucceeded ?? 0),
  }
