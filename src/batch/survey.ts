// Finds this action's earlier jobs for a bucket by their descriptions, which are trusted only as far as S3 confirms
// them.

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import type { Proof } from '../findings/proof.ts'
import { isNotFound, mayPass, type RetryPolicy, retry, type Timing } from '../time/retry.ts'
import { say } from '../words/outside-text.ts'
import type { JobCalls, Listeners } from './batch-deps.ts'
import { findForeignTrait, findUnknownMember, type JobTraits } from './foreign.ts'
import { parseJobDescription } from './job-description.ts'
import { isTerminal, type KnownJob } from './start.ts'

type Survey = {
  readonly live: readonly KnownJob[]
  /** Ended after the listing of the inventory report began, oldest first. The report already reflects earlier ones. */
  readonly finished: readonly KnownJob[]
  /** Ended earlier: their effect is part of the report. Only those of a listing are described. */
  readonly earlier: readonly KnownJob[]
}

/** UpdateJobStatus. */
export const UPDATING: RetryPolicy = { tries: 4, firstPauseMs: 2000 }
const DESCRIBING: RetryPolicy = { tries: 4, firstPauseMs: 1000 }

/**
 * Lists and describes the jobs of this bucket, operation and storage class. Similar jobs of others are excluded, with a
 * warning.
 */
export async function surveyJobs(
  traits: JobTraits,
  { asOf, source }: Pick<Proof, 'asOf' | 'source'>,
  deps: JobCalls & Listeners & Timing,
  signal: AbortSignal,
): Promise<Survey> {
  const live: KnownJob[] = []
  const finished: KnownJob[] = []
  const earlier: KnownJob[] = []
  const isEarlier = ({ TerminationDate: end }: Pick<JobDescriptor, 'TerminationDate'>) =>
    end !== undefined && end < asOf
  // The same findings can be listed again after a job that failed, but a report is listed once.
  const skipsEarlier = source === 'inventory'
  for await (const listed of deps.listJobs()) {
    const description = parseJobDescription(listed.Description)
    if (
      !listed.JobId ||
      description?.bucket !== traits.sourceBucket ||
      !traits.labels.includes(description.storageClass)
    )
      continue
    // ListJobs often omits TerminationDate; if it is there, an old job needs no DescribeJob.
    if (skipsEarlier && isTerminal(listed.Status) && isEarlier(listed)) continue

    const job = await describeKnownJob(listed.JobId, deps, signal)
    const isOver = isTerminal(job.Status)
    // A job without TerminationDate may have just ended, whenever it was created.
    if (skipsEarlier && isOver && isEarlier(job)) continue
    const trait = findForeignTrait(job, traits)
    if (trait) {
      deps.warn(
        say`Job ${listed.JobId} looks like one of this action's jobs for ${traits.sourceBucket}, but ` +
          `${trait}. It is not changed.`,
      )
      continue
    }
    const known = { jobId: listed.JobId, description, job }
    if (isOver && isEarlier(job)) {
      earlier.push(known)
      continue
    }
    const unknown = findUnknownMember(job)
    if (unknown) {
      deps.warn(
        say`Job ${listed.JobId} sets ${unknown}, which this version of the action does not know. ` +
          'No other job is started, and the objects it copied are verified.',
      )
    }
    const list = isOver ? finished : live
    list.push(known)
  }
  finished.sort((a, b) => (a.job.CreationTime?.getTime() ?? 0) - (b.job.CreationTime?.getTime() ?? 0))
  return { live, finished, earlier }
}

/** DescribeJob for a job that S3 has just returned: a "not found" is then due to eventual consistency. */
export async function describeKnownJob(
  jobId: string,
  deps: Pick<JobCalls, 'describeJob'> & Pick<Timing, 'sleep'>,
  signal: AbortSignal,
): Promise<JobDescriptor> {
  const describe = () => deps.describeJob(jobId)
  return await retry(describe, DESCRIBING, { ...deps, signal }, (error) => mayPass(error) || isNotFound(error))
}
