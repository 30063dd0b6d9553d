// Knows how one bucket's remediation is told: the plan with its price, the jobs, their failures, the verification.

import type { CanaryReading, FailureGroup, JobOutcome, JobState, RemediationStatus } from '../batch/job-outcome.ts'
import type { BucketPlan } from '../decide/bucket-plan.ts'
import { type DirectOutcomeOfPlan, listOutcomes } from '../direct/direct-outcome.ts'
import { ALL_CLASSES } from '../findings/findings.ts'
import type { Estimate, EstimateLine } from '../price/estimate.ts'
import { DIRECT_OUTCOME_WORDS, FAILURE_CAUSE_WORDS } from '../result/advice.ts'
import type { BucketResult } from '../result/run-result.ts'
import type { TargetEncryption } from '../words/encryption.ts'
import { formatBytes, formatCount, formatDate, formatNoun, formatQuantity, formatUsd } from '../words/numbers.ts'
import { renderLocksLeft } from './locks-section.ts'
import {
  bullets,
  code,
  details,
  type Inline,
  keyCode,
  link,
  type Markdown,
  md,
  NOTHING,
  quoted,
  stack,
  table,
} from './markdown.ts'

/** Rows of one table, items of one list; the JSON report has all of them. */
const MAX_ROWS = 50
const MAX_SAMPLES = 5
const MAX_REASONS = 5
/** Reasons are short; fifty jobs with long ones must not fill the summary. */
const MAX_REASON_CHARS = 1_600

/** Each state with a shape of its own, so that colour is never the only sign. */
const STATE_WORDS: Readonly<Record<JobState, string>> = {
  complete: '✅&nbsp;complete',
  failed: '❌&nbsp;failed',
  cancelled: '🚫&nbsp;cancelled',
  'awaiting-confirmation': '✋&nbsp;waits for confirmation',
  pending: '⏳&nbsp;running',
  unproven: '❓&nbsp;not proven',
}

const ORIGIN_WORDS = { created: 'started now', attached: 'found running', covered: 'of an earlier run' } as const

export const REMEDIATION_WORDS: Readonly<Record<RemediationStatus, string>> = {
  NONE: '–',
  PLANNED: '📋&nbsp;planned',
  AWAITING_CONFIRMATION: '✋&nbsp;waits for confirmation',
  PENDING: '⏳&nbsp;running',
  COMPLETE: '✅&nbsp;complete',
  INCOMPLETE: '⚠️&nbsp;incomplete',
  FAILED: '❌&nbsp;failed',
}

/** Everything about acting on one bucket; empty when nothing was planned or done. */
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

/** The dry run: what would be copied, at what price, and what a careful person should know. */
function renderPlan(plan: BucketPlan): Markdown {
  const work = [...plan.jobs, ...plan.directCopies]
  if (work.length === 0) return NOTHING
  const rows = work.map((item): Inline[] => [
    code(item.operation),
    item.group.storageClass === ALL_CLASSES ? 'any' : code(item.group.storageClass),
    item.group.tally.objects,
    formatBytes(item.group.tally.bytes),
    describeTarget(item.target),
    'unmodifiedSince' in item ? formatDate(item.unmodifiedSince) : '–',
  ])
  const columns = [
    { title: 'Planned operation' },
    { title: 'Storage class' },
    { title: 'Objects', align: 'right' as const },
    { title: 'Size', align: 'right' as const },
    { title: 'New encryption' },
    { title: 'Left alone when modified after' },
  ]
  return stack(
    table(columns, rows),
    renderEstimate(plan.estimate),
    plan.warnings.length === 0 ? NOTHING : details('Good to know before starting', bullets(plan.warnings)),
  )
}

/** The price, line by line; what is paid every month is no part of the sum. */
function renderEstimate({ usd, monthlyUsd, lines, rates }: Estimate): Markdown {
  const monthly =
    monthlyUsd === 0 ? NOTHING : md`, and **${formatUsd(monthlyUsd)}** more each month while old versions stay`
  const rows = lines.map((line): Inline[] => [line.what, sayQuantity(line), rates.isPriced ? sayPrice(line) : '–'])
  const columns = [
    { title: 'What' },
    { title: 'Quantity', align: 'right' as const },
    { title: 'Price', align: 'right' as const },
  ]
  const note = rates.note === undefined ? NOTHING : md` (${rates.note})`
  return stack(
    rates.isPriced && usd !== undefined
      ? md`Estimated cost: **${formatUsd(usd)}**${monthly}`
      : md`Estimated cost: **not known**`,
    details(
      'How the cost is estimated',
      stack(
        table(columns, rows),
        md`A GB is 1,073,741,824 bytes (1 GiB), as AWS bills it. Rates of ${rates.group}, ${rates.date}${note}. ${rates.source}.`,
      ),
    ),
  )
}

const UNIT_NOUNS = { jobs: 'job', tasks: 'task', requests: 'request', objects: 'object' } as const

/** Of nothing countable, or of nothing at all, a dash; less than a thousandth of a GB is still something. */
function sayQuantity({ quantity, unit, usd = 0 }: EstimateLine): string {
  if (quantity === undefined) return 'unknown'
  if (unit !== 'GB') return quantity === 0 ? '–' : formatNoun(quantity, UNIT_NOUNS[unit])
  if (quantity > 0) return `${formatQuantity(quantity)} GB`
  return usd > 0 ? 'less than 0.001 GB' : '–'
}

function sayPrice({ isPriced, paid, usd }: EstimateLine): string {
  if (!isPriced) return 'not known'
  return `${formatUsd(usd)}${paid === 'monthly' && usd !== undefined ? ' a month' : ''}`
}

/** The copies the action made itself, or is going to make once it may. */
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
  // One example of each kind: the others mostly have the same reason.
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

function renderJobs(jobs: readonly JobOutcome[]): Markdown {
  const rows = jobs
    .slice(0, MAX_ROWS)
    .map((job): Inline[] => [
      link(code(job.jobId.length > 8 ? `${job.jobId.slice(0, 8)}…` : job.jobId), job.url),
      md`${job.isCanary ? md`🐤 canary, ` : ''}${code(job.operation)} ${job.storageClass === ALL_CLASSES ? 'any' : code(job.storageClass)}`,
      { markdown: `${STATE_WORDS[job.state]}<br>${ORIGIN_WORDS[job.origin]}` },
      job.reconciliation?.succeeded ?? md`–`,
      job.reconciliation?.failed ?? md`–`,
      job.reconciliation?.notAttempted ?? md`–`,
      describeVerification(job),
    ])
  const columns = [
    { title: 'Job' },
    { title: 'Operation, storage class' },
    { title: 'State' },
    { title: 'Succeeded', align: 'right' as const },
    { title: 'Failed', align: 'right' as const },
    { title: 'Not attempted', align: 'right' as const },
    { title: 'Checked after the copy' },
  ]
  const more = jobs.length > MAX_ROWS ? md`… and ${formatNoun(jobs.length - MAX_ROWS, 'more job')}.` : NOTHING
  const notes = jobs
    .slice(0, MAX_ROWS)
    .flatMap((job) => [
      ...job.reasons
        .slice(0, MAX_REASONS)
        .map((reason) => md`${code(job.jobId)}: ${reason.slice(0, MAX_REASON_CHARS)}`),
      ...describeDisagreement(job),
    ])
  return stack(table(columns, rows), more, notes.length === 0 ? NOTHING : bullets(notes))
}

function describeVerification({ canary, verification }: JobOutcome): Inline {
  if (verification === undefined) return md`–`
  const { checked, asTarget, resolved, mismatches } = verification
  const parts = [
    ...describeCanary(canary),
    `${asTarget === checked ? '✅ ' : ''}${formatCount(asTarget)} of ${formatNoun(checked, 'object')} as wanted`,
  ]
  if (resolved > 0) parts.push(`${formatNoun(resolved, 'failed task')} resolved`)
  if (mismatches.length > 0) parts.push(`❌ ${formatNoun(mismatches.length, 'mismatch', 'mismatches')}`)
  return { markdown: parts.join('<br>') }
}

/** Beside the encryption: everything a copy must keep. */
function describeCanary(canary: CanaryReading | undefined): string[] {
  if (canary === undefined) return []
  const { objects, kept, losses } = canary
  const sign = losses.length > 0 ? '❌ ' : kept > 0 ? '✅ ' : ''
  return [`${sign}${formatCount(kept)} of ${formatNoun(objects, 'object')} kept everything`]
}

/** What canaries lost, one line per object. */
function renderLosses(jobs: readonly JobOutcome[], listKeys: boolean): Markdown {
  const losses = jobs.flatMap(({ canary }) => canary?.losses ?? [])
  const items = losses.slice(0, MAX_ROWS).map(({ key, properties }) => {
    return md`${listKeys ? keyCode(key) : 'One object'}: ${properties.join(', ')}`
  })
  if (items.length === 0) return NOTHING
  return stack(
    md`**What the copies of the canary lost or changed, so that no other object was copied:**`,
    bullets(items),
  )
}

function describeDisagreement({ jobId, reconciliation }: JobOutcome): Markdown[] {
  const said = reconciliation?.progressDisagrees
  if (said === undefined) return []
  return [
    md`${code(jobId)}: S3's own progress says ${said.succeeded} succeeded and ${said.failed} failed. The rows of the completion report, counted above, are right.`,
  ]
}

/** Failed tasks by cause over all jobs, most first, each with what to do. */
function renderFailures(jobs: readonly JobOutcome[], listKeys: boolean): Markdown {
  const failures = mergeFailures(jobs).slice(0, MAX_ROWS)
  if (failures.length === 0) return NOTHING
  const rows = failures.map((group): Inline[] => [
    FAILURE_CAUSE_WORDS[group.cause],
    group.tasks,
    quoted([group.httpStatus, group.errorCode].filter(Boolean).join('/')),
    group.hint,
  ])
  const columns = [
    { title: 'Failed because' },
    { title: 'Tasks', align: 'right' as const },
    { title: 'S3 said' },
    { title: 'What to do' },
  ]
  if (!listKeys) return table(columns, rows)
  const samples = failures
    .flatMap(({ cause, samples }) => samples.slice(0, MAX_SAMPLES).map((key) => ({ cause, key })))
    .slice(0, MAX_ROWS)
    .map(({ cause, key }) => md`${keyCode(key)} – ${FAILURE_CAUSE_WORDS[cause]}`)
  return stack(table(columns, rows), details('Sample of failed keys', bullets(samples)))
}

/** The same failure in several jobs is one row. */
function mergeFailures(jobs: readonly JobOutcome[]): FailureGroup[] {
  const merged = new Map<string, FailureGroup>()
  for (const group of jobs.flatMap((job) => job.reconciliation?.failures ?? [])) {
    const name = `${group.cause} ${group.httpStatus} ${group.errorCode}`
    const seen = merged.get(name)
    merged.set(name, seen === undefined ? group : { ...seen, tasks: seen.tasks + group.tasks })
  }
  return [...merged.values()].sort((a, b) => b.tasks - a.tasks)
}

function renderMismatches(jobs: readonly JobOutcome[], listKeys: boolean): Markdown {
  const mismatches = jobs.flatMap((job) => job.verification?.mismatches ?? [])
  if (mismatches.length === 0 || !listKeys) return NOTHING
  const items = mismatches.slice(0, MAX_ROWS).map(({ key, found }) => md`${keyCode(key)} is ${found}`)
  return details('Objects that are not as wanted after the copy', bullets(items))
}

function describeTarget(target: TargetEncryption | undefined): Inline {
  if (target === undefined) return '–'
  if (target.status === 'SSE-S3') return code('SSE-S3')
  return md`${code('SSE-KMS')} with ${code(target.kmsKeyArn)}${target.bucketKey ? ', bucket key' : ''}`
}
