// Reports the remediation of one bucket: the plan with its price, the jobs, their failures, the verification.

import type { RemediationStatus } from '../batch/job-outcome.ts'
import { type DirectOutcomeOfPlan, listOutcomes } from '../direct/direct-outcome.ts'
import { DIRECT_OUTCOME_WORDS } from '../result/advice.ts'
import type { BucketResult } from '../result/run-result.ts'
import { formatBytes, formatNoun } from '../words/numbers.ts'
import { MAX_ROWS, renderFailures, renderJobs, renderLosses, renderMismatches } from './jobs-section.ts'
import { renderLocksLeft } from './locks-section.ts'
import { bullets, code, type Inline, keyCode, type Markdown, md, NOTHING, quoted, stack, table } from './markdown.ts'
import { renderPlan } from './plan-section.ts'

export const REMEDIATION_WORDS: Readonly<Record<RemediationStatus, string>> = {
  NONE: '–',
  PLANNED: '📋&nbsp;planned',
  AWAITING_CONFIRMATION: '✋&nbsp;waits for confirmation',
  PENDING: '⏳&nbsp;running',
  COMPLETE: '✅&nbsp;complete',
  INCOMPLETE: '⚠️&nbsp;incomplete',
  FAILED: '❌&nbsp;failed',
}

/** Everything about remediating one bucket; empty if nothing was planned or done. */
export function renderRemediation(bucket: BucketResult, listKeys: boolean): Markdown {
  const { plan, jobs, direct, remediationError: error } = bucket
  const isActed = jobs.length > 0 || direct?.result !== undefined
  return stack(
    error === undefined
      ? NOTHING
      : md`❌ **The remediation failed.** ${error.message}${error.hint ? md` ${error.hint}` : NOTHING}`,
    plan?.refusal === undefined || isActed
      ? NOTHING
      : md`✋ **Not started.** ${plan.refusal.message} ${plan.refusal.hint}`,
    plan !== undefined && !isActed ? renderPlan(plan) : NOTHING,
    renderJobs(jobs),
    direct === undefined ? NOTHING : renderDirect(direct, listKeys),
    renderLocksLeft(bucket.lockCheck, listKeys),
    renderLosses(jobs, listKeys),
    renderFailures(jobs, listKeys),
    renderMismatches(jobs, listKeys),
  )
}

/** The copies that the action made itself, or will make once it is allowed to. */
function renderDirect({ planned, result }: DirectOutcomeOfPlan, listKeys: boolean): Markdown {
  const objects = planned.reduce((sum, { group }) => sum + group.tally.objects, 0)
  if (result === undefined) {
    return md`✋ ${formatNoun(objects, 'object')} will be copied by the action itself, without a job: run the same plan with ${code('remediation: run')}.`
  }
  const outcomes = listOutcomes(result)
  const rows = outcomes.map(({ outcome, tally }): Inline[] => [
    DIRECT_OUTCOME_WORDS[outcome],
    tally.objects,
    formatBytes(tally.bytes),
  ])
  const columns = [
    { title: 'Copied by the action itself' },
    { title: 'Objects', align: 'right' as const },
    { title: 'Size', align: 'right' as const },
  ]
  // One example of each kind: the others usually have the same reason.
  const reasons = outcomes.flatMap(({ samples }) =>
    samples
      .filter(({ reason }) => reason !== undefined)
      .slice(0, 1)
      .map(({ key, reason = '' }) => (listKeys ? md`${keyCode(key)}: ${reason}` : md`${reason}`)),
  )
  const left = result.uploadsLeft.map(
    ({ uploadId, reason }) => md`Multipart upload ${quoted(uploadId)} is left: ${reason}`,
  )
  return stack(
    table(columns, rows),
    reasons.length === 0 ? NOTHING : bullets(reasons),
    left.length === 0 ? NOTHING : bullets(left.slice(0, MAX_ROWS)),
  )
}
