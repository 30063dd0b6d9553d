// Cancels all jobs of this action for a bucket that have not ended, one by one, whatever plan they belong to.

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { JOB_OPERATIONS, type PlannedJob } from '../operations/registry.ts'
import { faultOf, retry, type Timing } from '../time/retry.ts'
import { jobUrl } from '../words/console-url.ts'
import { type ActionError, asActionError } from '../words/errors.ts'
import { formatDate } from '../words/numbers.ts'
import { say } from '../words/outside-text.ts'
import { InterruptedError } from './abort.ts'
import type { JobCalls, Listeners } from './batch-deps.ts'
import { findForeignTrait } from './foreign.ts'
import { type JobDescription, parseJobDescription } from './job-description.ts'
import type { JobOutcome } from './job-outcome.ts'
import { bucketArnOf, isCanaryLabel, storageClassOf } from './job-request.ts'
import { isTerminal, type KnownJob } from './start.ts'
import { describeKnownJob, UPDATING } from './survey.ts'

type CancelScope = {
  readonly bucket: string
  readonly region: string
  readonly partition: string
  readonly signal: AbortSignal
}

type CancelDeps = Pick<JobCalls, 'listJobs' | 'describeJob' | 'cancelJob'> &
  Pick<Listeners, 'warn'> &
  Pick<Timing, 'sleep'>

type Cancelled = { readonly outcomes: readonly JobOutcome[]; readonly errors: readonly ActionError[] }

/** Cancels every live or suspended job of the bucket. If one cannot be cancelled, the others still are. */
export async function cancelBucketJobs(scope: CancelScope, deps: CancelDeps): Promise<Cancelled> {
  const outcomes: JobOutcome[] = []
  const errors: ActionError[] = []
  try {
    for (const known of await listLiveJobs(scope, deps)) {
      try {
        outcomes.push(await cancelOne(known, scope, deps))
      } catch (error) {
        if (error instanceof InterruptedError) throw error
        errors.push(asActionError(error, 'REMEDIATION_FAILED'))
      }
    }
  } catch (error) {
    if (!(error instanceof InterruptedError)) errors.push(asActionError(error, 'REMEDIATION_FAILED'))
  }
  return { outcomes, errors }
}

type LiveJob = KnownJob & { readonly operation: PlannedJob['operation'] }

async function listLiveJobs(scope: CancelScope, deps: CancelDeps): Promise<LiveJob[]> {
  const live: LiveJob[] = []
  for await (const listed of deps.listJobs()) {
    const description = parseJobDescription(listed.Description)
    if (!listed.JobId || description?.bucket !== scope.bucket || isTerminal(listed.Status)) continue
    const job = await describeKnownJob(listed.JobId, deps, scope.signal)
    if (isTerminal(job.Status)) continue
    const operation = JOB_OPERATIONS.find(({ name }) => job.Operation?.[name] !== undefined)?.name
    const trait =
      operation === undefined
        ? 'it has another operation'
        : findForeignTrait(job, traitsOf(operation, description, scope))
    if (trait !== undefined)
      deps.warn(
        say`Job ${listed.JobId} looks like one of this action's jobs for ${scope.bucket}, but ${trait}. It is not changed.`,
      )
    else if (operation !== undefined) live.push({ jobId: listed.JobId, description, job, operation })
  }
  return live
}

const traitsOf = (operation: LiveJob['operation'], { storageClass: label }: JobDescription, scope: CancelScope) => ({
  operation,
  sourceBucket: scope.bucket,
  sourceBucketArn: bucketArnOf(scope.partition, scope.bucket),
  storageClass: storageClassOf(label),
  labels: [label],
})

/** Cancels the job in S3, with retries, and returns its status afterwards. */
async function cancelOne(known: LiveJob, scope: CancelScope, deps: CancelDeps): Promise<JobOutcome> {
  await retry(() => deps.cancelJob(known.jobId), UPDATING, { ...deps, ...scope }).catch((error) => {
    // It has just ended, or the response to an earlier attempt was lost: the next DescribeJob shows which.
    if (faultOf(error) !== 'wrong-status') throw error
  })
  return describeOutcome(known, await describeKnownJob(known.jobId, deps, scope.signal), scope)
}

/** S3 finishes tasks that it has started, so cancelling a job can take a while. */
function describeOutcome(
  { jobId, description, job: before, operation }: LiveJob,
  job: JobDescriptor,
  scope: CancelScope,
) {
  const { Status: status = 'Cancelling', ProgressSummary: progress } = job
  const report = formatDate(description.reportCreatedAt)
  const run = (progress?.NumberOfTasksSucceeded ?? 0) + (progress?.NumberOfTasksFailed ?? 0)
  return {
    jobId,
    bucket: scope.bucket,
    operation,
    storageClass: storageClassOf(description.storageClass),
    isCanary: isCanaryLabel(description.storageClass),
    state: status === 'Cancelled' ? 'cancelled' : isTerminal(status) ? 'complete' : 'pending',
    status,
    objects: progress?.TotalNumberOfTasks ?? 0,
    bytes: undefined,
    origin: 'attached',
    url: jobUrl(scope.partition, scope.region, jobId),
    reasons: [
      `${say`It was ${before.Status ?? 'live'}`}, of the inventory report of ${report}; ${run} of its tasks had run.`,
    ],
  } as const satisfies JobOutcome
}
