// Decides what became of one bucket's remediation: COMPLETE only if every finding is covered by a succeeded task, and verified.

import type { JobOutcome, RemediationStatus } from '../batch/job-outcome.ts'
import type { BucketPlan } from '../decide/bucket-plan.ts'
import { listWork } from '../decide/bucket-plan.ts'
import type { DirectResult } from '../direct/direct-outcome.ts'
import { countDone } from '../direct/direct-outcome.ts'
import type { OperationGroup } from '../findings/findings.ts'
import { jobOperationOf } from '../operations/registry.ts'
import type { RemediationMode } from '../settings/remediation-settings.ts'
import { explainDeadPlan } from './plan-ending.ts'
import type { BucketResult } from './run-result.ts'
import { countRequested } from './task-counts.ts'

/** Whether nothing is left to do about a bucket: it is compliant, or every finding was encrypted and checked. */
export const isSettled = (bucket: BucketResult, runMode: RemediationMode): boolean =>
  bucket.judgement.verdict === 'COMPLIANT' || remediationOf(bucket, runMode) === 'COMPLETE'

/**
 * The status of one bucket's remediation. COMPLETE means every finding is covered by a succeeded task, and verified.
 */
export function remediationOf(bucket: BucketResult, runMode: RemediationMode): RemediationStatus {
  const mode = bucket.remediationMode ?? runMode
  if (mode === 'none') return 'NONE'
  if (bucket.remediationError !== undefined) return 'FAILED'
  if (mode === 'cancel') return bucket.jobs.some(({ state }) => state === 'pending') ? 'PENDING' : 'NONE'
  const findings = bucket.scan?.findings.objects ?? 0
  if (mode === 'plan') return findings > 0 && bucket.plan !== undefined ? statusOfPlan(bucket) : 'NONE'
  const states = new Set(bucket.jobs.map((job) => job.state))
  const { jobs, plan, direct } = bucket
  const isCopyDoubtful = direct?.result !== undefined && isDoubtful(direct.result)
  const hasLostLocks = (bucket.lockCheck?.lost ?? 0) > 0
  if (isCopyDoubtful || hasLostLocks || states.has('failed') || states.has('cancelled') || states.has('unproven'))
    return 'FAILED'
  // Refused, or interrupted before anything was started: the requested remediation did not happen.
  const isJudged = bucket.judgement.verdict !== 'INSUFFICIENT_DATA'
  const isActed = jobs.length > 0 || direct !== undefined
  if (isJudged && plan !== undefined && hasWork(plan, bucket) && !isActed) return 'FAILED'
  if (states.has('awaiting-confirmation') || (direct !== undefined && direct.result === undefined)) {
    return 'AWAITING_CONFIRMATION'
  }
  if (states.has('pending') || direct?.result?.interrupted || awaitsRestores(bucket)) return 'PENDING'
  if (!isActed && (findings === 0 || !isJudged)) return 'NONE'
  const isProven = jobs.every(isVerified) && areLocksChecked(bucket)
  return coversEveryFinding(bucket) && isProven ? 'COMPLETE' : 'INCOMPLETE'
}

export const statusOfPlan = (bucket: BucketResult) => (explainDeadPlan(bucket) === undefined ? 'PLANNED' : 'FAILED')

/** Whether the plan has work, apart from what the newest report removes from an approved plan. */
function hasWork(plan: BucketPlan, bucket: BucketResult): boolean {
  return listWork(plan).some(({ group }) => countToDo(group, bucket) > 0)
}

export const countToDo = (group: OperationGroup, { approved }: BucketResult) =>
  group.tally.objects - (approved?.leftOutOf.get(group) ?? 0)

/** Whether archived objects are left only because their restores take S3 hours: a later run copies them. */
function awaitsRestores({ jobs, direct }: BucketResult): boolean {
  const archived = direct?.result?.outcomes.archived.tally.objects ?? 0
  const restoring = direct?.result?.outcomes.restoring.tally.objects ?? 0
  const requested = jobs.reduce((sum, job) => sum + countRequested(job), 0)
  return archived + restoring > 0 && archived <= requested
}

/** A copy that is not proven to equal its original: a person must check it. */
const isDoubtful = ({ outcomes }: DirectResult) => outcomes.mismatch.tally.objects > 0

/** Whether no object was locked while a job copied it: if that is possible, each object must be checked. */
function areLocksChecked({ plan, jobs, lockCheck }: BucketResult): boolean {
  const hasCopies = jobs.some((job) => jobOperationOf(job).makesNewObjects)
  return plan?.objectLock === undefined || !hasCopies || lockCheck !== undefined
}

/** Per group, because a surplus of one job must not hide that another job is missing. */
function coversEveryFinding(bucket: BucketResult): boolean {
  const { approved, jobs, direct } = bucket
  const scan = approved?.scan ?? bucket.scan
  if (scan === undefined || (approved !== undefined && approved.notPlanned > 0)) return false
  const planned = scan.groups.reduce((sum, group) => sum + group.tally.objects, 0)
  if (approved === undefined && planned < scan.findings.objects) return false
  const copied = new Set(direct?.planned.map(({ group }) => group))
  const toCopy = [...copied].reduce((sum, { tally }) => sum + tally.objects, 0)
  if (direct?.result === undefined ? toCopy > 0 : countDone(direct.result) < toCopy) return false
  return scan.groups.every((group) => {
    if (copied.has(group)) return true
    const settling = jobs.filter((job) => jobOperationOf(job).settles?.(group, job.storageClass))
    return settling.reduce((sum, job) => sum + doneBy(job), 0) >= countToDo(group, bucket)
  })
}

/** Tasks whose object is as required, or was deleted. */
export function doneBy({ reconciliation, verification }: JobOutcome): number {
  return (reconciliation?.succeeded ?? 0) + (verification?.resolved ?? 0)
}

export function isVerified(job: JobOutcome): boolean {
  const { reconciliation, verification } = job
  // A restore encrypts nothing: the copies after it must be proven.
  if (jobOperationOf(job).prepares !== undefined) return true
  if (job.state !== 'complete' || reconciliation === undefined) return false
  // What an unknown function did cannot be checked: its answers are all there is.
  if (verification === undefined && jobOperationOf(job).byFunction)
    return reconciliation.notAttempted === 0 && reconciliation.failed === 0
  if (verification === undefined) return false
  if (reconciliation.notAttempted > 0 || reconciliation.failed > verification.resolved) return false
  if (verification.checked === 0) return job.objects === 0
  return verification.mismatches.length === 0 && verification.asTarget + verification.resolved >= verification.checked
}
