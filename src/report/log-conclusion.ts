// The last lines of the log, which tell the whole story to a reader who has nothing else: verdict, how many, where, what was
// done, what to do.

import { signalsOf } from '../baseline/baseline.ts'
import { sayChanges, sayRefused, saySignal } from '../baseline/words.ts'
import { describeAftermath, sumAftermath } from '../result/aftermath.ts'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import { formatNoun } from '../words/numbers.ts'
import { safeLine, safeText } from '../words/outside-text.ts'
import { describeAccounts } from './accounts-section.ts'
import { findCommonScope, sayWithoutScope } from './common-scope.ts'
import type { LogGroup } from './log-group.ts'
import { adviseOnError, listNextSteps, sortBuckets, sumFindings } from './overview.ts'
import { PLAIN, readInline } from './terminal/inline.ts'

/** Ten lines in all, if nothing else went wrong: title, scope, what was done, what to do, and why the step ends so. */
const MAX_BUCKETS = 4

export function describeConclusion(result: RunResult): LogGroup {
  const { buckets, baseline, errors, conclusion, issue } = result
  const aftermath = sumAftermath(buckets)
  const { refusal } = result.remediation
  const scope = findCommonScope(buckets)
  const lines = [
    ...(refusal === undefined ? [] : [`REMEDIATION_REFUSED: ${refusal.message}`]),
    ...errors.map(({ code, message }) => `${code}: ${message}`),
    ...describeAccounts(result),
    ...listBuckets(buckets, scope),
    ...(scope === undefined ? [] : [`All buckets: ${scope}`]),
    ...(baseline === undefined ? [] : [sayBaseline(baseline)]),
    ...signalsOf(baseline).flatMap((signal) => (signal.isJump ? [`Signal: ${saySignal(signal)}.`] : [])),
    ...(issue?.note === undefined ? [] : [issue.note]),
    ...(aftermath === undefined ? [] : [`After the remediation: ${describeAftermath(aftermath)}.`]),
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
  if (buckets.length === 0) return `${head}: no bucket was looked at`
  const findings = formatNoun(sumFindings(result), 'finding')
  if (blind === 0) return `${head}: ${findings} in ${formatNoun(buckets.length, 'bucket')}`
  const unknown = `no answer for ${blind} of ${formatNoun(buckets.length, 'bucket')}`
  return blind === buckets.length ? `${head}: ${unknown}` : `${head}: ${unknown}, ${findings} in the others`
}

/** Worst first. */
function listBuckets(buckets: readonly BucketResult[], scope: string | undefined): readonly string[] {
  const sorted = sortBuckets(buckets)
  const told = sorted.slice(0, MAX_BUCKETS).map(({ bucket, judgement: { verdict, reason, message } }) => {
    return `${bucket}: ${reason ?? verdict}. ${sayWithoutScope(message, scope)}`
  })
  const more = sorted.length - told.length
  return more === 0 ? told : [...told, `… and ${formatNoun(more, 'more bucket')}, in the summary.`]
}

/** The most urgent one. The summary has the others. */
function sayNextStep(result: RunResult): readonly string[] {
  const { refusal } = result.remediation
  if (refusal !== undefined) return [`What to do: ${refusal.hint}`]
  const [error] = result.errors
  // Its message is among the lines above.
  if (error !== undefined) return [`What to do: ${adviseOnError(error, result)}`]
  const [first] = listNextSteps(result)
  const text = first === undefined || typeof first !== 'object' ? String(first ?? '') : first.markdown
  const said = readInline(text, PLAIN, 'text')
  return said === 'Nothing.' || said === '' ? [] : [`What to do: ${said}`]
}
