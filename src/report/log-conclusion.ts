// The last lines of the log, which tell the whole story to a reader who has nothing else: verdict, how many, where, what was
// done, what to do.

import { signalsOf } from '../baseline/baseline.ts'
import { sayChanges, sayRefused, saySignal } from '../baseline/words.ts'
import { countPlanned } from '../decide/bucket-plan.ts'
import { describeAftermath, sumAftermath, tellAftermath } from '../result/aftermath.ts'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import { formatNoun, formatUsd } from '../words/numbers.ts'
import { safeLine, safeText } from '../words/outside-text.ts'
import { describeAccounts } from './accounts-section.ts'
import { findCommonScope, sayCommonScope, sayWithoutScope } from './common-scope.ts'
import type { LogGroup } from './log-group.ts'
import { adviseOn, type BlindGroup, groupBlindBuckets, listNextSteps, sortBuckets, sumFindings } from './overview.ts'
import { PLAIN, readInline } from './terminal/inline.ts'

/** Ten lines in all, if nothing else went wrong: title, scope, what was done, what to do, and why the step ends so. */
const MAX_BUCKET_LINES = 4

export function describeConclusion(result: RunResult): LogGroup {
  const { buckets, baseline, errors, conclusion } = result
  const { refusal } = result.remediation
  const scope = findCommonScope(buckets)
  const lines = [
    ...(refusal === undefined ? [] : [`REMEDIATION_REFUSED: ${refusal.message}`]),
    ...errors.map(({ code, message }) => `${code}: ${message}`),
    ...describeAccounts(result),
    ...listBuckets(buckets, scope),
    ...(scope === undefined ? [] : [sayCommonScope(scope, buckets)]),
    ...(baseline === undefined ? [] : [sayBaseline(baseline)]),
    ...signalsOf(baseline).flatMap((signal) => (signal.isJump ? [`Signal: ${saySignal(signal)}.`] : [])),
    ...sayIssue(result),
    ...sayDone(result),
    ...sayNextStep(result),
    conclusion.message,
  ]
  return { title: safeLine(sayTitle(result)), lines: lines.flatMap((line) => safeText(line).split('\n')) }
}

const sayBaseline = (baseline: NonNullable<RunResult['baseline']>): string =>
  baseline.refused === undefined
    ? `Compared with ${baseline.from}: ${sayChanges(baseline)}.`
    : `${sayRefused(baseline)} ${baseline.refused.hint}`

/** How many findings there are is known only of buckets that were judged. */
function sayTitle(result: RunResult): string {
  const { verdict, reason, buckets } = result
  const blind = buckets.filter(({ judgement }) => judgement.verdict === 'INSUFFICIENT_DATA').length
  const head = reason === undefined ? verdict : `${verdict} (${reason})`
  const findings = formatNoun(sumFindings(result), 'finding')
  if (buckets.length === 0) return `${head}: no bucket was looked at`
  if (blind === 0) return `${head}: ${findings} in ${formatNoun(buckets.length, 'bucket')}`
  const unknown = `no answer for ${blind} of ${formatNoun(buckets.length, 'bucket')}`
  return blind === buckets.length ? `${head}: ${unknown}` : `${head}: ${unknown}, ${findings} in the others`
}

/** Worst first: a line for buckets of which the same is to be said, and one for each other. */
function listBuckets(buckets: readonly BucketResult[], scope: string | undefined): readonly string[] {
  const judged = sortBuckets(buckets).filter(({ judgement }) => judgement.verdict !== 'INSUFFICIENT_DATA')
  const told = [
    ...groupBlindBuckets(buckets).map((group) => ({ count: group.others + 1, line: sayBlind(group) })),
    ...judged.map((bucket) => ({ count: 1, line: sayJudged(bucket, scope, buckets.length) })),
  ]
  const shown = told.length > MAX_BUCKET_LINES ? told.slice(0, MAX_BUCKET_LINES - 1) : told
  const more = buckets.length - shown.reduce((sum, { count }) => sum + count, 0)
  const lines = shown.map(({ line }) => line)
  return more === 0 ? lines : [...lines, `… and ${formatNoun(more, 'more bucket')}, in the summary.`]
}

const sayBlind = ({ bucket, others, reason, message }: BlindGroup): string =>
  `${bucket}${others === 0 ? '' : ` and ${formatNoun(others, 'more bucket')}`}: ${reason}. ${message}`

/** What was done about one of several stands with it. */
function sayJudged(bucket: BucketResult, scope: string | undefined, buckets: number): string {
  const { verdict, message } = bucket.judgement
  const aftermath = buckets === 1 ? undefined : tellAftermath(bucket)
  const since = aftermath === undefined ? '' : ` ${describeAftermath(aftermath)}.`
  return `${bucket.bucket}: ${verdict}. ${sayWithoutScope(message, scope)}${since}`
}

function sayIssue({ issue }: RunResult): readonly string[] {
  if (issue === undefined) return []
  const note = issue.note === undefined ? '' : ` ${issue.note}`
  return [`Issue #${Math.trunc(issue.number)}: ${issue.action}.${note} ${issue.url}`]
}

/** What was changed, or what is planned. */
function sayDone({ buckets, planId, remediation }: RunResult): readonly string[] {
  const aftermath = sumAftermath(buckets)
  if (aftermath !== undefined) return [`After the remediation: ${describeAftermath(aftermath)}.`]
  const plans = buckets.flatMap(({ plan }) => plan ?? [])
  const objects = plans.reduce((sum, plan) => sum + countPlanned(plan), 0)
  if (objects === 0 || remediation.status !== 'PLANNED') return []
  const jobs = plans.reduce((sum, plan) => sum + plan.jobs.length, 0)
  const prices = plans.map(({ estimate: { rates, usd } }) => (rates.isPriced ? usd : undefined))
  const price = prices.every((usd) => usd !== undefined)
    ? `about ${formatUsd(prices.reduce((sum, usd) => sum + usd, 0))}`
    : 'cost not known'
  const name = planId === undefined ? '' : `; plan-id ${planId}`
  return [`Planned: ${formatNoun(objects, 'object')}, ${formatNoun(jobs, 'job')}, ${price}${name}`]
}

/** The most urgent one; the summary has the others. What went wrong stands above, so that only what helps is said here. */
function sayNextStep(result: RunResult): readonly string[] {
  const { errors, buckets } = result
  const { refusal } = result.remediation
  if (refusal !== undefined) return [`What to do: ${refusal.hint}`]
  const [problem] = [...errors, ...groupBlindBuckets(buckets).map(({ reason, hint }) => ({ code: reason, hint }))]
  const help = problem === undefined ? '' : adviseOn(problem.code, problem.hint, result.context)
  if (help !== '') return [`What to do: ${help}`]
  const [first] = listNextSteps(result)
  const text = first === undefined || typeof first !== 'object' ? String(first ?? '') : first.markdown
  const said = readInline(text, PLAIN, 'text')
  return said === 'Nothing.' || said === '' ? [] : [`What to do: ${said}`]
}
