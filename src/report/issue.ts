// Knows the one issue a repository keeps per scope: its text, how it is found again, and what a run does to it.

import { createHash } from 'node:crypto'
import { formatDate } from './format.ts'
import { renderHeadline } from './headline.ts'
import { describeState, type IssueState, parseState, renderComment, renderStateLine } from './issue-state.ts'
import { bullets, code, heading, link, type Markdown, md, stack, stackWithin } from './markdown.ts'
import { isRemediated, listNextSteps, renderBucketTable } from './overview.ts'
import type { RunResult } from './result.ts'
import { renderBuckets } from './summary.ts'

/** GitHub refuses bodies above 65,536 characters; bytes are never fewer than characters. */
export const MAX_ISSUE_BYTES = 60_000
const MAX_TITLE_CHARS = 200
const MAX_BUCKET_ROWS = 50

export type RenderedIssue = {
  readonly title: string
  readonly body: string
  /** The hidden comment that says whose issue this is. */
  readonly marker: string
  /** SHA-256 of title and text without the footer, which is about this run: equal means there is nothing to write. */
  readonly fingerprint: string
  readonly state: IssueState
}

/** Pure: the same facts give the same fingerprint, whichever run tells them. */
export function renderIssue(result: RunResult, options: { readonly title: string }): RenderedIssue {
  const title = oneLine(options.title).slice(0, MAX_TITLE_CHARS)
  const marker = renderMarker(result)
  const text = renderText(result)
  const fingerprint = createHash('sha256').update(`${title}\n${text.markdown}`).digest('hex')
  const state = describeState(result, fingerprint)
  const body = stack({ markdown: `${marker}\n${renderStateLine(state)}` }, text, renderFooter(result)).markdown
  return { title, body, marker, fingerprint, state }
}

/** Scope is the repository and the set of buckets: another list of buckets is another issue. */
function renderMarker({ context, buckets }: RunResult): string {
  const names = [...new Set(buckets.map(({ bucket }) => bucket))].sort()
  const scope = createHash('sha256')
    .update([context.repository.toLowerCase(), ...names].join('\n'))
    .digest('hex')
  return `<!-- s3-encryption-compliance:scope=${scope.slice(0, 32)} -->`
}

function renderText(result: RunResult): Markdown {
  const leftOut = md`ℹ️ The rest is left out for length; the job summary has more.`
  return stackWithin(MAX_ISSUE_BYTES - HIDDEN_AND_FOOTER_BYTES, renderBlocks(result), leftOut)
}

function* renderBlocks(result: RunResult): Generator<Markdown> {
  yield heading(2, renderHeadline(result))
  yield renderBucketTable(result, MAX_BUCKET_ROWS, 'lasting')
  yield stack(heading(3, 'What to do next'), bullets(listNextSteps(result)))
  const open = result.buckets.filter(({ judgement }) => judgement.verdict !== 'COMPLIANT')
  yield* renderBuckets(open, result, 'lasting')
}

/** Room for marker, state line and footer, whose lengths are bounded. */
const HIDDEN_AND_FOOTER_BYTES = 4_000

function renderFooter({ context }: RunResult): Markdown {
  const run = link('run', context.runUrl)
  return md`---
<sub>Written by ${code('s3-encryption-compliance')} ${code(context.actionVersion)}, ${run}, ${formatDate(context.finishedAt)}. This text is replaced as the facts change; comments are kept. The issue is closed when a report is compliant.</sub>`
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ').trim()
}

/** An issue as GitHub lists it, as far as it matters here. */
export type ExistingIssue = {
  readonly number: number
  readonly url: string
  readonly isOpen: boolean
  readonly title: string
  readonly body: string
  readonly author: string
  readonly isPullRequest: boolean
}

export type IssueDecision = {
  readonly action: 'open' | 'update' | 'reopen' | 'close' | 'none'
  /** The issue to act on, or the one that stays as it is; undefined when there is none or it is opened. */
  readonly issue: ExistingIssue | undefined
  /** Open issues of ours with a higher number, to close as duplicates. */
  readonly duplicates: readonly ExistingIssue[]
  readonly comment: string | undefined
}

/**
 * What to do with the issues that exist. Ours are those that carry the marker, were opened by our own login, and are
 * no pull request: a marker alone can be written by anybody. The lowest open number wins, else the lowest closed one.
 */
export function decideIssueAction(
  existing: readonly ExistingIssue[],
  rendered: RenderedIssue,
  result: RunResult,
  login: string,
): IssueDecision {
  const ours = existing
    .filter(({ isPullRequest, author, body }) => !isPullRequest && author === login && body.includes(rendered.marker))
    .sort((a, b) => a.number - b.number)
  const open = ours.filter(({ isOpen }) => isOpen)
  const issue = open[0] ?? ours[0]
  const previous = issue === undefined ? undefined : parseState(issue.body)
  const action = chooseAction(issue, previous, rendered, result)
  const before = rememberBefore(action, previous, rendered.state)
  const comment = before === undefined ? undefined : renderComment(before, rendered.state, result.context.runUrl)
  return { action, issue, duplicates: open.slice(1), comment }
}

function chooseAction(
  issue: ExistingIssue | undefined,
  previous: IssueState | undefined,
  rendered: RenderedIssue,
  result: RunResult,
): IssueDecision['action'] {
  if (result.verdict === 'COMPLIANT') return issue?.isOpen ? 'close' : 'none'
  if (issue?.isOpen) {
    return previous?.fingerprint === rendered.fingerprint && issue.title === rendered.title ? 'none' : 'update'
  }
  // Without findings there is nothing to track: a run without an answer fails by itself. And what this run has
  // already encrypted needs no new issue either.
  const hasFindings = result.buckets.some(({ judgement }) => judgement.verdict === 'NON_COMPLIANT')
  if (!hasFindings || isRemediated(result)) return 'none'
  return issue === undefined ? 'open' : 'reopen'
}

/**
 * What a comment compares with. Closing and reopening are always worth one, also where a person closed, reopened or
 * rewrote the issue in between.
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

/** Said on an issue that another run opened at the same time. */
export function renderDuplicateComment(number: number): string {
  return `Duplicate of #${Math.trunc(number)}, opened by another run at the same time.`
}
