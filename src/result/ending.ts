// Decides how a run ends: the worst verdict, the status of the remediation, and whether the step succeeds.

import type { Baseline } from '../baseline/baseline.ts'
import type { RemediationStatus } from '../batch/job-outcome.ts'
import type { Verdict } from '../decide/verdict.ts'
import type { RemediationMode, RemediationRefusal } from '../settings/remediation-settings.ts'
import type { OnFindings } from '../settings/settings-of-a-run.ts'
import { INSUFFICIENT_DATA_REASONS, type InsufficientDataReason } from '../words/errors.ts'
import { formatNoun } from '../words/numbers.ts'
import { describeAftermath, sumAftermath } from './aftermath.ts'
import { remediationOf } from './end-of-remediation.ts'
import { judgeGate } from './gate.ts'
import { describePostureFaults } from './posture-ending.ts'
import type { BucketResult, RunResult } from './run-result.ts'

type Ending = {
  readonly buckets: readonly BucketResult[]
  /** Accounts whose buckets were to be listed. */
  readonly accounts?: RunResult['accounts'] | undefined
  readonly errors: RunResult['errors']
  readonly mode: RemediationMode
  /** Why no bucket was remediated, if the event that started the run is not allowed to. */
  readonly refusal?: RemediationRefusal | undefined
  readonly onFindings: OnFindings
  readonly baseline?: Baseline | undefined
  /** What ends: `The step` unless told otherwise. */
  readonly subject?: string | undefined
}

type Conclusion = Pick<RunResult, 'verdict' | 'reason' | 'remediation' | 'conclusion'>

/** Worst first. PENDING precedes INCOMPLETE because its final status is still open. */
export const STATUS_BY_SEVERITY: readonly RemediationStatus[] = [
  'FAILED',
  'AWAITING_CONFIRMATION',
  'PENDING',
  'INCOMPLETE',
  'PLANNED',
  'COMPLETE',
  'NONE',
]

/** The conclusion of a run. Pure and total: no bucket, or an error outside any bucket, is INSUFFICIENT_DATA. */
export function concludeRun(ending: Ending): Conclusion {
  const verdict = worstVerdict(ending)
  const reason = verdict === 'INSUFFICIENT_DATA' ? firstReason(ending) : undefined
  const status = statusOfRun(ending)
  return {
    verdict,
    reason,
    remediation: { mode: ending.mode, status, refusal: ending.refusal },
    conclusion: nameSubject(demandPosture(endStep(verdict, reason, status, ending), ending), ending.subject),
  }
}

/**
 * The conclusion after the issue was, or was not, written: if findings are reported only by the issue (`issue`), a step
 * without it must not succeed.
 */
export function concludeWithoutIssue(
  conclusion: RunResult['conclusion'],
  onFindings: OnFindings,
): RunResult['conclusion'] {
  if (!conclusion.ok || onFindings !== 'issue') return conclusion
  return { ok: false, message: `The issue that reports the findings could not be written. ${conclusion.message}` }
}

function worstVerdict({ accounts = [], buckets, errors }: Ending): Verdict {
  const verdicts = new Set(buckets.map((bucket) => bucket.judgement.verdict))
  const isLacking = errors.length > 0 || accounts.some(({ problem }) => problem !== undefined)
  if (isLacking || buckets.length === 0 || verdicts.has('INSUFFICIENT_DATA')) return 'INSUFFICIENT_DATA'
  return verdicts.has('NON_COMPLIANT') ? 'NON_COMPLIANT' : 'COMPLIANT'
}

/** The reason of an error outside any bucket, if there is one; otherwise that of the first bucket without a verdict. */
function firstReason({ accounts = [], buckets, errors }: Ending): InsufficientDataReason {
  const code = errors[0]?.code
  const known = INSUFFICIENT_DATA_REASONS.find((reason) => reason === code)
  if (code !== undefined) return known ?? 'INTERNAL_ERROR'
  const ofAccount = accounts.find(({ problem }) => problem !== undefined)?.problem?.code
  const ofBucket = buckets.find((bucket) => bucket.judgement.reason !== undefined)?.judgement.reason
  return ofAccount ?? ofBucket ?? 'INTERNAL_ERROR'
}

/** The worst of all buckets; COMPLETE only if every bucket's findings were remediated. */
function statusOfRun({ buckets, mode, refusal }: Ending): RemediationStatus {
  if (refusal !== undefined) return 'FAILED'
  const statuses = buckets.map((bucket) => remediationOf(bucket, mode))
  const worst = STATUS_BY_SEVERITY.find((status) => statuses.includes(status)) ?? 'NONE'
  const isLeft = buckets.some(
    ({ judgement }, index) => judgement.verdict === 'NON_COMPLIANT' && statuses[index] === 'NONE',
  )
  return worst === 'COMPLETE' && isLeft ? 'INCOMPLETE' : worst
}

/** A required posture fails a step that would have succeeded, whatever on-findings says: it is no finding. */
function demandPosture(conclusion: RunResult['conclusion'], { buckets }: Ending): RunResult['conclusion'] {
  const faults = describePostureFaults(buckets)
  if (!conclusion.ok || faults === '') return conclusion
  return fail(`fails: the posture is not as require-posture demands: ${faults}. The verdict is about the objects.`)
}

/** Elsewhere than in a workflow, the message names what ends there, and stands alone. */
export const nameSubject = (
  { ok, message, brief }: RunResult['conclusion'],
  subject?: string,
): RunResult['conclusion'] =>
  subject === undefined
    ? { ok, message: `The step ${message}`, ...(brief === undefined ? {} : { brief: `The step ${brief}` }) }
    : { ok, message: `${subject} ${message}` }

function endStep(
  verdict: Verdict,
  reason: InsufficientDataReason | undefined,
  status: RemediationStatus,
  ending: Ending,
): RunResult['conclusion'] {
  if (verdict === 'INSUFFICIENT_DATA') {
    const why = 'fails: whether the objects are compliant could not be proven'
    return fail(`${why} (${reason}).`, `${why}.`)
  }
  if (ending.refusal !== undefined) {
    return fail(`fails: REMEDIATION_REFUSED. ${ending.refusal.message}`, 'fails.')
  }
  if (status === 'FAILED') return fail(`fails: ${sayFailed('the remediation', ending.mode)}`)
  const gate = judgeGate(ending)
  if (gate?.refused !== undefined) return fail(`fails: ${gate.refused}`)
  if (verdict === 'COMPLIANT') return succeed('succeeds: every bucket is compliant.', 'succeeds.')
  const remediated = ending.buckets.every(
    (bucket) => bucket.judgement.verdict === 'COMPLIANT' || remediationOf(bucket, ending.mode) === 'COMPLETE',
  )
  if (remediated) {
    return succeed(
      'succeeds: every finding was encrypted and checked. The next inventory report will confirm it.',
      'succeeds: every finding was encrypted and checked.',
    )
  }
  if (gate !== undefined && !gate.hasTooManyNew) return succeed(`succeeds: ${gate.words}.`)
  return endWithFindings(gate?.words ?? describeOpen(ending.buckets, status), status, ending)
}

/** In a workflow, an input decides what findings do to the step. */
function endWithFindings(
  open: string,
  status: RemediationStatus,
  { onFindings, subject }: Ending,
): RunResult['conclusion'] {
  const isFailure = onFindings === 'fail' || onFindings === 'fail-and-issue'
  const end = isFailure ? fail : succeed
  const words = isFailure ? 'fails' : 'succeeds although there are findings'
  if (subject !== undefined) return end(`${words}: ${open}.`)
  const stands = WHERE_IT_STANDS[status] === '' ? '' : `${WHERE_IT_STANDS[status]}; `
  return end(`${words}: ${open}; on-findings is ${onFindings}.`, `${words}: ${stands}on-findings is ${onFindings}.`)
}

/** What failed, in the words of what was asked for. */
export const sayFailed = (what: string, mode: RemediationMode) =>
  mode === 'plan' ? `there is no plan of ${what} that a run could carry out.` : `${what} failed, or was not started.`

/** Open findings: after a remediation, their number differs from the report. */
function describeOpen(buckets: Ending['buckets'], status: RemediationStatus): string {
  const aftermath = sumAftermath(buckets)
  const findings = buckets.reduce((sum, bucket) => sum + (bucket.scan?.findings.objects ?? 0), 0)
  const reported = formatNoun(findings, 'finding')
  return aftermath === undefined
    ? [reported, WHERE_IT_STANDS[status]].filter((part) => part !== '').join(', ')
    : `of ${reported} in the report, ${describeAftermath(aftermath)}`
}

const WHERE_IT_STANDS: Readonly<Record<RemediationStatus, string>> = {
  NONE: '',
  PLANNED: 'planned but not remediated',
  AWAITING_CONFIRMATION: 'waiting for confirmation',
  PENDING: 'still in progress',
  COMPLETE: '',
  INCOMPLETE: 'none of them remediated',
  FAILED: '',
}

const fail = (message: string, brief?: string) => ({ ok: false, message, brief })
const succeed = (message: string, brief?: string) => ({ ok: true, message, brief })
