// Knows which findings must be looked at before a plan may be carried out, and what is decided by what is seen. Pure.

import type { OperationGroup } from '../findings/findings.ts'
import { MAX_COPY_BYTES } from '../findings/need.ts'
import type { PlaceFinding } from '../objects/sort-findings.ts'
import type { PlannedJob } from '../operations/planned.ts'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import type { BucketPlan, PlanRules } from './bucket-plan.ts'

/**
 * Why a group is looked at:
 *
 * - `redirect`: a job would lose the website redirects of its objects
 * - `size`: the report has no Size column. A job fails for objects over 5 GiB, and the price rests on the bytes
 * - `lock`: the bucket has Object Lock. A copy leaves a lock behind, S3 refuses a change of the key, and a report is days old
 */
export type LookReason = 'redirect' | 'size' | 'lock'

export type PlannedLook = {
  readonly group: OperationGroup
  /** Not empty. */
  readonly reasons: readonly LookReason[]
  /** HeadObject, and of locks what is asked before and after. */
  readonly requests: number
  /** Whether the job must not be started without. */
  readonly isRequired: boolean
  readonly place: PlaceFinding
}

type LookFacts = Pick<BucketFacts, 'website' | 'objectLockEnabled'>
type Work = Pick<BucketPlan, 'jobs' | 'directCopies'>

/** One look for each group that needs any; none where the report and the bucket tell enough. */
export function planLooks(work: Work, facts: LookFacts, rules: Pick<PlanRules, 'engine'>): PlannedLook[] {
  const groups = new Set([...work.jobs, ...work.directCopies].map(({ group }) => group))
  return [...groups].flatMap((group) => {
    const job = work.jobs.find((candidate) => candidate.group === group)
    const reasons = listReasons(group, job, facts)
    if (reasons.length === 0) return []
    const isLocking = reasons.includes('lock')
    const isRequired = isCopyJob(job) || (isLocking && job !== undefined)
    const requests = group.tally.objects * (isLocking ? countLockRequests(job) : 1)
    return [{ group, reasons, requests, isRequired, place: placeBy(group, job, reasons, rules) }]
  })
}

/** Objects to look at in all. */
export function countLooks(looks: readonly PlannedLook[]): number {
  return looks.reduce((sum, { group }) => sum + group.tally.objects, 0)
}

export function countRequests(looks: readonly PlannedLook[]): number {
  return looks.reduce((sum, { requests }) => sum + requests, 0)
}

/** What a plan for a bucket with Object Lock tells of its looks. */
export function countLockLooks(looks: readonly PlannedLook[]): NonNullable<BucketPlan['objectLock']> {
  const locking = looks.filter(({ reasons }) => reasons.includes('lock'))
  return { objects: countLooks(locking), requests: countRequests(locking) }
}

/** HeadObject, GetObjectRetention, GetObjectLegalHold. */
const REQUESTS_BEFORE = 3
/** ListObjectVersions, and retention and legal hold of the version that was copied (batch/lost-locks.ts). */
const REQUESTS_AFTER_COPY = 3

/** A change of the key stays on the version and its lock: only the copies of a job are looked at afterwards. */
const countLockRequests = (job: Job) => REQUESTS_BEFORE + (isCopyJob(job) ? REQUESTS_AFTER_COPY : 0)

type Job = PlannedJob | undefined
const isCopyJob = (job: Job) => job?.operation === 'S3PutObjectCopy'

function listReasons(group: OperationGroup, job: Job, { website, objectLockEnabled }: LookFacts): LookReason[] {
  const isUpdate = group.operation === 'update-encryption'
  const redirect = isCopyJob(job) && website === 'some'
  // Another key around the data key is as cheap for any size, and keeps the redirect.
  const size = !isUpdate && group.tally.bytes === undefined
  // A restore and each direct copy have a look of their own right before (direct/).
  const lock = objectLockEnabled && (isUpdate || isCopyJob(job) || size)
  return [
    ...(redirect ? (['redirect'] as const) : []),
    ...(size ? (['size'] as const) : []),
    ...(lock ? (['lock'] as const) : []),
  ]
}

function placeBy(
  { operation }: OperationGroup,
  job: Job,
  reasons: readonly LookReason[],
  { engine }: Pick<PlanRules, 'engine'>,
): PlaceFinding {
  const unmodifiedSince = job?.operation === 'S3PutObjectCopy' ? job.unmodifiedSince.getTime() : undefined
  return ({ lastModified, size, websiteRedirect, lock }) => {
    // What was written after a job's guard is left alone by S3 (UnModifiedSinceConstraint).
    if (unmodifiedSince !== undefined && lastModified > unmodifiedSince) return operation
    if (reasons.includes('lock') && lock !== 'none') return lock === 'locked' ? 'object-lock' : 'object-lock-unknown'
    if (reasons.includes('redirect') && websiteRedirect !== undefined) return 'website-redirect'
    if (operation !== 'copy' || size <= MAX_COPY_BYTES) return operation
    return engine === 'batch' ? 'too-large' : 'multipart-copy'
  }
}
