// What an issue stores between runs, hidden in its body, and which changes are worth a comment.

import { createHash } from 'node:crypto'
import type { JobOutcome, RemediationStatus } from '../batch/job-outcome.ts'
import type { Verdict } from '../decide/verdict.ts'
import type { RunResult, TrendPoint } from '../result/run-result.ts'
import { countTasks } from '../result/task-counts.ts'
import { ENCRYPTION_STATUSES } from '../words/encryption.ts'
import { formatCount, formatNoun } from '../words/numbers.ts'
import { encodeText } from '../words/outside-text.ts'
import type { IssueScope } from './issue-scope.ts'
import { bullets, code, link, type Markdown, md } from './markdown.ts'
import { sumFindings } from './overview.ts'
import { REMEDIATION_WORDS } from './remediation-section.ts'
import { writeTrend } from './trend.ts'

/** Incremented when a reader of the old form could be misled; a state without a version counts as 0. */
export const STATE_SCHEMA_VERSION = 1

/** What the run that wrote the issue found: small, and equal for equal facts. */
export type IssueState = {
  readonly schemaVersion: number
  readonly verdict: Verdict
  /** Reason of INSUFFICIENT_DATA; empty otherwise. */
  readonly reason: string
  readonly findings: number
  readonly remediation: RemediationStatus
  /** Jobs that ended, in any way: their number, and a digest of their ids. */
  readonly endedJobs: number
  readonly endedJobsDigest: string
  readonly tasksSucceeded: number
  readonly tasksFailed: number
  /** SHA-256 of everything in the issue that is not specific to this run. */
  readonly fingerprint: string
  /** Since version 1: the issue's owner, and what was found. */
  readonly details: IssueDetails | undefined
}

type IssueDetails = {
  /** `IssueScope.entries`, joined by dots: the buckets, each with its policy and filters. */
  readonly entries: string
  readonly step: string
  /** Findings in the order of ENCRYPTION_STATUSES. */
  readonly byStatus: readonly number[]
  /** Newest LastModified of the findings that can be remediated, in epoch milliseconds; 0 if unknown. */
  readonly newest: number
  /** Since 0.2: what the reports have shown, as `writeTrend` writes it. */
  readonly trend?: string
}

/** 1,000 buckets of a fleet take 9,000 characters. */
const STATE_LINE = /<!-- s3-encryption-compliance:state=([A-Za-z0-9._/%-]{1,12000}) -->/

/** A job that will not change any more. */
function hasEnded({ state }: JobOutcome): boolean {
  return state !== 'pending' && state !== 'awaiting-confirmation'
}

/** The state to store for a run in its scope, with the fingerprint of what is written about it. */
export function describeState(
  result: RunResult,
  scope: IssueScope,
  fingerprint: string,
  trend: readonly TrendPoint[],
): IssueState {
  const ended = result.buckets.flatMap(({ jobs }) => jobs).filter(hasEnded)
  const ids = ended.map(({ jobId }) => jobId).sort()
  const tasks = countTasks(ended, [])
  return {
    schemaVersion: STATE_SCHEMA_VERSION,
    verdict: result.verdict,
    reason: result.reason ?? '',
    findings: sumFindings(result),
    remediation: result.remediation.status,
    endedJobs: ids.length,
    endedJobsDigest: createHash('sha256').update(ids.join(' ')).digest('hex').slice(0, 16),
    tasksSucceeded: tasks?.succeeded ?? 0,
    tasksFailed: tasks?.failed ?? 0,
    fingerprint,
    details: {
      entries: scope.entries.join('.'),
      step: scope.step,
      ...describeFindings(result),
      trend: writeTrend(trend),
    },
  }
}

function describeFindings({ buckets }: RunResult): Pick<IssueDetails, 'byStatus' | 'newest'> {
  const scans = buckets.flatMap(({ scan }) => scan ?? [])
  const times = scans.flatMap(({ groups }) => groups.flatMap(({ newestLastModified }) => newestLastModified ?? []))
  return {
    byStatus: ENCRYPTION_STATUSES.map((status) =>
      scans.reduce((sum, { findingsByStatus }) => sum + findingsByStatus[status].objects, 0),
    ),
    newest: times.reduce((newest, time) => Math.max(newest, time), 0),
  }
}

/** Whether there are new findings: more of any kind, or one written since. */
export function hasNewFindings(previous: IssueState, next: IssueState): boolean {
  const [before, now] = [previous.details, next.details]
  if (before === undefined || now === undefined) return next.findings > previous.findings
  return now.newest > before.newest || now.byStatus.some((objects, index) => objects > (before.byStatus[index] ?? 0))
}

/** The hidden line. Encoded in an alphabet that cannot end an HTML comment. */
export function renderStateLine(state: IssueState): string {
  return `<!-- s3-encryption-compliance:state=${encodeText(JSON.stringify(state))} -->`
}

/** The state in an issue's body, of this version or an older one; undefined if it is missing or was damaged. */
export function parseState(body: string): IssueState | undefined {
  const value = readStateLine(body)
  const { schemaVersion = 0, details } = value ?? {}
  if (value === undefined || !isKnownVersion(schemaVersion) || !hasFirstForm(value)) return undefined
  if (schemaVersion === 0) return { ...value, schemaVersion, details: undefined }
  return isDetails(details) ? { ...value, schemaVersion, details } : undefined
}

/** The version of a state that only a newer action understands; undefined for any other. */
export function findNewerState(body: string): number | undefined {
  const version = readStateLine(body)?.schemaVersion
  return typeof version === 'number' && version > STATE_SCHEMA_VERSION ? version : undefined
}

type Members = Readonly<Record<string, unknown>>

function readStateLine(body: string): Members | undefined {
  const [, encoded] = STATE_LINE.exec(body) ?? []
  if (encoded === undefined) return undefined
  try {
    const value: unknown = JSON.parse(decodeURIComponent(encoded))
    return typeof value === 'object' && value !== null ? (value as Members) : undefined
  } catch {
    return undefined
  }
}

const isKnownVersion = (version: unknown): version is number =>
  typeof version === 'number' && Number.isSafeInteger(version) && version >= 0 && version <= STATE_SCHEMA_VERSION

/**
 * Everyone who may edit issues can edit the state, so only its form is validated, and it is used only for comparisons.
 */
function hasFirstForm(state: Members): state is Members & Omit<IssueState, 'schemaVersion' | 'details'> {
  return (
    ['verdict', 'reason', 'remediation', 'endedJobsDigest', 'fingerprint'].every(
      (name) => typeof state[name] === 'string',
    ) && ['findings', 'endedJobs', 'tasksSucceeded', 'tasksFailed'].every((name) => Number.isSafeInteger(state[name]))
  )
}

function isDetails(value: unknown): value is IssueDetails {
  if (typeof value !== 'object' || value === null) return false
  const { entries, step, byStatus, newest, trend = '' } = value as Members
  const isTexts = [entries, step, trend].every((text) => typeof text === 'string')
  return isTexts && Array.isArray(byStatus) && byStatus.every(Number.isSafeInteger) && Number.isSafeInteger(newest)
}

/** The scope in a state: its entries, one per bucket, and its step. */
export function readScope(state: IssueState | undefined): { entries: string[] | undefined; step: string | undefined } {
  const { entries, step } = state?.details ?? {}
  return { entries: entries?.split('.').filter((entry) => entry !== ''), step }
}

/**
 * The comment to write about a change: worse, better, fixed, findings again, no verdict, verdict again, jobs ended.
 * Undefined if nothing changed that people need to know; the body is updated without a comment.
 */
export function renderComment(previous: IssueState, next: IssueState, runUrl: string): string | undefined {
  const news = [...compareVerdicts(previous, next), ...compareScopes(previous, next), ...compareJobs(previous, next)]
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

/** A list of buckets that grew or shrank changes what the numbers mean. */
function compareScopes(previous: IssueState, next: IssueState): Markdown[] {
  const [before, now] = [readScope(previous).entries?.length ?? 0, readScope(next).entries?.length ?? 0]
  if (before === 0 || now === 0 || before === now) return []
  return [md`🪣 **${formatNoun(now, 'bucket')} watched now,** ${before} before.`]
}

function compareJobs(previous: IssueState, next: IssueState): Markdown[] {
  if (next.endedJobs === 0 || previous.endedJobsDigest === next.endedJobsDigest) return []
  const status = { markdown: REMEDIATION_WORDS[next.remediation] }
  const tasks = md`${next.tasksSucceeded} tasks succeeded, ${next.tasksFailed} failed`
  return [md`🔧 **${formatNoun(next.endedJobs, 'job')} ended:** ${tasks}. Remediation: ${status}.`]
}
