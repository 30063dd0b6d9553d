// Knows which findings must be looked at before a plan may be carried out, and what is decided by what is seen. Pure.

import type { BucketFacts, BucketPlan, PlannedJob, PlanRules } from './plan.ts'
import { MAX_COPY_BYTES } from './scan/operation.ts'
import type { OperationGroup } from './scan/result.ts'
import type { PlaceFinding } from './scan/sort-findings.ts'

/**
 * Why a group is looked at:
 *
 * - `redirect`: a job would lose the website redirects of its objects
 * - `size`: the report has no Size column. A job fails for objects over 5 GiB, and the price rests on the bytes
 */
export type LookReason = 'redirect' | 'size'

export type PlannedLook = {
  readonly group: OperationGroup
  /** Not empty. */
  readonly reasons: readonly LookReason[]
  /** Whether a job that copies the objects must not be started without. */
  readonly isRequired: boolean
  readonly place: PlaceFinding
}

type Work = Pick<BucketPlan, 'jobs' | 'directCopies'>

/** One look for each group that needs any; none where the report and the bucket tell enough. */
export function planLooks(
  work: Work,
  facts: Pick<BucketFacts, 'website'>,
  rules: Pick<PlanRules, 'engine'>,
): PlannedLook[] {
  const groups = new Set([...work.jobs, ...work.directCopies].map(({ group }) => group))
  return [...groups].flatMap((group) => {
    const job = work.jobs.find((candidate) => candidate.group === group)
    const reasons = listReasons(group, job, facts)
    if (reasons.length === 0) return []
    return [{ group, reasons, isRequired: isCopyJob(job), place: placeBy(group, job, reasons, rules) }]
  })
}

/** Objects to look at in all. */
export function countLooks(looks: readonly PlannedLook[]): number {
  return looks.reduce((sum, { group }) => sum + group.tally.objects, 0)
}

type Job = PlannedJob | undefined
const isCopyJob = (job: Job) => job?.operation === 'S3PutObjectCopy'

function listReasons(group: OperationGroup, job: Job, { website }: Pick<BucketFacts, 'website'>): LookReason[] {
  // Another key around the data key is as cheap for any size, and keeps the redirect.
  if (group.operation === 'update-encryption') return []
  return [
    ...(isCopyJob(job) && website === 'some' ? (['redirect'] as const) : []),
    ...(group.tally.bytes === undefined ? (['size'] as const) : []),
  ]
}

function placeBy(
  { operation }: OperationGroup,
  job: Job,
  reasons: readonly LookReason[],
  { engine }: Pick<PlanRules, 'engine'>,
): PlaceFinding {
  const unmodifiedSince = job?.operation === 'S3PutObjectCopy' ? job.unmodifiedSince.getTime() : undefined
  return ({ lastModified, size, websiteRedirect }) => {
    // What was written after a job's guard is left alone by S3 (UnModifiedSinceConstraint).
    if (unmodifiedSince !== undefined && lastModified > unmodifiedSince) return operation
    if (reasons.includes('redirect') && websiteRedirect !== undefined) return 'website-redirect'
    if (operation !== 'copy' || size <= MAX_COPY_BYTES) return operation
    return engine === 'batch' ? 'too-large' : 'multipart-copy'
  }
}
