// Decides which plans must not be started: too large, too expensive, or not safe in this bucket. Pure.

import type { Findings, OperationGroup } from '../findings/findings.ts'
import { isCopyJob, jobOperationOf, operationOf } from '../operations/registry.ts'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import { formatNoun, formatUsd } from '../words/numbers.ts'
import { type BucketPlan, listWork, type PlanRules } from './bucket-plan.ts'
import { countLooks, countRequests, type LookReason, planLooks } from './plan-looks.ts'

const ADD_SIZE = 'Add Size to the fields of the inventory configuration and wait for its next report'

const LOOK_REASONS: readonly (readonly [LookReason, { readonly why: string; readonly hint: string }])[] = [
  [
    'redirect',
    {
      why: 'The bucket is a website, and jobs would lose the redirects of objects.',
      hint: 'Direct copies (copy-engine: direct) keep redirects.',
    },
  ],
  [
    'size',
    {
      why: 'The report has no Size column, and a job fails for every object over 5 GB.',
      hint: `${ADD_SIZE}: then no request is needed.`,
    },
  ],
  [
    'lock',
    {
      why: 'The bucket has Object Lock, and a lock set since the report would be lost by a copy.',
      hint: 'Each object takes three requests before a job, and three after a copy.',
    },
  ],
]

type Planned = Pick<BucketPlan, 'jobs' | 'directCopies' | 'oneByOne' | 'estimate'>

/** The first reason why a plan with work must not be started; undefined if it may be started. */
export function refuse(planned: Planned, scan: Findings, facts: BucketFacts, rules: PlanRules): BucketPlan['refusal'] {
  for (const work of listWork(planned)) {
    const reason = operationOf(work).refuse?.(work, rules)
    if (reason !== undefined) return reason
  }
  const exceeded = findExceeded(planned, scan, facts, rules)
  return exceeded && { ...exceeded, isOfLimit: true }
}

/** The first limit of the run that the plan exceeds. */
function findExceeded(
  { jobs, directCopies, oneByOne = [], estimate }: Planned,
  scan: Findings,
  facts: BucketFacts,
  rules: PlanRules,
): Pick<NonNullable<BucketPlan['refusal']>, 'message' | 'hint'> | undefined {
  const objects = sumObjects(scan.groups)
  if (objects > rules.maxObjects || scan.rowsDropped) {
    return {
      message: `${formatNoun(objects, 'object')} would be changed, more than max-objects allows (${rules.maxObjects}).`,
      hint: `Review the plan and its price, then set max-objects to at least ${objects}.`,
    }
  }
  if (scan.duplicates === undefined) {
    return {
      message: `The report has too many findings to compare their keys, so rows are counted, and a key that is listed twice would be copied twice.`,
      hint: `Set max-objects to at least ${scan.findings.objects}, or narrow the run with include and exclude: findings up to that number are compared.`,
    }
  }
  if (rules.maxCostUsd !== undefined && !estimate.rates.isPriced) {
    return {
      message: `max-cost cannot be checked in ${rules.region}: AWS China bills in CNY, and this action has no rates in CNY.`,
      hint: 'Review the quantities of the plan, leave max-cost empty and limit the run with max-objects.',
    }
  }
  const looks = planLooks({ jobs, directCopies }, facts, rules)
  const toLookAt = countLooks(looks)
  const requests = countRequests(looks)
  if (rules.maxCostUsd !== undefined && estimate.usd === undefined && requests > rules.maxLooks) {
    return {
      message: 'max-cost cannot be checked: the report has no Size column, so the cost of the remediation is unknown.',
      hint: `${ADD_SIZE}, raise max-evidence-requests by at least ${requests - rules.maxLooks} to have the sizes looked up, or leave max-cost empty and limit the run with max-objects.`,
    }
  }
  if (rules.maxCostUsd !== undefined && estimate.usd !== undefined && estimate.usd > rules.maxCostUsd) {
    return {
      message: `The remediation would cost about ${formatUsd(estimate.usd)}, more than max-cost allows (${formatUsd(rules.maxCostUsd)}).`,
      hint: `Review the price of the plan line by line, then set max-cost to at least ${estimate.usd.toFixed(2)}, or narrow the run with include and exclude.`,
    }
  }
  const direct = sumObjects(directCopies.map(({ group }) => group))
  if (direct > rules.maxDirectObjects) {
    return {
      message: `${formatNoun(direct, 'object')} would be copied one by one, more than max-direct-objects allows (${rules.maxDirectObjects}).`,
      hint: `Set copy-engine to auto or batch to let S3 Batch Operations copy what it can, or set max-direct-objects to at least ${direct}.`,
    }
  }
  const single = sumObjects(oneByOne.map(({ group }) => group))
  if (single > rules.maxDirectObjects) {
    return {
      message: `${formatNoun(single, 'object')} would be changed one by one, more than max-direct-objects allows (${rules.maxDirectObjects}).`,
      hint: `Set max-direct-objects to at least ${single}, or narrow the selection. A job changes more at once, but can only replace all tags (tags-existing: replace); to add tags to any number of objects, use operation: invoke-lambda with the shipped function merge-tags (docs/operations.md).`,
    }
  }
  const recorded = sumObjects(jobs.filter((job) => jobOperationOf(job).recordsTags).map(({ group }) => group))
  if (recorded > rules.maxLooks) {
    return {
      message: `The tags of ${formatNoun(recorded, 'object')} would have to be read and recorded before they are replaced, more than max-evidence-requests allows (${rules.maxLooks}).`,
      hint: `Raise max-evidence-requests by at least ${recorded - rules.maxLooks}, or narrow the selection.`,
    }
  }
  const watched = sumObjects(
    jobs.filter((job) => rules.asked !== undefined && jobOperationOf(job).prepares).map(({ group }) => group),
  )
  if (watched > rules.maxLooks) {
    return {
      message: `${formatNoun(watched, 'object')} would have to be looked at before and after the restore, more than max-evidence-requests allows (${rules.maxLooks}).`,
      hint: `Raise max-evidence-requests by at least ${watched - rules.maxLooks}, or narrow the selection.`,
    }
  }
  if (requests > rules.maxLooks && looks.some(({ isRequired }) => isRequired)) {
    const reasons = LOOK_REASONS.filter(([reason]) => looks.some((look) => look.reasons.includes(reason)))
    return {
      message: `${reasons.map(([, { why }]) => why).join(' ')} ${formatNoun(toLookAt, 'object')} would have to be checked${requests === toLookAt ? '' : `, by ${formatNoun(requests, 'request')}`}, more than max-evidence-requests allows (${rules.maxLooks}).`,
      hint: `Raise max-evidence-requests by at least ${requests - rules.maxLooks}, or narrow the run with include and exclude. ${reasons.map(([, { hint }]) => hint).join(' ')}`,
    }
  }
  if (jobs.some(isCopyJob) && facts.versioning !== 'Enabled' && !rules.allowUnversioned) {
    return {
      message: `The bucket's versioning is ${facts.versioning}: S3 Batch Operations cannot make a copy conditional, so a write to an object during its copy could be lost.`,
      hint: 'Enable versioning, or set allow-unversioned: true when nobody writes to these objects during the run. Up to max-direct-objects objects are copied conditionally, without a job, when copy-engine is auto or direct.',
    }
  }
  return undefined
}

const sumObjects = (groups: readonly OperationGroup[]) => groups.reduce((sum, { tally }) => sum + tally.objects, 0)
