// Lets S3's manifest generator list objects: creates a listing job for each status, waits until S3 has listed them, and
// cancels the jobs.

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { faultOf, retry, type Timing } from '../time/retry.ts'
import { ActionError, messageOf } from '../words/errors.ts'
import { quoteText, say } from '../words/outside-text.ts'
import { InterruptedError } from './abort.ts'
import type { JobCalls, Listeners } from './batch-deps.ts'
import { createOrAdopt } from './create-job.ts'
import { buildListingRequest, isListingOf, type ListingSettings, type ListingWish } from './listing-request.ts'
import { isTerminal } from './start.ts'
import { describeKnownJob, UPDATING } from './survey.ts'
import { createWatch, type Settled, type Watch, waitForJobs } from './wait.ts'

type ListingOptions = ListingSettings & {
  /** When the wait ends, in epoch milliseconds. */
  readonly deadline: number
  readonly pollIntervalMs: number
  readonly signal: AbortSignal
}

/** Where S3 wrote the list of the objects that match a wish, in a bucket's generated job manifest. */
export type GeneratedList = {
  readonly wish: ListingWish
  readonly jobId: string
  /** Of its manifest.json. */
  readonly objectArn: string
  /** As S3 shows it. */
  readonly etag: string
  /** The number of tasks, as counted by S3; undefined if it does not say. */
  readonly tasks: number | undefined
}

type ListingDeps = Pick<JobCalls, 'createJob' | 'describeJob' | 'listJobs' | 'cancelJob'> &
  Pick<Listeners, 'onProgress' | 'warn'> &
  Timing

/** S3's own text is the only sign of it (aws/aws-cli issue 7830). */
const NO_MATCH = /\bfound no keys matching\b/i

/** A run cancels a listing job as soon as it sees it suspended: one that is older was left by a run that was killed. */
const LEFT_BEHIND_MS = 60 * 60_000

/**
 * Returns a list for each wish that objects match. All jobs are cancelled before it returns; a job that cannot be
 * cancelled is named in a warning.
 * @throws ActionError if S3 could not list the objects; InterruptedError
 */
export async function generateLists(
  wishes: readonly ListingWish[],
  options: ListingOptions,
  deps: ListingDeps,
): Promise<GeneratedList[]> {
  const open = new Map<Watch, ListingWish>()
  const lists: GeneratedList[] = []
  try {
    for (const wish of wishes) open.set(await startListing(wish, options, deps), wish)
    while (open.size > 0) {
      for (const settled of await waitForJobs([...open.keys()], options, deps)) {
        const wish = open.get(settled.watch)
        if (wish === undefined) continue
        const list = takeList(wish, settled)
        if (list !== undefined) lists.push(list)
        await cancelListing(settled.watch, options, deps)
        open.delete(settled.watch)
      }
    }
    return lists
  } catch (error) {
    for (const watch of open.keys()) await cancelListing(watch, options, deps)
    throw error
  }
}

async function startListing(wish: ListingWish, options: ListingOptions, deps: ListingDeps): Promise<Watch> {
  const request = buildListingRequest(wish, options)
  const { jobId } = await createOrAdopt(request, async () => undefined, options, deps).catch((error) => {
    throw error instanceof ActionError && error.code === 'REMEDIATION_FAILED' ? unavailable(error) : error
  })
  return createWatch({ jobId, bucket: wish.bucket, storageClass: wish.status, rows: 0 })
}

const unavailable = (error: ActionError) =>
  new ActionError('SERVICE_UNAVAILABLE', error.message, { cause: error, ...(error.hint && { hint: error.hint }) })

/** Undefined if no object matches. */
function takeList(wish: ListingWish, { watch, end, reason }: Settled): GeneratedList | undefined {
  const { job, jobId } = watch
  if (end === 'aborted') throw new InterruptedError()
  if (end === 'suspended' && job !== undefined) return readDescriptor(wish, jobId, job)
  if (end === 'terminal' && job?.Status === 'Failed') return explainFailure(wish, jobId, job)
  throw new ActionError(
    'SERVICE_UNAVAILABLE',
    `${nameJob(wish, jobId)} ended without a list: ${why(end, job, reason)}.`,
    {
      hint: end === 'timeout' ? 'Raise wait-timeout: S3 lists the whole bucket for each job.' : 'Run it again.',
    },
  )
}

const nameJob = ({ status }: ListingWish, jobId: string) => say`Job ${jobId}, which lists the ${status} objects,`

function why(end: Settled['end'], job: JobDescriptor | undefined, reason: string | undefined): string {
  if (end === 'timeout') return 'S3 was not done at the end of wait-timeout'
  if (end === 'terminal') return `somebody else changed it (${quoteText(job?.Status ?? 'no status')})`
  return reason ?? 'S3 does not describe it'
}

function readDescriptor(wish: ListingWish, jobId: string, job: JobDescriptor): GeneratedList {
  const { ObjectArn: objectArn, ETag: etag } = job.GeneratedManifestDescriptor?.Location ?? {}
  const tasks = job.ProgressSummary?.TotalNumberOfTasks
  if (objectArn !== undefined && etag !== undefined) return { wish, jobId, objectArn, etag, tasks }
  throw new ActionError('UNREADABLE', `${nameJob(wish, jobId)} does not say where its generated job manifest is.`)
}

function explainFailure(wish: ListingWish, jobId: string, { FailureReasons: reasons = [] }: JobDescriptor): undefined {
  const texts = reasons.map(({ FailureReason = '' }) => FailureReason)
  if (texts.some((text) => NO_MATCH.test(text))) return undefined
  const isDenied = texts.some((text) => text.includes('AccessDenied') || text.includes('Failed to write manifest'))
  const said = texts.map(quoteText).join(', ') || 'no reason given'
  throw new ActionError(
    isDenied ? 'ACCESS_DENIED' : 'SERVICE_UNAVAILABLE',
    `${nameJob(wish, jobId)} failed: ${said}.`,
    {
      hint: isDenied
        ? 'The batch role needs the statements of docs/iam/batch-role-generator-policy.json. If it has them, check the policies of the source bucket and of the work location.'
        : 'Look the job up in the S3 console, and run again.',
    },
  )
}

/** After an abort, requests are no longer sent: the job then stays suspended, and a later run cancels it. */
async function cancelListing({ job, jobId }: Watch, { signal }: ListingOptions, deps: ListingDeps): Promise<void> {
  if (isTerminal(job?.Status)) return
  try {
    if (signal.aborted) throw new InterruptedError()
    await retry(() => deps.cancelJob(jobId), UPDATING, { ...deps, signal })
  } catch (error) {
    if (faultOf(error) === 'wrong-status') return
    const what = error instanceof InterruptedError ? 'the run was interrupted' : messageOf(error)
    deps.warn(
      `Job ${jobId}, which only lists objects, could not be cancelled: ${what}. It waits for a confirmation that it must not get, and would change no object; a later run cancels it.`,
    )
  }
}

/**
 * Cancels the listing jobs of the bucket that killed runs had left at a moment (by S3's clock), or all of them. Returns
 * their number.
 */
export async function cancelListings(
  bucket: string,
  which: 'all' | { readonly leftBy: Date },
  signal: AbortSignal,
  deps: Pick<ListingDeps, 'listJobs' | 'describeJob' | 'cancelJob' | 'sleep'>,
): Promise<number> {
  let cancelled = 0
  for await (const listed of deps.listJobs()) {
    if (!listed.JobId || !isListingOf(bucket, listed.Description) || isTerminal(listed.Status)) continue
    const job = await describeKnownJob(listed.JobId, deps, signal)
    const since = job.SuspendedDate?.getTime() ?? job.CreationTime?.getTime() ?? 0
    if (isTerminal(job.Status) || !isListing(job)) continue
    if (which !== 'all' && which.leftBy.getTime() - since < LEFT_BEHIND_MS) continue
    await retry(() => deps.cancelJob(job.JobId ?? ''), UPDATING, { ...deps, signal }).catch((error) => {
      if (faultOf(error) !== 'wrong-status') throw error
    })
    cancelled++
  }
  return cancelled
}

/** A description proves nothing: only a job with a generator, and without a job manifest, can be a listing job. */
const isListing = (job: JobDescriptor) => job.ManifestGenerator !== undefined && job.Manifest === undefined
