// Reports an operation for selected objects, which has no verdict: job summary, annotations, and the last lines of the
// log.

import type { RemediationStatus } from '../batch/job-outcome.ts'
import { describeFollowUp } from '../operations/registry.ts'
import { mergeLeft } from '../result/aftermath.ts'
import type { BucketResult, RunResult, SelectionResult } from '../result/run-result.ts'
import { type BucketSelection, explainBucket, tellSelection } from '../result/selection-ending.ts'
import { formatBytes, formatCount, formatDuration, formatNoun } from '../words/numbers.ts'
import { safeLine, safeText } from '../words/outside-text.ts'
import { hideKeys } from './hide-keys.ts'
import { renderFailures, renderJobs, renderLosses, renderMismatches, renderResults } from './jobs-section.ts'
import type { LogGroup } from './log-group.ts'
import {
  bullets,
  code,
  codeBlock,
  details,
  heading,
  type Inline,
  type Markdown,
  md,
  NOTHING,
  stack,
  stackWithin,
  strong,
  table,
} from './markdown.ts'
import { renderOneByOne } from './one-by-one-section.ts'
import { tellError } from './overview.ts'
import { renderPlan } from './plan-section.ts'
import { renderPreflight } from './preflight-section.ts'
import { REMEDIATION_WORDS } from './remediation-section.ts'
import { MAX_SUMMARY_BYTES, renderApproval, renderRefusal } from './summary.ts'

type Selected = RunResult & { readonly selection: SelectionResult }

export const hasSelection = (result: RunResult): result is Selected => result.selection !== undefined

const SIGNS: Readonly<Record<RemediationStatus, string>> = {
  NONE: 'ℹ️',
  PLANNED: '📋',
  AWAITING_CONFIRMATION: '✋',
  PENDING: '⏳',
  COMPLETE: '✅',
  INCOMPLETE: '⚠️',
  FAILED: '❌',
}
const MAX_LEFT = 10
const NOT_LOOKED_AT = 'no bucket was looked at'

/** The whole job summary as Markdown, at most 900 KiB. */
export function renderSelectionSummary(result: Selected): string {
  const leftOut = md`ℹ️ The rest is left out: GitHub limits the size of a summary. The JSON report has everything.`
  const { markdown } = stackWithin(MAX_SUMMARY_BYTES, renderBlocks(result), leftOut)
  return `${hideKeys(markdown, result)}\n`
}

function* renderBlocks(result: Selected): Generator<Markdown> {
  const { conclusion, context, errors, warnings } = result
  yield heading(2, renderHeadline(result))
  yield strong(conclusion.brief ?? conclusion.message)
  yield renderRefusal(result)
  yield renderApproval(result)
  yield renderBuckets(result)
  yield bullets(errors.map((error) => tellError(error, error.hint ?? '')))
  yield bullets(warnings.map((warning) => md`⚠️ ${warning}`))
  for (const bucket of result.buckets) yield renderBucket(bucket, result)
  yield renderFollowUp(result.buckets)
  const took = formatDuration(context.finishedAt.getTime() - context.startedAt.getTime())
  yield md`<sub>Says nothing about compliance · took ${took} · s3-encryption-compliance ${code(context.actionVersion)}</sub>`
}

/** What was asked, where, and how far it went. */
function renderHeadline({ buckets, remediation, selection }: Selected): Markdown {
  const { operation, selected, done, status } = selection
  const [first] = buckets
  if (first === undefined) return md`${{ markdown: SIGNS[status] }} ${operation}: ${NOT_LOOKED_AT}`
  const where = md` in ${buckets.length === 1 ? code(first.bucket) : formatNoun(buckets.length, 'bucket')}`
  const left = isActedOn(buckets) ? sayAllLeft(buckets, remediation.mode) : ''
  const rest = left === '' ? NOTHING : md`, ${left}`
  return md`${{ markdown: SIGNS[status] }} ${operation}${where}: ${formatNoun(selected, 'object')} selected, ${formatCount(done)} done${rest}`
}

const isActedOn = (buckets: readonly BucketResult[]): boolean =>
  buckets.some(({ jobs, oneByOne }) => jobs.length > 0 || oneByOne?.result !== undefined)

/** `1 left: being restored by S3`; empty if nothing is. */
function sayAllLeft(buckets: readonly BucketResult[], mode: Selected['remediation']['mode']): string {
  const left = mergeLeft(buckets.flatMap((bucket) => tellSelection(bucket, mode).left))
  const total = left.reduce((sum, { objects }) => sum + objects, 0)
  return total === 0 ? '' : `${formatCount(total)} left: ${left.map(({ why }) => why).join(', ')}`
}

function renderBuckets(result: Selected): Markdown {
  const rows = result.buckets.map((bucket): Inline[] => {
    const { selected, done, left, status } = tellSelection(bucket, result.remediation.mode)
    const notDone = left.reduce((sum, { objects }) => sum + objects, 0)
    const bytes = formatBytes(bucket.scan?.findings.bytes)
    return [code(bucket.bucket), { markdown: REMEDIATION_WORDS[status] }, selected, bytes, done, notDone]
  })
  const columns = [
    { title: 'Bucket' },
    { title: 'Status' },
    ...['Selected', 'Size', 'Done', 'Left'].map((title) => ({ title, align: 'right' as const })),
  ]
  return table(columns, rows)
}

function renderBucket(bucket: BucketResult, { listKeys, remediation, buckets }: Selected): Markdown {
  const { jobs, oneByOne, plan, recordsAt } = bucket
  const problem = explainBucket(bucket)
  const isActed = jobs.length > 0 || oneByOne?.result !== undefined
  return stack(
    buckets.length > 1 ? heading(3, code(bucket.bucket)) : NOTHING,
    problem === undefined ? NOTHING : md`❌ ${problem.message} ${strong(problem.hint ?? '')}`,
    plan !== undefined && !isActed ? renderPlan(plan) : NOTHING,
    renderJobs(jobs),
    renderResults(jobs),
    renderOneByOne(oneByOne, listKeys),
    recordsAt === undefined
      ? NOTHING
      : md`What the objects had before is recorded under ${code(recordsAt)} (docs/operations.md says how to undo).`,
    isActed ? renderLeft(tellSelection(bucket, remediation.mode)) : NOTHING,
    renderLosses(jobs, listKeys),
    renderFailures(jobs, listKeys),
    renderMismatches(jobs, listKeys),
    renderPreflight(bucket),
  )
}

function renderLeft({ left }: BucketSelection): Markdown {
  const rows = left.slice(0, MAX_LEFT).map(({ why, objects, advice }): Inline[] => [why, objects, advice])
  return table([{ title: 'Left, because' }, { title: 'Objects', align: 'right' }, { title: 'What helps' }], rows)
}

/** What the reader can do with the result. */
function renderFollowUp(buckets: readonly BucketResult[]): Markdown {
  const asked = buckets.find((bucket) => bucket.asked !== undefined)?.asked
  const names = buckets.map(({ bucket }) => bucket)
  const followUp = asked && describeFollowUp(asked, names)
  if (followUp === undefined) return NOTHING
  return details(followUp.title, codeBlock('json', JSON.stringify(followUp.example, undefined, 2)))
}

const MAX_ANNOTATIONS = 8

/** One for each bucket with a problem, and one for the whole. */
export function annotateSelection(result: Selected) {
  const { conclusion, errors, buckets, remediation } = result
  const level = conclusion.ok ? ('notice' as const) : ('error' as const)
  const annotate = (title: string, message: string, hint = '') => ({
    level,
    title: safeLine(title),
    message: hideKeys(safeText(hint === '' ? message : `${message}\n${hint}`), result),
  })
  const problems = [
    ...errors.map(({ code: name, message, hint }) => annotate(name, message, hint)),
    ...buckets.flatMap((bucket) => {
      const problem = explainBucket(bucket)
      return problem === undefined ? [] : [annotate(bucket.bucket, problem.message, problem.hint)]
    }),
  ]
  const title = remediation.refusal === undefined ? result.selection.operation : 'REMEDIATION_REFUSED'
  return [...problems.slice(0, MAX_ANNOTATIONS), annotate(title, conclusion.message, remediation.refusal?.hint)]
}

/** The last lines of the log. */
export function describeSelection(result: Selected): LogGroup {
  const { buckets, conclusion, errors, planId, remediation, selection } = result
  const { operation, selected, done, left, status } = selection
  const counts =
    buckets.length === 0
      ? NOT_LOOKED_AT
      : `${formatNoun(selected, 'object')} selected, ${formatCount(done)} done, ${formatCount(left)} left`
  const lines = [
    ...errors.map(({ code: name, message, hint = '' }) => `${name}: ${message}\n${hint}`),
    ...buckets.flatMap((bucket) => {
      const problem = explainBucket(bucket)
      const told = tellSelection(bucket, remediation.mode)
      return [
        `${bucket.bucket}: ${told.status}, ${formatCount(told.done)} of ${formatNoun(told.selected, 'object')} done`,
        ...(problem === undefined ? [] : [`${bucket.bucket}: ${problem.message} ${problem.hint ?? ''}`]),
        ...(isActedOn([bucket]) ? told.left : []).map(
          ({ why, objects, advice }) => `${bucket.bucket}: ${formatNoun(objects, 'object')} left: ${why}. ${advice}`,
        ),
      ]
    }),
    ...(planId === undefined || remediation.mode !== 'plan' ? [] : [`Planned; plan-id ${planId}`]),
    conclusion.message,
  ]
  return {
    title: safeLine(`${operation}: ${status}, ${counts}`),
    lines: lines.flatMap((line) => safeText(line).split('\n')),
  }
}
