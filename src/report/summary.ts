// Knows the job summary: the answer first, then what to do, then the evidence; always within the runner's size limit.

import { formatDuration, formatNoun } from './format.ts'
import {
  bullets,
  code,
  details,
  heading,
  link,
  type Markdown,
  md,
  NOTHING,
  show,
  stack,
  stackWithin,
} from './markdown.ts'
import { listNextSteps, renderBucketTable, renderHeadline, sortBuckets, VERDICT_SIGNS } from './overview.ts'
import { renderRemediation } from './remediation-section.ts'
import type { BucketResult, RunResult } from './result.ts'
import { renderEvidence, renderFindings, renderHeldBack, renderStatusTable, type Tense } from './scan-section.ts'

/**
 * The runner drops a whole summary above 1,048,576 bytes (actions/runner, CreateStepSummaryCommand); the rest is room
 * for other steps' mistakes and for masking, which makes text longer.
 */
export const MAX_SUMMARY_BYTES = 900 * 1024
const MAX_BUCKET_ROWS = 1_000
const MAX_WARNINGS = 20

/** The whole job summary as Markdown, at most 900 KiB. */
export function renderSummary(result: RunResult): string {
  const blocks = [
    heading(2, renderHeadline(result)),
    md`**${result.conclusion.message}**`,
    renderBucketTable(result, MAX_BUCKET_ROWS, 'now'),
    stack(heading(3, 'What to do next'), bullets(listNextSteps(result))),
    renderIssueLine(result),
    renderWarnings(result),
    ...renderBuckets(result),
    renderFooter(result),
  ]
  const leftOut = (count: number) =>
    md`ℹ️ ${formatNoun(count, 'section')} left out: GitHub limits the size of a summary. The JSON report has everything.`
  return `${stackWithin(MAX_SUMMARY_BYTES, blocks, leftOut).markdown}\n`
}

/** One bucket's sections stand open; those of several are folded, worst first. */
function renderBuckets(result: RunResult): Markdown[] {
  const [only] = result.buckets
  if (result.buckets.length === 1 && only !== undefined) return [renderBucket(only, result, 'now')]
  return sortBuckets(result.buckets).map((bucket) => renderFolded(bucket, result, 'now'))
}

/** One of several buckets: its judgement and everything about it, behind its name. */
export function renderFolded(bucket: BucketResult, result: RunResult, tense: Tense): Markdown {
  const body = stack(renderJudgement(bucket), renderBucket(bucket, result, tense))
  return details(VERDICT_SIGNS[bucket.judgement.verdict], body, bucket.bucket)
}

/** Everything about one bucket that is not in its row of the table. */
export function renderBucket(bucket: BucketResult, result: RunResult, tense: Tense): Markdown {
  const { scan } = bucket
  const remediation = renderRemediation(bucket, result.listKeys)
  return stack(
    scan === undefined
      ? NOTHING
      : section('Objects by encryption in the report', renderStatusTable(scan, result.acceptedEncryption)),
    scan === undefined ? NOTHING : renderFindings(scan, result.listKeys),
    section('Remediation', remediation),
    scan === undefined ? NOTHING : renderHeldBack(scan),
    renderEvidence(bucket.report, scan, result, tense),
  )
}

function renderJudgement({ judgement }: BucketResult): Markdown {
  return judgement.verdict === 'INSUFFICIENT_DATA' ? md`${code(judgement.reason)} ${judgement.message}` : NOTHING
}

function section(title: string, body: Markdown): Markdown {
  return body.markdown === '' ? NOTHING : stack(heading(3, title), body)
}

function renderIssueLine({ issue }: RunResult): Markdown {
  if (issue === undefined) return NOTHING
  return md`📌 Issue ${link({ markdown: `#${Math.trunc(issue.number)}` }, issue.url)}: ${issue.action}.`
}

function renderWarnings({ warnings }: RunResult): Markdown {
  return stack(
    ...warnings.slice(0, MAX_WARNINGS).map((warning) => md`⚠️ ${warning}`),
    warnings.length > MAX_WARNINGS ? md`⚠️ ${formatNoun(warnings.length - MAX_WARNINGS, 'more warning')}.` : NOTHING,
  )
}

function renderFooter({ context, acceptedEncryption, maxFindings }: RunResult): Markdown {
  const accepted = acceptedEncryption.map((status) => show(code(status))).join(', ')
  const took = formatDuration(context.finishedAt.getTime() - context.startedAt.getTime())
  const threshold = maxFindings === 0 ? NOTHING : md` · up to ${formatNoun(maxFindings, 'finding')} accepted`
  const version = { markdown: `<sub>Policy: ${accepted}` }
  return md`${version}${threshold} · took ${took} · s3-encryption-compliance ${code(context.actionVersion)}</sub>`
}
