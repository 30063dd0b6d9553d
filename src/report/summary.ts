// Renders the job summary: first the answer, then what to do, then the evidence; always within the runner's size limit.

import { type BucketResult, hasOnePolicy, type RunResult } from '../result/run-result.ts'
import { formatBytes, formatDuration, formatNoun } from '../words/numbers.ts'
import { renderAccounts } from './accounts-section.ts'
import { renderBaseline } from './baseline-section.ts'
import { renderBucketTable } from './bucket-table.ts'
import { renderEvidence } from './evidence-section.ts'
import { renderExceptions } from './exceptions-section.ts'
import { renderHeadline } from './headline.ts'
import { hideKeys } from './hide-keys.ts'
import { renderOldVersions } from './lifecycle-section.ts'
import {
  bullets,
  byteLength,
  code,
  codeBlock,
  details,
  heading,
  link,
  type Markdown,
  md,
  NOTHING,
  show,
  stack,
  stackWithin,
  strong,
  titled,
} from './markdown.ts'
import { listNextSteps, sortBuckets, VERDICT_SIGNS } from './overview.ts'
import { renderPosture, renderPostures } from './posture-section.ts'
import { renderPrefixes } from './prefix-section.ts'
import { renderPreflight } from './preflight-section.ts'
import { renderRemediation } from './remediation-section.ts'
import { renderFindings, renderHeldBack } from './scan-section.ts'
import { renderSignals } from './signals-section.ts'
import { renderStatuses, renderStatusTable, titleStatuses } from './status-section.ts'
import type { Tense } from './tense.ts'
import { renderTrend } from './trend.ts'

/**
 * The runner discards a whole summary above 1,048,576 bytes (actions/runner, CreateStepSummaryCommand); the remainder
 * is reserved for other output, and for masking, which makes text longer.
 */
export const MAX_SUMMARY_BYTES = 900 * 1024
const MAX_BUCKET_ROWS = 1_000
const MAX_WARNINGS = 20

/** The whole job summary as Markdown, at most 900 KiB. */
export function renderSummary(result: RunResult): string {
  const footer = renderFooter(result)
  const room = MAX_SUMMARY_BYTES - byteLength(footer) - 3
  const leftOut = md`ℹ️ The rest is left out: GitHub limits the size of a summary. The JSON report has everything.`
  return `${hideKeys(stack(stackWithin(room, renderBlocks(result), leftOut), footer).markdown, result)}\n`
}

/** A generator, so that blocks that no longer fit are never rendered. */
function* renderBlocks(result: RunResult): Generator<Markdown> {
  yield heading(2, renderHeadline(result))
  yield strong(result.conclusion.brief ?? result.conclusion.message)
  yield renderRefusal(result)
  yield renderApproval(result)
  yield titled('What to do next', bullets(listNextSteps(result)))
  yield renderIssueLine(result)
  yield titled(countBuckets(result), renderBucketTable(result, MAX_BUCKET_ROWS))
  yield renderAccounts(result)
  yield titled('Signals', renderSignals(result))
  yield titled('Since the baseline', renderBaseline(result))
  yield renderFindingsFile(result)
  yield renderWarnings(result)
  yield titled(titleStatuses(result), renderStatuses(result))
  yield titled('Where the findings are', renderPrefixes(result.buckets, result.listKeys))
  yield titled('Trend', renderTrend(result.issue?.trend ?? []))
  yield titled('Posture of the buckets', renderPostures(result))
  yield* renderBuckets(result.buckets, result, 'now')
  yield renderOldVersions(result.buckets, result.listKeys)
}

const countBuckets = ({ buckets }: RunResult) =>
  buckets.length === 1 ? 'Bucket' : formatNoun(buckets.length, 'bucket')

/**
 * Why nothing was remediated, if the event is not allowed to. Not part of the issue, because it is specific to this
 * run.
 */
export function renderRefusal({ remediation: { refusal } }: RunResult): Markdown {
  return refusal === undefined
    ? NOTHING
    : md`⛔ ${code('REMEDIATION_REFUSED')} ${refusal.message} ${strong(refusal.hint)}`
}

/** The exact instructions to approve the plan that was made, or which plan was approved. */
export function renderApproval({ context, planId, remediation: { mode } }: RunResult): Markdown {
  if (planId === undefined) return NOTHING
  if (mode !== 'plan') return md`🔏 Approved plan: ${code(planId)}`
  if (context.isCommand === true) {
    const command = codeBlock('sh', `s3-encryption-compliance run --approved-plan ${planId}`)
    return stack(
      md`🔏 This plan is ${code(planId)}. To run exactly this plan, with the other flags as they are:`,
      command,
    )
  }
  return stack(
    md`🔏 This plan is ${code(planId)}. To run exactly this plan, add these lines to the step (keep its other inputs):`,
    codeBlock('yaml', `remediation: run\napproved-plan: ${planId}`),
  )
}

/** The sections of a single bucket are open; those of several are folded, worst first. */
export function* renderBuckets(buckets: readonly BucketResult[], result: RunResult, tense: Tense): Generator<Markdown> {
  for (const bucket of sortBuckets(buckets)) {
    yield result.buckets.length === 1 ? renderBucket(bucket, result, tense) : renderFolded(bucket, result, tense)
  }
}

/** One of several buckets: its judgement and all of its sections, folded under its name. */
function renderFolded(bucket: BucketResult, result: RunResult, tense: Tense): Markdown {
  const body = stack(renderJudgement(bucket), renderBucket(bucket, result, tense))
  return details(VERDICT_SIGNS[bucket.judgement.verdict], body, bucket.bucket)
}

/** Everything about one bucket that is not in its row of the table. */
function renderBucket(bucket: BucketResult, result: RunResult, tense: Tense): Markdown {
  const { scan } = bucket
  const remediation = renderRemediation(bucket, result.listKeys)
  return stack(
    result.buckets.length === 1
      ? NOTHING
      : stack(renderStatusTable(bucket, result), renderPrefixes([bucket], result.listKeys)),
    scan === undefined ? NOTHING : renderFindings(scan, result.listKeys),
    titled(
      'Excepted, with owner, reason and expiry',
      renderExceptions(bucket.exceptions ?? [], result.listKeys, tense),
    ),
    titled('Remediation', remediation),
    renderPreflight(bucket),
    tense === 'now' ? renderPosture(bucket, result) : NOTHING,
    scan === undefined ? NOTHING : renderHeldBack(scan),
    renderEvidence(bucket, result, tense),
  )
}

function renderJudgement({ judgement }: BucketResult): Markdown {
  return judgement.verdict === 'INSUFFICIENT_DATA' ? md`${code(judgement.reason)} ${judgement.message}` : NOTHING
}

function renderIssueLine({ issue }: RunResult): Markdown {
  if (issue === undefined) return NOTHING
  const note = issue.note === undefined ? NOTHING : md` ${issue.note}`
  return md`📌 Issue ${link({ markdown: `#${Math.trunc(issue.number)}` }, issue.url)}: ${issue.action}.${note}`
}

/** Where all findings are: pages show only a few. */
function renderFindingsFile({ findingsFile, listKeys }: RunResult): Markdown {
  if (findingsFile === undefined) return NOTHING
  const { path, rows, bytes, sha256 } = findingsFile
  const what = rows === 0 ? 'No finding, so only the header is in' : `All ${formatNoun(rows, 'finding')}:`
  const hidden =
    listKeys || rows === 0
      ? NOTHING
      : md` It names every key, which this summary does not: upload it only to where its readers may know them.`
  return md`🗂️ ${what} ${code(path)} (${formatBytes(BigInt(bytes))}).${hidden}<br>${{ markdown: `<sub>SHA-256 ${show(code(sha256))}</sub>` }}`
}

function renderWarnings({ warnings }: RunResult): Markdown {
  return stack(
    ...warnings.slice(0, MAX_WARNINGS).map((warning) => md`⚠️ ${warning}`),
    warnings.length > MAX_WARNINGS ? md`⚠️ ${formatNoun(warnings.length - MAX_WARNINGS, 'more warning')}.` : NOTHING,
  )
}

function renderFooter(result: RunResult): Markdown {
  const { context, acceptedEncryption, keyRule } = result
  const accepted = hasOnePolicy(result)
    ? acceptedEncryption.map((status) => show(code(status))).join(', ')
    : 'each bucket has its own'
  const maxFindings = hasOnePolicy(result) ? result.maxFindings : 0
  const took = formatDuration(context.finishedAt.getTime() - context.startedAt.getTime())
  const threshold = maxFindings === 0 ? NOTHING : md` · up to ${formatNoun(maxFindings, 'finding')} accepted`
  // Of inputs that could not be read, no policy is known.
  const version = { markdown: accepted === '' ? '<sub>No policy was read' : `<sub>Policy: ${accepted}` }
  const key =
    !hasOnePolicy(result) || keyRule?.kmsKeyArn === undefined
      ? NOTHING
      : md` · under the key ${code(keyRule.kmsKeyArn)}`
  const bucketKey = hasOnePolicy(result) && keyRule?.bucketKey === true ? md` · with a bucket key` : NOTHING
  return md`${version}${key}${bucketKey}${threshold} · took ${took} · s3-encryption-compliance ${code(context.actionVersion)}</sub>`
}
