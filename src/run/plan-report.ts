// Makes a plan from a scanned report: first from report and settings, then from requests about what the report does not
// show.

import type { BucketPlan } from '../decide/bucket-plan.ts'
import type { PlanBasis } from '../decide/name-plan.ts'
import { planBucket } from '../decide/plan.ts'
import type { BucketHandle } from '../external/bucket-handle.ts'
import type { Deps } from '../external/deps.ts'
import { type DataSource, todayOf } from '../findings/data-source.ts'
import { listActiveRules } from '../findings/exception.ts'
import type { Findings } from '../findings/findings.ts'
import { listTerms } from '../findings/object-filter.ts'
import type { BucketFacts } from '../posture/bucket-facts.ts'
import { findRates, overrideRates } from '../price/rates.ts'
import type { ApprovedReport } from '../result/run-result.ts'
import { isPlanned } from '../settings/remediation-settings.ts'
import type { BucketTarget, Inputs } from '../settings/settings-of-a-run.ts'
import type { Access } from './access.ts'
import { refuseUnusableKey } from './check-key.ts'
import { lookFirst } from './look-first.ts'

export type PlanScene = {
  readonly dataSource: DataSource
  /** What was found in it. */
  readonly scan: Findings
  readonly facts: BucketFacts
  readonly source: BucketHandle
  readonly region: string
  /** A folder for this plan only. */
  readonly folder: string
}

type Planning = Access & { readonly ownRates: Inputs['ownRates']; readonly deps: Deps }

export type ReportPlan = {
  /** With findings sorted by the results of the checks. */
  readonly scan: Findings
  readonly plan: BucketPlan
  readonly basis: PlanBasis
  /** Set if the plan is not that of the newest report. */
  readonly approved?: ApprovedReport | undefined
}

/** Plans what to do about the findings; undefined if no plan is requested. */
export async function planReport(
  target: BucketTarget,
  scene: PlanScene,
  planning: Planning,
): Promise<ReportPlan | undefined> {
  const { dataSource, scan: found, facts, source, region, folder } = scene
  const { remediation, keyRule, maxEvidenceRequests } = target
  if (!isPlanned(remediation)) return undefined
  const rules = {
    ...remediation,
    asked: target.asked,
    keyRule,
    maxLooks: Math.max(0, maxEvidenceRequests - (found.evidence?.candidates ?? 0)),
    region,
    rates: overrideRates(findRates(region), planning.ownRates),
  }
  const planOf = (of: Findings) => planBucket(target.bucket, of, dataSource.asOf, facts, rules)
  const basis = describeBasis(target, scene, {
    account: planning.identity.account,
    target: remediation.target,
    plan: planOf({ ...found, groups: found.groupsOfReport ?? found.groups }),
  })
  const asked = await refuseUnusableKey(planOf(found), region, planning)
  const looked = await lookFirst({
    ...planning,
    spoolFolder: folder,
    rules,
    scan: found,
    plan: asked,
    facts,
    source,
    planOf,
  })
  return { ...looked, basis }
}

function describeBasis(
  { bucket, accepted, asked, keyRule, include, exclude, exceptions }: BucketTarget,
  { dataSource, scan: found, region }: PlanScene,
  rest: Pick<PlanBasis, 'account' | 'target' | 'plan'>,
): PlanBasis {
  return {
    bucket,
    region,
    deliveredAt: dataSource.completedAt,
    fingerprint: found.proof.fingerprint,
    policy: { accepted, keyRule },
    scope: {
      include,
      exclude,
      exceptions: listActiveRules(exceptions, todayOf(dataSource)),
      ...(asked && { selection: [asked.name, ...listTerms(asked.filter)] }),
    },
    candidates: found.evidence?.candidates ?? 0,
    ...rest,
  }
}
