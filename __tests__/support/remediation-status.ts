// Knows how a bucket's jobs are summed up by the report, given the outcomes alone.

import type { JobOutcome } from '../../src/batch/job-outcome.ts'
import type { BucketPlan } from '../../src/decide/bucket-plan.ts'
import { remediationOf } from '../../src/result/end-of-remediation.ts'
import type { BucketResult } from '../../src/result/run-result.ts'

/** The status `run` or `confirm` ends with, whether every finding is covered, and how many are. */
export function remediationStatusOf(jobs: readonly JobOutcome[], plan: BucketPlan, findings: number) {
  const scan = { findings: { objects: findings, bytes: 0n }, groups: plan.jobs.map(({ group }) => group) }
  const bucket = { bucket: plan.bucket, judgement: { verdict: 'NON_COMPLIANT', message: '' }, jobs, plan, scan }
  const status = remediationOf(bucket as unknown as BucketResult, 'run')
  const coveredObjects = jobs.reduce((sum, job) => sum + countCovered(job), 0)
  return { status, covered: status === 'COMPLETE', coveredObjects }
}

function countCovered({ reconciliation, verification }: JobOutcome): number {
  if (reconciliation === undefined) return 0
  return reconciliation.succeeded + Math.min(verification?.resolved ?? 0, reconciliation.failed)
}
