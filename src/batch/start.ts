// Decides whether a planned job is created, attached to, waited for, or not started. Nothing is copied twice.

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import type { JobDescription } from './job-description.ts'

/** Maximum number of jobs of one plan, including the first, before a person has to check. */
const MAX_ATTEMPTS = 3

/** A job as S3 describes it, with its parsed description. */
export type KnownJob = { readonly jobId: string; readonly description: JobDescription; readonly job: JobDescriptor }

const TERMINAL: ReadonlySet<string> = new Set(['Complete', 'Failed', 'Cancelled'])

/** True for the three terminal states of S3. An unknown state is not terminal. */
export const isTerminal = (status: string | undefined) => TERMINAL.has(status ?? '')

/** When the job ended or, if S3 does not say, was created; undefined if neither is known. */
export function endOf(job: JobDescriptor): number | undefined {
  return (job.TerminationDate ?? job.CreationTime)?.getTime()
}

/** A finished job of this action, and why its completion report could not be read, if so. */
export type FinishedJob = KnownJob & { readonly unreadable: string | undefined }

type StartFacts = {
  /** This action's jobs for this bucket and storage class that have not ended. */
  readonly live: readonly KnownJob[]
  /** Those that ended after the listing of the inventory report began. */
  readonly finished: readonly FinishedJob[]
  /** Whether a job is exactly the one that would be created. */
  readonly isSame: (known: KnownJob) => boolean
  /** Finished jobs of the same plan. */
  readonly attempts: number
  /** Rows that no finished job has processed. */
  readonly remainingRows: number
}

export type StartDecision =
  | { readonly kind: 'attach'; readonly job: KnownJob }
  | { readonly kind: 'wait-for'; readonly job: KnownJob }
  | { readonly kind: 'unproven'; readonly job: KnownJob; readonly reason: string }
  | { readonly kind: 'covered' }
  | { readonly kind: 'refuse'; readonly message: string; readonly hint: string }
  | { readonly kind: 'create' }

/**
 * The only decision about starting. A live job of this action takes precedence: while it exists, no other is started.
 */
export function decideStart({ live, finished, isSame, attempts, remainingRows }: StartFacts): StartDecision {
  const other = live.find((known) => !isSame(known))
  if (other) return { kind: 'wait-for', job: other }
  const [same] = live
  if (same) return { kind: 'attach', job: same }

  const unread = finished.find(({ unreadable }) => unreadable !== undefined)
  if (unread) return { kind: 'unproven', job: unread, reason: unread.unreadable ?? '' }
  if (remainingRows === 0) return { kind: 'covered' }

  if (attempts < MAX_ATTEMPTS) return { kind: 'create' }
  return {
    kind: 'refuse',
    message: `${attempts} jobs for this inventory report have ended and ${remainingRows} objects still fail.`,
    hint:
      `Check the completion report of the last job (${finished.at(-1)?.jobId}) and fix the cause, usually the policy of the batch role. ` +
      'The next inventory report starts over.',
  }
}
