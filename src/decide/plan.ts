// Decides what would be done about the findings of a bucket. Has no side effects.

import type { Findings, OperationGroup } from '../findings/findings.ts'
import { chooseNaming } from '../operations/encryption-naming.ts'
import { type AskedWork, isJob, isOneByOne, type PlannedWork, planGroup } from '../operations/registry.ts'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import type { BucketPlan, PlanRules } from './bucket-plan.ts'
import { estimatePrice } from './estimate-price.ts'
import { countLockLooks, planLooks } from './plan-looks.ts'
import { refuse } from './plan-refusal.ts'
import { warnAbout, warnOfSelected } from './plan-warnings.ts'

/** Decides what would be done about a bucket's findings. Pure: nothing is read or written. */
export function planBucket(
  bucket: string,
  scan: Findings,
  createdAt: Date,
  facts: BucketFacts,
  rules: PlanRules,
): BucketPlan {
  const copyObjects = countObjects(scan.groups.filter(isCopy))
  const naming = chooseNaming(rules.target, facts)
  const planning = { ...rules, naming, copyObjects, copiesDirectly: choosesDirect(copyObjects, facts, rules) }
  const work = scan.groups.flatMap((group) =>
    planGroup(group, { ...planning, unmodifiedSince: guardTime(group, createdAt) }),
  )
  const jobs = work.filter(isJob)
  const oneByOne = work.filter(isOneByOne)
  const directCopies = work.filter((item) => !isJob(item)).filter((item) => !isOneByOne(item))
  const { target, region, rates } = rules
  const estimate = estimatePrice(work.map(describeForPrice), {
    target,
    facts,
    region,
    rates,
    reportTime: createdAt.getTime(),
    redirects: scan.heldBack.get('website-redirect')?.tally.objects ?? 0,
    // In a website, the HeadObject requests for redirects already include these.
    sizesLookedUp: facts.website === 'some' ? 0 : (scan.sizesLookedUp ?? 0),
    rowQueries: scan.rowQueries && { ...scan.rowQueries, rows: jobs.map(({ group }) => group.tally.objects) },
  })
  const objectLock = facts.objectLockEnabled
    ? countLockLooks(planLooks({ jobs, directCopies }, facts, rules))
    : undefined
  const plan = {
    bucket,
    jobs,
    directCopies,
    ...(oneByOne.length > 0 && { oneByOne }),
    heldBack: talliesOf(scan.heldBack),
    estimate,
    objectLock,
  }
  return {
    ...plan,
    warnings:
      work.length === 0 ? [] : rules.asked === undefined ? warnAbout(plan, facts, rules) : warnOfSelected(plan, facts),
    refusal: work.length === 0 ? undefined : refuse(plan, scan, facts, rules),
  }
}

function describeForPrice({ group, ...own }: PlannedWork): AskedWork {
  const { storageClass, tally, newestLastModified } = group
  return { ...own, storageClass, tally, newestLastModified }
}

const isCopy = ({ operation }: OperationGroup) => operation === 'copy'
const countObjects = (groups: readonly OperationGroup[]) => groups.reduce((sum, { tally }) => sum + tally.objects, 0)
const talliesOf = (heldBack: Findings['heldBack']) =>
  new Map([...heldBack].map(([reason, { tally }]) => [reason, tally]))

/**
 * With a job, this action's own role needs no permission to write objects, so a job is preferred. In a bucket without
 * versioning a job is not safe, because Batch Operations has no condition on the destination: there, a small set is
 * copied directly (ADR 5).
 */
function choosesDirect(objects: number, facts: BucketFacts, rules: PlanRules): boolean {
  if (rules.engine !== 'auto') return rules.engine === 'direct'
  return facts.versioning !== 'Enabled' && !rules.allowUnversioned && objects <= rules.maxDirectObjects
}

/**
 * The newest LastModified of the group, rounded up to whole seconds, as HTTP dates are: objects written later are not
 * covered by the report, and S3 has encrypted all new objects since 2023 anyway. Without that column: the start of the
 * listing.
 */
function guardTime(group: OperationGroup, createdAt: Date): Date {
  const newest = group.newestLastModified ?? createdAt.getTime()
  return new Date(Math.ceil(newest / 1000) * 1000)
}
