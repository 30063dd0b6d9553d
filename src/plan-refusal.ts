// Knows which plans must not be started: too large, too dear, or not safe in this bucket. Pure.

import type { BucketFacts, BucketPlan, PlanRules } from './plan.ts'
import { formatNoun, formatUsd } from './report/format.ts'
import type { OperationGroup, ScanResult } from './scan/result.ts'

/** Why a plan with something to do must not be started, the first reason of all; undefined when it may be. */
export function refuse(
  { jobs, directCopies, estimate }: Pick<BucketPlan, 'jobs' | 'directCopies' | 'estimate'>,
  scan: ScanResult,
  facts: BucketFacts,
  rules: PlanRules,
): BucketPlan['refusal'] {
  const objects = sumObjects(scan.groups)
  if (objects > rules.maxObjects || scan.rowsDropped) {
    return {
      message: `${formatNoun(objects, 'object')} would be changed, more than max-objects allows (${rules.maxObjects}).`,
      hint: `Look at the plan and its price, then set max-objects to at least ${objects}.`,
    }
  }
  if (rules.maxCostUsd !== undefined && !estimate.rates.isPriced) {
    return {
      message: `max-cost cannot be kept in ${rules.region}: AWS China bills in CNY, and no rates in CNY are known here.`,
      hint: 'Look at the quantities of the plan, leave max-cost empty and limit the run with max-objects.',
    }
  }
  if (rules.maxCostUsd !== undefined && estimate.usd > rules.maxCostUsd) {
    return {
      message: `The remediation would cost about ${formatUsd(estimate.usd)}, more than max-cost allows (${formatUsd(rules.maxCostUsd)}).`,
      hint: `Look at the plan's price line by line, then set max-cost to at least ${estimate.usd.toFixed(2)}, or narrow the run with include and exclude.`,
    }
  }
  const direct = sumObjects(directCopies.map(({ group }) => group))
  if (direct > rules.maxDirectObjects) {
    return {
      message: `${formatNoun(direct, 'object')} would be copied one by one, more than max-direct-objects allows (${rules.maxDirectObjects}).`,
      hint: `Set engine to auto or batch to let S3 Batch Operations copy what it can, or set max-direct-objects to at least ${direct}.`,
    }
  }
  const copyJobs = jobs.filter((job) => job.operation === 'S3PutObjectCopy')
  const toCopy = sumObjects(copyJobs.map(({ group }) => group))
  if (facts.website === 'some' && toCopy > rules.maxLooks) {
    return {
      message: `The bucket is a website, and jobs would lose the redirects of objects: ${formatNoun(toCopy, 'object')} would have to be looked at, more than max-evidence-requests leaves (${rules.maxLooks}).`,
      hint: `Raise max-evidence-requests by at least ${toCopy - rules.maxLooks}, or narrow the run with include and exclude. Direct copies (engine: direct) keep redirects.`,
    }
  }
  if (copyJobs.length > 0 && facts.versioning !== 'Enabled' && !rules.allowUnversioned) {
    return {
      message: `The bucket's versioning is ${facts.versioning}: S3 Batch Operations cannot make a copy conditional, so a write during the copy of that very object could be lost.`,
      hint: 'Enable versioning, or set allow-unversioned: true when nobody writes to these objects during the run. Up to max-direct-objects objects are copied conditionally, without a job, when engine is auto or direct.',
    }
  }
  return undefined
}

const sumObjects = (groups: readonly OperationGroup[]) => groups.reduce((sum, { tally }) => sum + tally.objects, 0)
