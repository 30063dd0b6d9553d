// The whole result in one sentence: the verdict, the number of objects, and which part of the buckets it covers.

import { sayChanges } from '../baseline/words.ts'
import { describeAftermath, sumAftermath } from '../result/aftermath.ts'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import { formatNoun } from '../words/numbers.ts'
import { sumExcepted } from './exceptions-section.ts'
import { code, keyCode, type Markdown, md, NOTHING } from './markdown.ts'
import { isRemediated, sumFindings, VERDICT_SIGNS } from './overview.ts'
import { judgedObjects } from './scan-section.ts'

/** The verdict with a symbol. A prefix is named only if keys may be shown. */
export function renderHeadline(result: RunResult): Markdown {
  const where = describeScope(result.buckets, result.listKeys)
  const findings = sumFindings(result)
  const leftOut = describeLeftOut(result.buckets)
  if (isRemediated(result)) {
    return md`🔒 Encrypted: all ${formatNoun(findings, 'finding')} in ${where}, to be confirmed by the next report${leftOut}`
  }
  const sign = { markdown: VERDICT_SIGNS[result.verdict] }
  if (result.verdict === 'INSUFFICIENT_DATA') return md`${sign} Insufficient data: ${describeBlind(result)}`
  const objects = result.buckets.reduce((sum, { scan }) => sum + (scan === undefined ? 0 : judgedObjects(scan)), 0)
  if (result.verdict === 'NON_COMPLIANT') {
    const aftermath = sumAftermath(result.buckets)
    if (aftermath !== undefined)
      return md`${sign} Not compliant: in ${where}, ${describeAftermath(aftermath)}${leftOut}`
    const since = describeSince(result)
    if (since?.isGate) return md`${sign} Not compliant: in ${where}, ${since.words}${leftOut}`
    const added = since === undefined ? NOTHING : md` (${since.words})`
    return md`${sign} Not compliant: ${findings} of ${formatNoun(objects, 'object')} in ${where} ${findings === 1 ? 'breaks' : 'break'} the encryption policy${added}${sayStanding(result)}${leftOut}`
  }
  const excepted = result.buckets.reduce(
    (sum, { scan }) => sum + (scan === undefined ? 0 : sumExcepted(scan).objects),
    0,
  )
  if (findings > 0)
    return md`${sign} Compliant: ${formatNoun(findings, 'finding')} in ${where}, no more than accepted${leftOut}`
  if (excepted === 0 && objects === 1)
    return md`${sign} Compliant: the only object in ${where} is encrypted as required${leftOut}`
  return excepted === 0
    ? md`${sign} Compliant: all ${formatNoun(objects, 'object')} in ${where} are encrypted as required${leftOut}`
    : md`${sign} Compliant: ${objects - excepted} of ${formatNoun(objects, 'object')} in ${where} are encrypted as required, ${excepted} excepted${leftOut}`
}

/** Why there is no answer, if it is one thing: what helps depends on it. */
function sayReason({ buckets, errors, reason }: RunResult): Markdown {
  const reasons = new Set([
    ...errors.map(({ code }) => code),
    ...buckets.flatMap(({ judgement }) => judgement.reason ?? []),
  ])
  return reason === undefined || reasons.size > 1 ? NOTHING : md` (${code(reason)})`
}

/** What was done about the findings, where no object was changed. What an event may not do is said of the run alone. */
function sayStanding({ remediation: { mode, refusal, status } }: RunResult): Markdown {
  if (refusal !== undefined) return NOTHING
  if (status === 'PLANNED') return md`; a plan waits for approval`
  if (status !== 'FAILED') return NOTHING
  return mode === 'plan' ? md`; no run could carry out the plan` : md`; the remediation failed, or was not started`
}

/** What is new since the baseline; undefined if nothing was compared. */
function describeSince({ baseline }: RunResult) {
  if (baseline === undefined || baseline.refused !== undefined) return undefined
  return { isGate: baseline.isGate, words: sayChanges(baseline) }
}

function describeBlind(result: RunResult): Markdown {
  const { buckets } = result
  const reason = sayReason(result)
  if (buckets.length === 0 && result.errors.length > 0) return md`no bucket was looked at${reason}`
  if (buckets.length < 2)
    return md`cannot tell whether ${describeWhere(buckets)} ${buckets.length === 1 ? 'is' : 'are'} compliant${reason}`
  const blind = buckets.filter(({ judgement }) => judgement.verdict === 'INSUFFICIENT_DATA').length
  const findings = sumFindings({ buckets })
  const rest = findings === 0 ? NOTHING : md`, and ${formatNoun(findings, 'finding')} in what was read`
  return md`no answer for ${blind} of ${formatNoun(buckets.length, 'bucket')}${reason}${rest}`
}

function describeWhere(buckets: readonly BucketResult[]): Markdown {
  const [first] = buckets
  if (first === undefined) return md`the buckets`
  return buckets.length === 1 ? code(first.bucket) : md`${formatNoun(buckets.length, 'bucket')}`
}

/** The scope of the verdict: if the reports list only part of a bucket, or an unknown part, it says so. */
function describeScope(buckets: readonly BucketResult[], listKeys: boolean): Markdown {
  const [first] = buckets
  if (buckets.length === 1 && first !== undefined) return describePart(first, listKeys)
  const partial = buckets.filter(({ dataSource }) => (dataSource?.scope ?? 'whole') !== 'whole').length
  return partial === 0
    ? describeWhere(buckets)
    : md`${describeWhere(buckets)} (${partial} of them perhaps only in part)`
}

function describePart({ bucket, dataSource, report, reports }: BucketResult, listKeys: boolean): Markdown {
  if (reports !== undefined) {
    const isWhole = dataSource?.scope === 'whole'
    return isWhole ? code(bucket) : md`what ${reports.length} reports list of ${code(bucket)}`
  }
  const coverage = report?.location.coverage
  switch (coverage?.kind) {
    case 'prefix':
      return listKeys
        ? md`the prefix ${keyCode(coverage.prefix)} of ${code(bucket)}`
        : md`one prefix of ${code(bucket)}`
    case 'unknown':
      return md`the report of ${code(bucket)} (whether it lists the whole bucket is not known)`
    default:
      return code(bucket)
  }
}

function describeLeftOut(buckets: readonly BucketResult[]): Markdown {
  const objects = buckets.reduce((sum, { scan }) => sum + (scan?.excluded.objects ?? 0), 0)
  return objects === 0 ? NOTHING : md`; ${objects} left out by include and exclude`
}
