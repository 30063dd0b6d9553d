// Knows how to find this action's earlier jobs for a bucket: by description, believed only as far as S3 describes them.

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { say } from '../report/display.ts'
import { type BatchDeps, isAmbiguous, isNotFound, isThrottled } from './deps.ts'
import { parseJobDescription } from './job-description.ts'
import { endOf, findForeignTrait, isTerminal, type JobPlaces, type KnownJob } from './start.ts'

export type Survey = {
  readonly live: readonly KnownJob[]
  /** Ended after the inventory report was begun, oldest first. Earlier ones are in the report already. */
  readonly finished: readonly KnownJob[]
}

const MAX_DESCRIBES = 4
const FIRST_PAUSE_MS = 1000

/** Lists and describes the jobs of this bucket, operation and storage class. Look-alikes are left out, with a warning. */
export async function surveyJobs(
  bucket: string,
  places: JobPlaces,
  reportCreatedAt: Date,
  deps: BatchDeps,
  signal: AbortSignal,
): Promise<Survey> {
  const live: KnownJob[] = []
  const finished: KnownJob[] = []
  for await (const listed of deps.listJobs()) {
    const description = parseJobDescription(listed.Description)
    if (!listed.JobId || description?.bucket !== bucket || !places.labels.includes(description.storageClass)) continue
    // Lists often lack TerminationDate; where they have one, an old job costs no further call.
    if (isTerminal(listed.Status) && listed.TerminationDate && listed.TerminationDate < reportCreatedAt) continue

    const job = await describeKnownJob(listed.JobId, deps, signal)
    const isOver = isTerminal(job.Status)
    if (isOver && (endOf(job) ?? Number.POSITIVE_INFINITY) < reportCreatedAt.getTime()) continue
    const trait = findForeignTrait(job, places)
    if (trait)
      deps.warn(
        say`Job ${listed.JobId} looks like one of this action's jobs for ${bucket}, but ` +
          `${trait}. It is left alone.`,
      )
    else (isOver ? finished : live).push({ jobId: listed.JobId, description, job })
  }
  finished.sort((a, b) => (a.job.CreationTime?.getTime() ?? 0) - (b.job.CreationTime?.getTime() ?? 0))
  return { live, finished }
}

/** DescribeJob for a job S3 has just named: a "not found" then is a delay between S3's own parts. */
export async function describeKnownJob(jobId: string, deps: BatchDeps, signal: AbortSignal): Promise<JobDescriptor> {
  for (let tries = 1; ; tries++) {
    try {
      return await deps.describeJob(jobId)
    } catch (error) {
      const mayPass = isNotFound(error) || isThrottled(error) || isAmbiguous(error)
      if (!mayPass || tries === MAX_DESCRIBES) throw error
      await deps.sleep(FIRST_PAUSE_MS * 2 ** (tries - 1), signal)
    }
  }
}
