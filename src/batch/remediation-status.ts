// Knows what the outcomes of all jobs amount to.

import type { BucketPlan } from '../plan.ts'
import type { JobOutcome, RemediationStatus } from './outcome.ts'

export type RemediationSummary = {
  readonly status: RemediationStatus
  /**
   * True when every finding is covered: its task succeeded, or what it is now was looked at and is as wanted; and no look
   * at a copied object showed anything else.
   */
  readonly covered: boolean
  readonly coveredObjects: number
}

/**
 * Sums up the jobs of one bucket after mode `confirm` or `run`.
 * `findings` is the number of findings of the scan, held back ones among them.
 */
export function remediationStatusOf(
  outcomes: readonly JobOutcome[],
  plan: BucketPlan,
  findings: number,
): RemediationSummary {
  const coveredObjects = outcomes.reduce((sum, outcome) => sum + countCovered(outcome), 0)
  const covered = coveredObjects === findings && outcomes.every(isProven)
  return { status: statusOf(outcomes, plan, findings, covered), covered, coveredObjects }
}

function statusOf(
  outcomes: readonly JobOutcome[],
  plan: BucketPlan,
  findings: number,
  covered: boolean,
): RemediationStatus {
  if (findings === 0 && outcomes.length === 0) return 'NONE'
  const states = new Set(outcomes.map(({ state }) => state))
  if (states.has('failed') || states.has('cancelled') || states.has('unproven')) return 'FAILED'
  const isStarted = (storageClass: string) => outcomes.some((outcome) => outcome.storageClass === storageClass)
  if (plan.jobs.length > 0 && !plan.jobs.some(({ group }) => isStarted(group.storageClass))) return 'FAILED'
  if (states.has('awaiting-confirmation')) return 'AWAITING_CONFIRMATION'
  if (states.has('pending')) return 'PENDING'
  return covered ? 'COMPLETE' : 'INCOMPLETE'
}

function countCovered({ state, reconciliation, verification }: JobOutcome): number {
  if (state === 'unproven' || !reconciliation) return 0
  return reconciliation.succeeded + Math.min(verification?.resolved ?? 0, reconciliation.failed)
}

function isProven({ state, verification }: JobOutcome): boolean {
  return (
    state === 'complete' &&
    verification !== undefined &&
    verification.asTarget + verification.resolved === verification.checked
  )
}
