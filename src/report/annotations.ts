// Renders the few annotations of a run. GitHub keeps 10 per type and step and cuts each at 4,096 characters
// (actions/runner, ExecutionContext), so the worst buckets come first and the rest are only counted.

import { signalsOf } from '../baseline/baseline.ts'
import { SIGNAL_ADVICE, sayRefused, saySignal } from '../baseline/words.ts'
import type { Findings } from '../findings/findings.ts'
import { describeAftermath, tellAftermath } from '../result/aftermath.ts'
import { explainDeadPlan } from '../result/plan-ending.ts'
import { describePostureFaults } from '../result/posture-ending.ts'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import { formatCount, formatDay, formatNoun } from '../words/numbers.ts'
import { safeLine, safeText, showKey } from '../words/outside-text.ts'
import { hideKeys } from './hide-keys.ts'
import { sayLocksLeft } from './locks-section.ts'
import { isRemediated, sortBuckets } from './overview.ts'
import { judgedObjects } from './scan-section.ts'

type Annotation = {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
}

const MAX_BUCKETS = 8
const MAX_REASONS = 5
const MAX_KEYS = 3
const MAX_MESSAGE_CHARS = 4_000

/** At most 9 errors or warnings about buckets and inputs, one notice, and one warning with the run's own warnings. */
export function renderAnnotations(result: RunResult): readonly Annotation[] {
  const level = result.conclusion.ok ? 'warning' : 'error'
  const all = [
    ...annotateRefusal(result),
    ...result.errors.map((error) => annotate(level, error.code, joinHint(error.message, error.hint))),
    ...annotateSignals(result),
    ...result.accounts.flatMap(({ account, problem }) =>
      problem === undefined
        ? []
        : [annotate('error', `Account ${account}: ${problem.code}`, joinHint(problem.message, problem.hint))],
    ),
    ...annotatePosture(result),
    ...annotateBaseline(result),
    ...sortBuckets(result.buckets).flatMap((bucket) => annotateBucket(bucket, result)),
  ]
  const shown = all.slice(0, MAX_BUCKETS)
  if (all.length > MAX_BUCKETS) {
    const more = `${formatNoun(all.length - MAX_BUCKETS, 'more bucket')} not shown here; the job summary has all of them.`
    shown.push(annotate(level, 'More buckets', more))
  }
  if (isRemediated(result)) shown.push(annotate('notice', 'Encrypted', result.conclusion.message))
  if (result.warnings.length > 0) {
    shown.push(annotate('warning', 'Worth knowing', result.warnings.slice(0, MAX_BUCKETS).join('\n')))
  }
  return shown.map((annotation) => ({ ...annotation, message: hideKeys(annotation.message, result) }))
}

function annotateRefusal({ remediation: { refusal } }: RunResult): Annotation[] {
  if (refusal === undefined) return []
  return [annotate('error', 'REMEDIATION_REFUSED', joinHint(refusal.message, refusal.hint))]
}

/** One warning for all jumps. */
function annotateSignals({ baseline }: RunResult): Annotation[] {
  const jumps = signalsOf(baseline).filter(({ isJump }) => isJump)
  if (jumps.length === 0) return []
  const names = [...new Set(jumps.map(({ signal }) => signal))].join(', ')
  const lines = jumps.slice(0, MAX_BUCKETS).map((signal) => `${saySignal(signal)}.`)
  return [annotate('warning', `Signal: ${names}`, [...lines, SIGNAL_ADVICE].join('\n'))]
}

/** One for all buckets: what is required and not fine. */
function annotatePosture({ buckets }: RunResult): Annotation[] {
  const faults = describePostureFaults(buckets)
  return faults === '' ? [] : [annotate('error', 'Posture', `Not as require-posture demands: ${faults}.`)]
}

/** A baseline that was refused: an error if it decides about the step. */
function annotateBaseline({ baseline }: RunResult): Annotation[] {
  if (baseline?.refused === undefined) return []
  const message = joinHint(sayRefused(baseline), baseline.refused.hint)
  return [annotate(baseline.isGate ? 'error' : 'warning', 'Baseline refused', message)]
}

function annotateBucket(bucket: BucketResult, result: RunResult): Annotation[] {
  const { judgement, scan, remediationError: failure } = bucket
  const level = result.conclusion.ok ? 'warning' : 'error'
  if (judgement.verdict === 'INSUFFICIENT_DATA') {
    const message = joinHint(judgement.message, judgement.hint)
    return [annotate('error', `${bucket.bucket}: ${judgement.reason}`, message)]
  }
  const found =
    judgement.verdict === 'COMPLIANT' || scan === undefined || isRemediated(result)
      ? ''
      : describeFindings(bucket, scan, result)
  const failed = failure === undefined ? '' : `The remediation failed: ${joinHint(failure.message, failure.hint)}`
  const locks = sayLocksLeft(bucket.lockCheck) ?? ''
  const message = [found, failed, locks, tellRefusal(bucket, result)].filter((text) => text !== '').join('\n')
  return message === '' ? [] : [annotate(level, `${bucket.bucket}: ${judgement.verdict}`, message)]
}

/** The current state, then what the report said, then why jobs failed and what helps. */
function describeFindings(bucket: BucketResult, scan: Findings, result: RunResult): string {
  const { objects } = scan.findings
  const reported = `${formatCount(objects)} of ${formatNoun(judgedObjects(scan), 'object')} ${objects === 1 ? 'breaks' : 'break'} the encryption policy`
  const aftermath = tellAftermath(bucket)
  const since = describeSince(bucket, result)
  if (aftermath === undefined) return since === '' ? `${reported}.` : `${since}\n${reported}.`
  const helps = aftermath.left.filter(({ advice }) => advice !== '').map(({ why, advice }) => `${why}: ${advice}`)
  const reasons = bucket.jobs.flatMap((job) => job.reasons.map((reason) => `Job ${job.jobId}: ${reason}`))
  return [
    `${describeAftermath(aftermath)}. In the report, ${reported}.`,
    ...[...helps, ...reasons].slice(0, MAX_REASONS),
  ].join('\n')
}

/** What is new in this bucket, with a few keys if they may be shown; empty if nothing was compared. */
function describeSince({ bucket }: BucketResult, { baseline, listKeys }: RunResult): string {
  const changes = baseline?.refused === undefined ? baseline?.buckets.get(bucket) : undefined
  if (baseline === undefined || baseline.refused !== undefined || changes === undefined) return ''
  const keys = listKeys ? changes.samples.slice(0, MAX_KEYS).map(({ key }) => showKey(key)) : []
  const among = keys.length === 0 ? '' : `${changes.new > keys.length ? ', among them' : ':'} ${keys.join(', ')}`
  const known =
    changes.unchanged === 0
      ? ''
      : ` ${formatCount(changes.unchanged)} were known${baseline.isGate ? ' and do not count here' : ''}.`
  return `${formatNoun(changes.new, 'new finding')} since the baseline of ${formatDay(baseline.asOf)}${among}.${known}`
}

/** Why a requested remediation did not start, or no run could carry out the plan; what a limit refuses, the summary tells. */
function tellRefusal(bucket: BucketResult, { remediation }: RunResult): string {
  const { plan, jobs } = bucket
  const dead = remediation.mode === 'plan' ? explainDeadPlan(bucket) : undefined
  if (dead !== undefined) return `No run can carry out this plan: ${joinHint(dead.message, dead.hint)}`
  const isAsked = remediation.mode === 'confirm' || remediation.mode === 'run'
  if (!isAsked || plan?.refusal === undefined || jobs.length > 0) return ''
  return `The remediation was not started: ${joinHint(plan.refusal.message, plan.refusal.hint)}`
}

function annotate(level: Annotation['level'], title: string, message: string): Annotation {
  const text = safeText(message)
  return {
    level,
    title: safeLine(title),
    message: text.length <= MAX_MESSAGE_CHARS ? text : `${text.slice(0, MAX_MESSAGE_CHARS)}…`,
  }
}

function joinHint(message: string, hint: string | undefined): string {
  return hint === undefined ? message : `${message}\n${hint}`
}
