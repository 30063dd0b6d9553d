// Chooses the findings to check with HeadObject before a plan is carried out, and decides what the results mean. Pure.

import type { OperationGroup } from '../findings/findings.ts'
import { MAX_COPY_BYTES } from '../findings/need.ts'
import type { PlaceFinding } from '../objects/sort-findings.ts'
import type { AnyOperation } from '../operations/operation.ts'
import { isCopyJob, operationOf, type PlannedWork } from '../operations/registry.ts'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import type { BucketPlan, PlanRules } from './bucket-plan.ts'

/**
 * Why a group is checked:
 *
 * - `redirect`: a job would lose the website redirects of its objects
 * - `size`: the report has no Size column. A job fails for objects over 5 GiB, and the price depends on the bytes
 * - `lock`: the bucket has Object Lock. A copy does not get the lock, S3 refuses to change the key, and a report is
 *   days old
 */
export type LookReason = 'redirect' | 'size' | 'lock'

export type PlannedLook = {
  readonly group: OperationGroup
  /** Not empty. */
  readonly reasons: readonly LookReason[]
  /** HeadObject requests; for locks also the lock requests before and after. */
  readonly requests: number
  /** Whether the job must not be started without this check. */
  readonly isRequired: boolean
  readonly place: PlaceFinding
}

type LookFacts = Pick<BucketFacts, 'website' | 'objectLockEnabled'>
type Work = Pick<BucketPlan, 'jobs' | 'directCopies'>

/** One check for each group that needs any; none if the report and the bucket settings are sufficient. */
export function planLooks(work: Work, facts: LookFacts, rules: Pick<PlanRules, 'engine'>): PlannedLook[] {
  const groups = new Set([...work.jobs, ...work.directCopies].map(({ group }) => group))
  return [...groups].flatMap((group) => {
    const jobs = work.jobs.filter((job) => job.group === group)
    const direct = work.directCopies.filter((copy) => copy.group === group)
    const reasons = listReasons(group, [...jobs, ...direct].map(operationOf), facts)
    if (reasons.length === 0) return []
    const isLocking = reasons.includes('lock')
    const copyJob = jobs.find(isCopyJob)
    const isRequired = copyJob !== undefined || (isLocking && jobs.length > 0)
    const requests = group.tally.objects * (isLocking ? countLockRequests(copyJob) : 1)
    return [{ group, reasons, requests, isRequired, place: placeBy(group, copyJob, reasons, rules) }]
  })
}

/** Total number of objects to check. */
export function countLooks(looks: readonly PlannedLook[]): number {
  return looks.reduce((sum, { group }) => sum + group.tally.objects, 0)
}

export function countRequests(looks: readonly PlannedLook[]): number {
  return looks.reduce((sum, { requests }) => sum + requests, 0)
}

/** The number of objects and requests that the plan of a bucket with Object Lock shows. */
export function countLockLooks(looks: readonly PlannedLook[]): NonNullable<BucketPlan['objectLock']> {
  const locking = looks.filter(({ reasons }) => reasons.includes('lock'))
  return { objects: countLooks(locking), requests: countRequests(locking) }
}

/** HeadObject, GetObjectRetention, GetObjectLegalHold. */
const REQUESTS_BEFORE = 3
/**
 * ListObjectVersions, and GetObjectRetention and GetObjectLegalHold for the version that was copied
 * (batch/lost-locks.ts).
 */
const REQUESTS_AFTER_COPY = 3

/** Changing the key keeps the version and its lock, so only copies made by a job are checked afterwards. */
const countLockRequests = (copyJob: CopyJob) => REQUESTS_BEFORE + (copyJob === undefined ? 0 : REQUESTS_AFTER_COPY)

type CopyJob = { readonly unmodifiedSince: Date } | undefined

function listReasons(
  { tally }: OperationGroup,
  operations: readonly AnyOperation<PlannedWork>[],
  { website, objectLockEnabled }: LookFacts,
): LookReason[] {
  const redirect = website === 'some' && operations.some(({ losesRedirects }) => losesRedirects)
  const size = tally.bytes === undefined && operations.some(({ movesBytes }) => movesBytes)
  // A restore and each direct copy check the object themselves immediately before (direct/).
  const lock = objectLockEnabled && (size || operations.some(({ locks }) => locks?.looksFirst))
  return [
    ...(redirect ? (['redirect'] as const) : []),
    ...(size ? (['size'] as const) : []),
    ...(lock ? (['lock'] as const) : []),
  ]
}

function placeBy(
  { operation }: OperationGroup,
  copyJob: CopyJob,
  reasons: readonly LookReason[],
  { engine }: Pick<PlanRules, 'engine'>,
): PlaceFinding {
  const unmodifiedSince = copyJob?.unmodifiedSince.getTime()
  return ({ lastModified, size, websiteRedirect, lock }) => {
    // S3 skips objects written after a job's time limit (UnModifiedSinceConstraint).
    if (unmodifiedSince !== undefined && lastModified > unmodifiedSince) return operation
    if (reasons.includes('lock') && lock !== 'none') return lock === 'locked' ? 'object-lock' : 'object-lock-unknown'
    if (reasons.includes('redirect') && websiteRedirect !== undefined) return 'website-redirect'
    if (operation !== 'copy' || size <= MAX_COPY_BYTES) return operation
    return engine === 'batch' ? 'too-large' : 'multipart-copy'
  }
}
