// The one issue per repository and scope: its text, how it is found again, and what a run does with it.

import { createHash } from 'node:crypto'
import type { RunResult, TrendPoint } from '../result/run-result.ts'
import { formatDate } from '../words/numbers.ts'
import { renderAccounts } from './accounts-section.ts'
import { renderBaseline } from './baseline-section.ts'
import { renderChecklist } from './checklist.ts'
import { renderHeadline } from './headline.ts'
import { hideKeys } from './hide-keys.ts'
import { describeScope, ENTRY_BYTES, type IssueOwner, type IssueScope } from './issue-scope.ts'
import {
  describeState,
  findNewerState,
  hasNewFindings,
  type IssueState,
  renderComment,
  renderStateLine,
  STATE_SCHEMA_VERSION,
} from './issue-state.ts'
import { renderOldVersions } from './lifecycle-section.ts'
import { bullets, code, heading, link, type Markdown, md, stack, stackWithin, titled } from './markdown.ts'
import { isRemediated, listNextSteps } from './overview.ts'
import { type ExistingIssue, findOwnIssues, type Kin } from './own-issues.ts'
import { renderPrefixes } from './prefix-section.ts'
import { renderSignals } from './signals-section.ts'
import { renderStatuses, titleStatuses } from './status-section.ts'
import { renderBuckets } from './summary.ts'
import { continueTrend, readTrend, renderTrend, sayCompliantSince } from './trend.ts'

/** GitHub refuses bodies above 65,536 characters; a text never has more characters than bytes. */
export const MAX_ISSUE_BYTES = 60_000
const MAX_TITLE_CHARS = 200
const MAX_BUCKET_ROWS = 50

export type RenderedIssue = {
  readonly title: string
  readonly body: string
  readonly scope: IssueScope
  /**
   * SHA-256 of title and text without the footer, which is specific to this run: if equal, there is nothing to write.
   */
  readonly fingerprint: string
  readonly state: IssueState
  /** What this report and those before it showed, oldest first. */
  readonly trend: readonly TrendPoint[]
}

/**
 * Pure: the same facts, told after the same `previous` state, give the same fingerprint in every run. `previous` is the
 * state of the issue that is written, if there is one.
 */
export function renderIssue(
  result: RunResult,
  { id = '', step = '', title: wanted }: Partial<IssueOwner> & { readonly title: string },
  previous?: IssueState,
): RenderedIssue {
  const title = oneLine(wanted).slice(0, MAX_TITLE_CHARS)
  const scope = describeScope(result, { id, step })
  const trend = continueTrend(readTrend(previous?.details?.trend ?? ''), result)
  const text = renderText(result, scope, trend)
  const fingerprint = createHash('sha256').update(`${title}\n${text.markdown}`).digest('hex')
  const state = describeState(result, scope, fingerprint, trend)
  const body = stack({ markdown: `${scope.marker}\n${renderStateLine(state)}` }, text, renderFooter(result)).markdown
  return { title, body, scope, fingerprint, state, trend }
}

function renderText(result: RunResult, { entries }: IssueScope, trend: readonly TrendPoint[]): Markdown {
  const leftOut = md`ℹ️ The rest is left out for length; the job summary has more.`
  const room = MAX_ISSUE_BYTES - HIDDEN_AND_FOOTER_BYTES - entries.length * ENTRY_BYTES
  return { markdown: hideKeys(stackWithin(room, renderBlocks(result, trend), leftOut).markdown, result) }
}

function* renderBlocks(result: RunResult, trend: readonly TrendPoint[]): Generator<Markdown> {
  yield heading(2, renderHeadline(result))
  if (result.verdict === 'COMPLIANT') yield sayCompliantSince(trend)
  yield stack(heading(3, 'What to do next'), bullets(listNextSteps(result)))
  yield stack(heading(3, 'Buckets'), renderChecklist(result, MAX_BUCKET_ROWS))
  yield titled('Signals', renderSignals(result))
  yield titled('Since the baseline', renderBaseline(result))
  if (result.accounts.length > 1) yield titled('Accounts', renderAccounts(result))
  yield titled(titleStatuses(result), renderStatuses(result))
  yield titled('Where the findings are', renderPrefixes(result.buckets, result.listKeys))
  yield titled('Trend', renderTrend(trend))
  const open = result.buckets.filter(({ judgement }) => judgement.verdict !== 'COMPLIANT')
  yield* renderBuckets(open, result, 'lasting')
  yield renderOldVersions(result.buckets, result.listKeys)
}

/** Space for marker, state line (without its entries) and footer, whose lengths are limited. */
const HIDDEN_AND_FOOTER_BYTES = 5_000

function renderFooter({ context }: RunResult): Markdown {
  const run = link('run', context.runUrl)
  return md`---
<sub>Written by ${code('s3-encryption-compliance')} ${code(context.actionVersion)}, ${run}, ${formatDate(context.finishedAt)}. This text is replaced as the facts change; comments are kept. The issue is closed when a report is compliant.</sub>`
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ').trim()
}

export type IssueDecision = {
  readonly action: 'open' | 'update' | 'reopen' | 'close' | 'none'
  /** The issue to act on, or the one that is not changed; undefined if there is none or a new one is opened. */
  readonly issue: ExistingIssue | undefined
  /** Open issues of this action with a higher number, to close as duplicates. */
  readonly duplicates: readonly ExistingIssue[]
  readonly comment: string | undefined
  /** Why the issue is not changed although there is something to report; for log and summary. */
  readonly note?: string
  /** True if the issue may not be changed and is therefore out of date. */
  readonly isRefused?: boolean
}

function chooseIssue(existing: readonly ExistingIssue[], scope: IssueScope, login: string) {
  const kin = findOwnIssues(existing, scope, login)
  const open = kin.filter(({ issue }) => issue.isOpen)
  return { chosen: open[0] ?? kin[0], open }
}

/** The state of the issue that a run of this scope would write; undefined if there is none, or it has no state. */
export function findPreviousState(
  existing: readonly ExistingIssue[],
  scope: IssueScope,
  login: string,
): IssueState | undefined {
  return chooseIssue(existing, scope, login).chosen?.state
}

/**
 * What to do with the existing issues. The open issue of this scope with the lowest number is used, otherwise the
 * closed one with the lowest number; of issues that are taken over, only that one is changed.
 */
export function decideIssueAction(
  existing: readonly ExistingIssue[],
  rendered: RenderedIssue,
  result: RunResult,
  login: string,
): IssueDecision {
  const { chosen, open } = chooseIssue(existing, rendered.scope, login)
  if (chosen === undefined) {
    return { action: mayOpen(result) ? 'open' : 'none', issue: undefined, duplicates: [], comment: undefined }
  }
  const { issue } = chosen
  const newer = findNewerState(issue.body)
  if (newer !== undefined) return leaveToNewer(issue, newer)
  const duplicates = open.slice(1).flatMap((one) => (one.kinship === 'same' ? one.issue : []))
  if (isRespected(chosen, rendered, result)) {
    const note = `Issue #${Math.trunc(issue.number)} was closed as not planned. It stays closed until something new breaks.`
    return { action: 'none', issue, duplicates, comment: undefined, note }
  }
  const action = chooseAction(chosen, rendered, result)
  return { action, issue, duplicates, comment: chooseComment(action, chosen, rendered, result) }
}

/** Written by a newer version of the action: overwriting it would lose what this version does not understand. */
function leaveToNewer(issue: ExistingIssue, version: number): IssueDecision {
  const note = `Issue #${Math.trunc(issue.number)} was written by a newer version of this action (state ${version}; this one knows ${STATE_SCHEMA_VERSION}) and is left as it is. Use the newer version in every workflow, or close the issue and remove its first lines.`
  return { action: 'none', issue, duplicates: [], comment: undefined, note, isRefused: true }
}

/**
 * Without findings there is nothing to track; a run without a verdict fails anyway. If this run has already encrypted
 * all findings, no new issue is needed either.
 */
function mayOpen(result: RunResult): boolean {
  return result.buckets.some(({ judgement }) => judgement.verdict === 'NON_COMPLIANT') && !isRemediated(result)
}

/** Without a state it is unknown what is new: then the person's decision is respected. */
function isRespected({ issue, state }: Kin, rendered: RenderedIssue, result: RunResult): boolean {
  if (issue.isOpen || !issue.isNotPlanned || !mayOpen(result)) return false
  return state === undefined || !hasNewFindings(state, rendered.state)
}

function chooseAction(
  { issue, kinship, state }: Kin,
  rendered: RenderedIssue,
  result: RunResult,
): IssueDecision['action'] {
  if (issue.isOpen) {
    if (result.verdict === 'COMPLIANT') return 'close'
    const isUpToDate = state?.fingerprint === rendered.fingerprint && issue.title === rendered.title
    return isUpToDate && kinship === 'same' && !isOld(state) ? 'none' : 'update'
  }
  if (mayOpen(result)) return 'reopen'
  // The findings of the issue closed as "not planned" are gone: any later finding is new.
  const isForgotten = issue.isNotPlanned && result.verdict === 'COMPLIANT' && (state?.findings ?? 0) > 0
  return isForgotten ? 'update' : 'none'
}

const isOld = (state: IssueState | undefined) => state !== undefined && state.schemaVersion < STATE_SCHEMA_VERSION

function chooseComment(
  action: IssueDecision['action'],
  { issue, kinship, state }: Kin,
  rendered: RenderedIssue,
  { context }: RunResult,
): string | undefined {
  const before = rememberBefore(action, state, rendered.state)
  if (before === undefined || (action === 'update' && !issue.isOpen)) return undefined
  const comment = renderComment(before, rendered.state, context.runUrl)
  return kinship === 'old' && action === 'close' ? `${comment ?? ''}\n\n${OTHER_SCOPES}` : comment
}

const OTHER_SCOPES =
  'This issue now follows one policy with its filters. Where another step watches the same buckets in another way, its next run opens an issue of its own.'

/**
 * The state that a comment is compared with. Closing and reopening are always worth a comment, even if a person closed,
 * reopened or edited the issue in the meantime.
 */
function rememberBefore(
  action: IssueDecision['action'],
  previous: IssueState | undefined,
  next: IssueState,
): IssueState | undefined {
  if (action === 'none' || action === 'open') return undefined
  if (action === 'update') return previous
  return { ...(previous ?? next), verdict: action === 'close' ? 'NON_COMPLIANT' : 'COMPLIANT' }
}

/** Written to an issue that another run opened at the same time. */
export function renderDuplicateComment(number: number): string {
  return `Duplicate of #${Math.trunc(number)}, opened by another run at the same time.`
}
