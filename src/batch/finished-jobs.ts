// Finds what finished jobs of earlier runs have already done, so that nothing is copied twice.

import type { CreateJobCommandInput, JobDescriptor } from '@aws-sdk/client-s3-control'
import { createFirstSample, createSpreadSample } from '../objects/sample.ts'
import { VERIFY_ALL_UP_TO, VERIFY_SAMPLE } from '../operations/operation.ts'
import { jobOperationOf, type PlannedJob } from '../operations/registry.ts'
import type { Timing } from '../time/retry.ts'
import type { WorkFiles } from './batch-deps.ts'
import { createFinishedTally, type FinishedKeys, type FinishedTally } from './finished-tally.ts'
import type { Exclusion, JobManifestAddress } from './job-manifest.ts'
import type { FailureGroup, Reconciliation } from './job-outcome.ts'
import type { Keys } from './read-cells.ts'
import { REPORT_PATIENCE_MS, readCompletionReport } from './read-completion-report.ts'
import { VERIFY_SETTLED } from './reconcile.ts'
import { hasSameEffect, hasSameLimit } from './same-job.ts'
import { endOf, type FinishedJob, type KnownJob } from './start.ts'
import { completionReportPrefixOf, workPlaceOf } from './work-place.ts'

/** A finished job and, if its report was read, the keys to exclude from the next job. */
export type ReadJob = FinishedJob & {
  readonly done:
    | {
        readonly succeeded: Exclusion
        readonly settled: Exclusion
        /** Why rows are settled, with counts of the whole job. */
        readonly failures: () => Reconciliation['failures']
        readonly results?: () => Reconciliation['results']
      }
    | undefined
}

/**
 * Number of tasks that ran, as counted by S3. Single numbers of ProgressSummary were seen to be wrong, but never where
 * nothing ran.
 */
export function tasksRun(job: JobDescriptor): number {
  return (job.ProgressSummary?.NumberOfTasksSucceeded ?? 0) + (job.ProgressSummary?.NumberOfTasksFailed ?? 0)
}

export type Wanted = {
  readonly sourceBucket: string
  readonly operation: PlannedJob['operation']
  readonly request: Pick<CreateJobCommandInput, 'Operation'>
  /** The planned keys, streamed once. */
  readonly keys: () => AsyncIterable<string>
}

/**
 * Reads the completion reports of the finished jobs, each from the place where its job wrote it. If a copy had another
 * effect, the report only proves that it wrote the objects: S3 would refuse to copy them again, so they are excluded. A
 * restore or update of another kind excludes no object from the required one.
 */
export async function readFinishedJobs(
  jobs: readonly KnownJob[],
  wanted: Wanted,
  deps: WorkFiles & Timing,
  signal: AbortSignal,
): Promise<ReadJob[]> {
  const read: ReadJob[] = []
  for (const known of jobs) {
    const isWanted = hasSameEffect(known.job, wanted.request)
    const matters = isWanted || jobOperationOf(wanted).makesNewObjects
    read.push({ ...known, ...(matters ? await readOne(known, isWanted, wanted, deps, signal) : NOTHING_DONE) })
  }
  return read
}

const NOTHING_DONE = { unreadable: undefined, done: undefined }

async function readOne(
  known: KnownJob,
  isWanted: boolean,
  { sourceBucket, operation, request, keys }: Wanted,
  deps: WorkFiles & Timing,
  signal: AbortSignal,
): Promise<Pick<ReadJob, 'unreadable' | 'done'>> {
  const { job, jobId } = known
  const place = workPlaceOf(job, sourceBucket)
  if (place === undefined) return { unreadable: 'its completion report goes elsewhere', done: undefined }
  const until = ranNothing(job) || failedWholly(job) ? 0 : (endOf(job) ?? deps.now()) + REPORT_PATIENCE_MS
  const reading = await readCompletionReport(
    { bucket: place.bucket, prefix: completionReportPrefixOf(place, sourceBucket), jobId },
    () => createFinishedTally(sourceBucket, operation),
    until,
    deps,
    signal,
  )
  if (!reading.ok) {
    if (ranNothing(job) && reading.missing) return NOTHING_DONE
    return { unreadable: reading.missing ? explainMissing(job, reading.reason) : reading.reason, done: undefined }
  }
  const gap = findGap(job, reading.tally.rows())
  if (gap !== undefined) return { unreadable: gap, done: undefined }
  const { tally } = reading
  const read = await tally.read(keys)
  const done = isWanted ? excludeDone(job, request, read, tally) : excludeWritten(read, tally)
  return { unreadable: undefined, done }
}

/** A job is Complete when every task was tried: a report with fewer rows is not complete. */
function findGap(job: JobDescriptor, rows: number): string | undefined {
  const tasks = job.ProgressSummary?.TotalNumberOfTasks
  if (job.Status !== 'Complete' || tasks === undefined || tasks === rows) return undefined
  return `the completion report has ${rows} rows, the job ${tasks} tasks`
}

/** No report is written for a job that ended before its first task (S3 User Guide, "Tracking job status"). */
export function ranNothing(job: JobDescriptor): boolean {
  return job.Status !== 'Complete' && tasksRun(job) === 0
}

/**
 * True if all tasks failed, as counted by S3: then there may never be a completion report (S3 User Guide, "Completion
 * reports").
 */
export function failedWholly({ ProgressSummary: progress }: JobDescriptor): boolean {
  return (progress?.NumberOfTasksFailed ?? 0) > 0 && (progress?.NumberOfTasksSucceeded ?? 0) === 0
}

/** Why there is no report, if S3's own counts explain it. */
export function explainMissing(job: JobDescriptor, reason: string): string {
  if (!failedWholly(job)) return reason
  const failed = job.ProgressSummary?.NumberOfTasksFailed ?? 0
  return `S3 counts ${failed} failed tasks and none that succeeded, and wrote no completion report: ${reason}`
}

const NO_KEYS: Keys = { has: () => false }

function excludeDone(
  job: JobDescriptor,
  request: Wanted['request'],
  read: FinishedKeys,
  { failures, results }: FinishedTally,
): ReadJob['done'] {
  const settled = hasSameLimit(job, request) ? read.settled : NO_KEYS
  return {
    succeeded: { keys: read.succeeded, sample: createSpreadSample(VERIFY_ALL_UP_TO, VERIFY_SAMPLE) },
    settled: { keys: settled, sample: createFirstSample(VERIFY_SETTLED) },
    failures,
    results,
  }
}

/** Objects that a job wrote with another effect: written since the report, and verified as such. */
function excludeWritten({ succeeded: keys }: FinishedKeys, tally: FinishedTally): ReadJob['done'] {
  return {
    succeeded: { keys: NO_KEYS, sample: createFirstSample(0) },
    settled: { keys, sample: createFirstSample(VERIFY_SETTLED) },
    failures: () => [describeWritten(tally.rows())],
  }
}

const describeWritten = (tasks: number): FailureGroup => ({
  cause: 'changed-since-report',
  httpStatus: '',
  errorCode: '',
  tasks,
  hint: 'A job of an earlier run with another target wrote these objects after the report: they are not copied again. Their current encryption was checked; the next report will show it.',
  samples: [],
})

/** Successes of all jobs come before settled keys of all jobs: if a later attempt succeeded, that is what counts. */
export function listExclusions(jobs: readonly ReadJob[]): Exclusion[] {
  const done = jobs.flatMap((job) => job.done ?? [])
  return [...done.map(({ succeeded }) => succeeded), ...done.map(({ settled }) => settled)]
}

/** How many planned rows a finished job processed, and which of them to verify. */
export type CoveredPart = {
  readonly known: KnownJob
  readonly succeeded: number
  readonly settled: number
  readonly done: NonNullable<ReadJob['done']>
}

/** Groups the excluded rows by the job that processed them; jobs without any are omitted. */
export function splitCovered(
  jobs: readonly ReadJob[],
  exclusions: readonly Exclusion[],
  address: JobManifestAddress,
): CoveredPart[] {
  const rowsOf = (exclusion: Exclusion) => address.excluded[exclusions.indexOf(exclusion)] ?? 0
  return jobs.flatMap((known) => {
    if (!known.done) return []
    const part = {
      known,
      done: known.done,
      succeeded: rowsOf(known.done.succeeded),
      settled: rowsOf(known.done.settled),
    }
    return part.succeeded + part.settled > 0 ? [part] : []
  })
}
