// Knows what the finished jobs of earlier runs already did, so that nothing is copied twice.

import type { CreateJobCommandInput, JobDescriptor } from '@aws-sdk/client-s3-control'
import type { PlannedJob } from '../plan.ts'
import type { BatchDeps } from './deps.ts'
import type { Exclusion, JobManifestAddress } from './job-manifest.ts'
import { KeySet } from './key-set.ts'
import { REPORT_PATIENCE_MS, readCompletionReport } from './read-report.ts'
import {
  createFinishedTally,
  type FinishedTally,
  VERIFY_ALL_UP_TO,
  VERIFY_SAMPLE,
  VERIFY_SETTLED,
} from './reconcile.ts'
import { createFirstSample, createSpreadSample } from './sample.ts'
import { endOf, type FinishedJob, hasSameEffect, hasSameLimit, type KnownJob } from './start.ts'

/** A finished job and, when its report was read, the keys the next job leaves out. */
export type ReadJob = FinishedJob & {
  readonly done:
    | { readonly succeeded: Exclusion; readonly settled: Exclusion; readonly tally: FinishedTally }
    | undefined
}

/** Tasks S3 counts as run. Single numbers of ProgressSummary were seen wrong, but none where nothing ran. */
export function tasksRun(job: JobDescriptor): number {
  return (job.ProgressSummary?.NumberOfTasksSucceeded ?? 0) + (job.ProgressSummary?.NumberOfTasksFailed ?? 0)
}

/**
 * Reads the completion reports of the finished jobs that had the same effect; of the others nothing is believed, and S3
 * itself refuses to copy again what they changed after the time limit.
 */
export async function readFinishedJobs(
  jobs: readonly KnownJob[],
  request: Pick<CreateJobCommandInput, 'Operation'>,
  place: { readonly bucket: string; readonly prefix: string },
  { sourceBucket, operation }: { readonly sourceBucket: string; readonly operation: PlannedJob['operation'] },
  deps: BatchDeps,
  signal: AbortSignal,
): Promise<ReadJob[]> {
  const read: ReadJob[] = []
  for (const known of jobs) {
    if (!hasSameEffect(known.job, request)) {
      read.push({ ...known, unreadable: undefined, done: undefined })
      continue
    }
    const until = (endOf(known.job) ?? deps.now()) + REPORT_PATIENCE_MS
    const nothingRan = ranNothing(known.job)
    const reading = await readCompletionReport(
      { ...place, jobId: known.jobId },
      () => createFinishedTally(sourceBucket, operation),
      nothingRan ? 0 : until,
      deps,
      signal,
    )
    const gap = reading.ok ? findGap(known.job, reading.tally.rows()) : undefined
    if (gap !== undefined) read.push({ ...known, unreadable: gap, done: undefined })
    else if (reading.ok)
      read.push({ ...known, unreadable: undefined, done: excludeDone(known, request, reading.tally) })
    else
      read.push({ ...known, unreadable: nothingRan && reading.missing ? undefined : reading.reason, done: undefined })
  }
  return read
}

/** A job is Complete when every task was tried: a report that does not speak of all of them is not whole. */
function findGap(job: JobDescriptor, rows: number): string | undefined {
  const tasks = job.ProgressSummary?.TotalNumberOfTasks
  if (job.Status !== 'Complete' || tasks === undefined || tasks === rows) return undefined
  return `the completion report has ${rows} rows, the job ${tasks} tasks`
}

/** No report is written for a job that ended before its first task (S3 User Guide, "Tracking job status"). */
export function ranNothing(job: JobDescriptor): boolean {
  return job.Status !== 'Complete' && tasksRun(job) === 0
}

function excludeDone(known: KnownJob, request: Pick<CreateJobCommandInput, 'Operation'>, tally: FinishedTally) {
  const settled = hasSameLimit(known.job, request) ? tally.settled : new KeySet()
  return {
    succeeded: { keys: tally.succeeded, sample: createSpreadSample(VERIFY_ALL_UP_TO, VERIFY_SAMPLE) },
    settled: { keys: settled, sample: createFirstSample(VERIFY_SETTLED) },
    tally,
  }
}

/** What succeeded anywhere comes before what was settled anywhere: a later attempt's success is the better news. */
export function listExclusions(jobs: readonly ReadJob[]): Exclusion[] {
  const done = jobs.flatMap((job) => job.done ?? [])
  return [...done.map(({ succeeded }) => succeeded), ...done.map(({ settled }) => settled)]
}

/** How many planned rows a finished job dealt with, and which of them to look at. */
export type CoveredPart = {
  readonly known: KnownJob
  readonly succeeded: number
  readonly settled: number
  readonly done: NonNullable<ReadJob['done']>
}

/** Splits the rows an address left out by the job that dealt with them; jobs with none are not named. */
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
