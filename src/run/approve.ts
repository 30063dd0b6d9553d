// Decides whether what a run would do was approved (the same plan, or less of it), and reports what differs.

import { compareWithApproved, type Difference, measurePlan, namePlan } from '../decide/name-plan.ts'
import { remediationOf } from '../result/end-of-remediation.ts'
import type { BucketResult } from '../result/run-result.ts'
import { tellSelection } from '../result/selection-ending.ts'
import type { Ceiling } from '../settings/plan-id.ts'
import type { RemediationRefusal } from '../settings/remediation-settings.ts'
import type { Inputs } from '../settings/settings-of-a-run.ts'
import { formatNoun, formatUsd } from '../words/numbers.ts'

/**
 * The plan-id to report: that of the plan that was made and can be carried out, or of the approved one. Known after the
 * preflight.
 */
export function tellPlanId(buckets: readonly BucketResult[], inputs: Inputs): string | undefined {
  if (inputs.approvedPlan !== undefined) return inputs.approvedPlan.id
  const { mode } = inputs.remediation
  if (mode !== 'plan' || buckets.some((bucket) => hasNothingToApprove(bucket, inputs))) return undefined
  return namePlan(buckets)
}

function hasNothingToApprove(bucket: BucketResult, { asked, remediation: { mode } }: Inputs): boolean {
  const isOfSelection = asked !== undefined
  return (isOfSelection ? tellSelection(bucket, mode).status : remediationOf(bucket, mode)) === 'FAILED'
}

/**
 * Why nothing may be started: the plan of the run is not the approved one. Undefined if it is, or if no approval is
 * required.
 */
export function refuseUnapproved(
  buckets: readonly BucketResult[],
  { approvedPlan, remediation }: Inputs,
): RemediationRefusal | undefined {
  if (approvedPlan === undefined) return undefined
  const asked = remediation.mode
  const [problem] = buckets.filter(({ approvalProblem }) => approvalProblem !== undefined)
  if (problem?.approvalProblem !== undefined) {
    const { message, hint = PLAN_AGAIN } = problem.approvalProblem
    const said = `The approved plan of bucket ${problem.bucket} could not be rebuilt, and nothing was started: ${message}`
    return { asked, message: said, hint }
  }
  const differences = compareWithApproved(approvedPlan.parsed, buckets)
  if (differences.length === 0) return undefined
  const [approved, now] = [approvedPlan.parsed.ceiling, measurePlan(buckets)]
  const what = differences.map((difference) => describeDifference(difference, approved, now)).join('; ')
  return { asked, message: `This is not the approved plan, and nothing was started: ${what}.`, hint: PLAN_AGAIN }
}

const PLAN_AGAIN =
  'Make a new plan with the settings of this run, have it approved, and pass its plan-id as approved-plan.'

function describeDifference(difference: Difference, approved: Ceiling, now: Ceiling): string {
  const words: Readonly<Record<Difference, string>> = {
    buckets: 'the buckets differ, or one of them could be evaluated then and not now, or vice versa',
    policy: 'the policy differs (accepted-encryption, require-bucket-key or the key that objects must be under)',
    scope: 'the scope differs (account, Region, include, exclude, or the exceptions in force today)',
    target: 'the encryption to apply differs (target-encryption, kms-key-arn or bucket-key)',
    reports: 'a report is not the one that the plan was made from',
    work: `the resulting work differs (settings of the remediation, or of a bucket, such as its versioning; ${describe(approved)} approved, ${describe(now)} now)`,
    objects: `it has more objects (${formatNoun(approved.objects, 'object')} approved, ${formatNoun(now.objects, 'object')} now)`,
    price: `its price is above the approved one (${sayPrice(approved)} approved, ${sayPrice(now)} now)`,
  }
  return words[difference]
}

const describe = (ceiling: Ceiling) => `${formatNoun(ceiling.objects, 'object')} for ${sayPrice(ceiling)}`

const sayPrice = ({ cents }: Ceiling) => (cents === undefined ? 'an unknown price' : formatUsd(cents / 100))
