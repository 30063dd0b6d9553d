// Knows what an issue remembers between runs, hidden in its body, and what of it is worth a comment.

import { createHash } from 'node:crypto'
import type { JobOutcome, RemediationStatus } from '../batch/outcome.ts'
import type { Verdict } from '../verdict.ts'
import { encodeText } from './display.ts'
import { formatCount, formatNoun } from './format.ts'
import { bullets, code, link, type Markdown, md } from './markdown.ts'
import { sumFindings } from './overview.ts'
import { REMEDIATION_WORDS } from './remediation-section.ts'
import type { RunResult } from './result.ts'
import { countTasks } from './tasks.ts'

/** What the run that wrote the issue knew: small, and the same for the same facts. */
export type IssueState = {
  readonly verdict: Verdict
  /** Of INSUFFICIENT_DATA; empty otherwise. */
  readonly reason: string
  readonly findings: number
  readonly remediation: RemediationStatus
  /** Jobs that ended, in any way: how many, and a digest of which. */
  readonly endedJobs: number
  readonly endedJobsDigest: string
  readonly tasksSucceeded: number
  readonly tasksFailed: number
  /** SHA-256 of everything the issue says that is not about this very run. */
  readonly fingerprint: string
}

const STATE_LINE = /<!-- s3-encryption-compliance:state=([A-Za-z0-9._/%-]{1,2000}) -->/

/** A job that will not change any more. */
function hasEnded({ state }: JobOutcome): boolean {
  return state !== 'pending' && state !== 'awaiting-confirmation'
}

/** The state to remember, of a run and the fingerprint of what is written about it. */
export function describeState(result: RunResult, fingerprint: string): IssueState {
  const ended = result.buckets.flatMap(({ jobs }) => jobs).filter(hasEnded)
  const ids = ended.map(({ jobId }) => jobId).sort()
  const tasks = countTasks(ended, [])
  return {
    verdict: result.verdict,
    reason: result.reason ?? '',
    findings: sumFindings(result),
    remediation: result.remediation.status,
    endedJobs: ids.length,
    endedJobsDigest: createHash('sha256').update(ids.join(' ')).digest('hex').slice(0, 16),
    tasksSucceeded: tasks?.succeeded ?? 0,
    tasksFailed: tasks?.failed ?? 0,
    fingerprint,
  }
}

/** The hidden line. Encoded to an alphabet that cannot end an HTML comment. */
export function renderStateLine(state: IssueState): string {
  return `<!-- s3-encryption-compliance:state=${encodeText(JSON.stringify(state))} -->`
}

/** The state in an issue's body; undefined when there is none or a person broke it. */
export function parseState(body: string): IssueState | undefined {
  const [, encoded] = STATE_LINE.exec(body) ?? []
  if (encoded === undefined) return undefined
  try {
    const state: unknown = JSON.parse(decodeURIComponent(encoded))
    return isIssueState(state) ? state : undefined
  } catch {
    return undefined
  }
}

/** Everyone who may edit issues can edit the state, so only its shape is trusted, and it is only ever compared. */
function isIssueState(value: unknown): value is IssueState {
  if (typeof value !== 'object' || value === null) return false
  const state = value as Record<string, unknown>
  return (
    ['verdict', 'reason', 'remediation', 'endedJobsDigest', 'fingerprint'].every(
      (name) => typeof state[name] === 'string',
    ) && ['findings', 'endedJobs', 'tasksSucceeded', 'tasksFailed'].every((name) => Number.isSafeInteger(state[name]))
  )
}

/**
 * The comment to write about a change: worse, better, fixed, back, no answer, answer again, jobs ended. Undefined
 * when nothing changed that a person must hear of; the body is kept up to date without any comment.
 */
export function renderComment(previous: IssueState, next: IssueState, runUrl: string): string | undefined {
  const news = [...compareVerdicts(previous, next), ...compareJobs(previous, next)]
  if (news.length === 0) return undefined
  return md`${news.length === 1 && news[0] !== undefined ? news[0] : bullets(news)}

${link('See the run', runUrl)}`.markdown
}

function compareVerdicts(previous: IssueState, next: IssueState): Markdown[] {
  if (next.verdict === 'INSUFFICIENT_DATA') {
    if (previous.verdict === next.verdict && previous.reason === next.reason) return []
    return [md`⚠️ **No answer any more:** ${code(next.reason)}. The issue stays open until a report is compliant.`]
  }
  if (next.verdict === 'COMPLIANT') {
    return previous.verdict === 'COMPLIANT'
      ? []
      : [md`✅ **Fixed:** the newest inventory report shows ${describeLeft(next)}.`]
  }
  if (previous.verdict === 'COMPLIANT')
    return [md`❌ **Back:** ${formatNoun(next.findings, 'finding')} in the newest report.`]
  const change = next.findings - previous.findings
  const numbers = `${formatCount(previous.findings)} → ${formatCount(next.findings)}`
  if (change > 0) return [md`❌ **Worse:** ${formatNoun(change, 'more finding')} (${numbers}).`]
  if (change < 0) return [md`📉 **Better:** ${formatNoun(-change, 'finding')} fewer (${numbers}).`]
  return previous.verdict === 'INSUFFICIENT_DATA'
    ? [md`❌ **An answer again:** ${formatNoun(next.findings, 'finding')}.`]
    : []
}

function describeLeft({ findings }: IssueState): string {
  return findings === 0 ? 'no finding' : `${formatNoun(findings, 'finding')}, no more than accepted`
}

function compareJobs(previous: IssueState, next: IssueState): Markdown[] {
  if (next.endedJobs === 0 || previous.endedJobsDigest === next.endedJobsDigest) return []
  const status = { markdown: REMEDIATION_WORDS[next.remediation] }
  const tasks = md`${next.tasksSucceeded} tasks succeeded, ${next.tasksFailed} failed`
  return [md`🔧 **${formatNoun(next.endedJobs, 'job')} ended:** ${tasks}. Remediation: ${status}.`]
}
