// Shows jobs and their tasks: counts, causes of failures, and the result of the verification.

import type { CanaryReading, FailureGroup, JobOutcome, JobState } from '../batch/job-outcome.ts'
import { ALL_CLASSES } from '../findings/findings.ts'
import { jobOperationOf } from '../operations/registry.ts'
import { FAILURE_CAUSE_WORDS } from '../result/advice.ts'
import { formatCount, formatNoun } from '../words/numbers.ts'
import {
  bullets,
  code,
  details,
  type Inline,
  keyCode,
  link,
  type Markdown,
  md,
  NOTHING,
  quoted,
  stack,
  table,
} from './markdown.ts'

const MAX_REASONS = 5

/** Reasons are short; fifty jobs with long ones must not fill the summary. */
const MAX_REASON_CHARS = 1_600

/** Each state has its own shape, so that color is never the only distinction. */
const STATE_WORDS: Readonly<Record<JobState, string>> = {
  complete: '✅&nbsp;complete',
  failed: '❌&nbsp;failed',
  cancelled: '🚫&nbsp;cancelled',
  'awaiting-confirmation': '✋&nbsp;waits for confirmation',
  pending: '⏳&nbsp;running',
  unproven: '❓&nbsp;not proven',
}

const ORIGIN_WORDS = { created: 'started now', attached: 'found running', covered: 'of an earlier run' } as const

/** Jobs of one operation and storage class, with the canary job that came before, if any. */
type JobPair = { readonly job: JobOutcome; readonly canary: JobOutcome | undefined }

/** A canary is part of the job it was made for; it stands alone if there was no other object, or if it stopped the rest. */
function foldCanaries(jobs: readonly JobOutcome[]): readonly JobPair[] {
  const same = (one: JobOutcome, other: JobOutcome) =>
    one.operation === other.operation && one.storageClass === other.storageClass
  const mains = jobs.filter(({ isCanary }) => !isCanary)
  const canaries = jobs.filter(({ isCanary }) => isCanary)
  const first = (job: JobOutcome) => mains.find((main) => same(main, job)) === job
  const pairs = mains.map((job) => ({ job, canary: first(job) ? canaries.find((one) => same(one, job)) : undefined }))
  const folded = new Set(pairs.map(({ canary }) => canary))
  return [...pairs, ...canaries.filter((one) => !folded.has(one)).map((job) => ({ job, canary: undefined }))]
}

export function renderJobs(jobs: readonly JobOutcome[]): Markdown {
  const rows = foldCanaries(jobs)
    .slice(0, MAX_ROWS)
    .map(({ job, canary }): Inline[] => [
      linkJobs(job, canary),
      md`${job.isCanary ? md`🐤 canary, ` : ''}${code(job.operation)} ${job.storageClass === ALL_CLASSES ? 'any' : code(job.storageClass)}`,
      { markdown: `${STATE_WORDS[job.state]}<br>${ORIGIN_WORDS[job.origin]}` },
      ...(['succeeded', 'failed', 'notAttempted'] as const).map((of) => sumRows([job, canary], of) ?? md`–`),
      describeVerification(job, canary),
    ])
  const columns = [
    { title: 'Job' },
    { title: 'Operation, storage class' },
    { title: 'State' },
    { title: 'Succeeded', align: 'right' as const },
    { title: 'Failed', align: 'right' as const },
    { title: 'Not attempted', align: 'right' as const },
    {
      title: jobs.every((job) => jobOperationOf(job).makesNewObjects) ? 'Checked after the copy' : 'Checked afterwards',
    },
  ]
  const more = jobs.length > MAX_ROWS ? md`… and ${formatNoun(jobs.length - MAX_ROWS, 'more job')}.` : NOTHING
  const notes = jobs
    .slice(0, MAX_ROWS)
    .flatMap((job) => [
      ...job.reasons
        .slice(0, MAX_REASONS)
        .map((reason) => md`${code(job.jobId)}: ${reason.slice(0, MAX_REASON_CHARS)}`),
      ...describeDisagreement(job),
    ])
  return stack(table(columns, rows), more, notes.length === 0 ? NOTHING : bullets(notes))
}

function linkJobs(job: JobOutcome, canary: JobOutcome | undefined): Markdown {
  const main = link(code(job.jobId.length > 8 ? `${job.jobId.slice(0, 8)}…` : job.jobId), job.url)
  return canary === undefined ? main : md`${main}<br>after its 🐤&nbsp;${link('canary', canary.url)}`
}

function sumRows(
  jobs: readonly (JobOutcome | undefined)[],
  of: 'succeeded' | 'failed' | 'notAttempted',
): number | undefined {
  const counted = jobs.flatMap((job) => job?.reconciliation?.[of] ?? [])
  return counted.length === 0 ? undefined : counted.reduce((sum, rows) => sum + rows, 0)
}

function describeVerification(job: JobOutcome, before: JobOutcome | undefined): Inline {
  const verifications = [job, before].flatMap((one) => one?.verification ?? [])
  if (verifications.length === 0) return md`–`
  const sum = (of: 'checked' | 'asTarget' | 'resolved') => verifications.reduce((total, one) => total + one[of], 0)
  const [checked, asTarget, resolved] = [sum('checked'), sum('asTarget'), sum('resolved')]
  const mismatches = verifications.flatMap((one) => one.mismatches)
  const parts = [...describeCanary(job.canary ?? before?.canary), describeChecked(checked, asTarget)]
  if (resolved > 0) parts.push(`${formatNoun(resolved, 'failed task')} resolved`)
  if (mismatches.length > 0) parts.push(`❌ ${formatNoun(mismatches.length, 'mismatch', 'mismatches')}`)
  return { markdown: parts.join('<br>') }
}

/** Where no task succeeded, there is nothing to check, which is no success. */
function describeChecked(checked: number, asTarget: number): string {
  if (checked === 0) return 'no object to check'
  return `${asTarget === checked ? '✅ ' : ''}${formatCount(asTarget)} of ${formatNoun(checked, 'object')} as wanted`
}

/** Everything other than the encryption that a copy must keep. */
function describeCanary(canary: CanaryReading | undefined): string[] {
  if (canary === undefined) return []
  const { objects, kept, losses } = canary
  const sign = losses.length > 0 ? '❌ ' : kept > 0 ? '✅ ' : ''
  const what = canary.changes === undefined ? 'kept everything' : 'still there'
  return [`${sign}${formatCount(kept)} of ${formatNoun(objects, 'object')} ${what}`]
}

/** What canary objects lost, one line per object. */
export function renderLosses(jobs: readonly JobOutcome[], listKeys: boolean): Markdown {
  const losses = jobs.flatMap(({ canary }) => canary?.losses ?? [])
  const items = losses.slice(0, MAX_ROWS).map(({ key, properties }) => {
    return md`${listKeys ? keyCode(key) : 'One object'}: ${properties.join(', ')}`
  })
  if (items.length === 0) return NOTHING
  return stack(
    md`**What the objects of the canary lost or changed, so that no other object was touched:**`,
    bullets(items),
  )
}

function describeDisagreement({ jobId, reconciliation }: JobOutcome): Markdown[] {
  const said = reconciliation?.progressDisagrees
  if (said === undefined) return []
  return [
    md`${code(jobId)}: S3's own progress says ${said.succeeded} succeeded and ${said.failed} failed. The rows of the completion report, counted above, are right.`,
  ]
}

/** Failed tasks by cause over all jobs, largest number first, each with what to do. */
export function renderFailures(jobs: readonly JobOutcome[], listKeys: boolean): Markdown {
  const failures = mergeFailures(jobs).slice(0, MAX_ROWS)
  if (failures.length === 0) return NOTHING
  const rows = failures.map((group): Inline[] => [
    FAILURE_CAUSE_WORDS[group.cause],
    group.tasks,
    sayAnswer(group),
    group.hint,
  ])
  const columns = [
    { title: 'Failed because' },
    { title: 'Tasks', align: 'right' as const },
    { title: 'S3 said' },
    { title: 'What to do' },
  ]
  if (!listKeys) return table(columns, rows)
  const samples = failures
    .flatMap(({ cause, samples }) => samples.slice(0, MAX_SAMPLES).map((key) => ({ cause, key })))
    .slice(0, MAX_ROWS)
    .map(({ cause, key }) => md`${keyCode(key)} – ${FAILURE_CAUSE_WORDS[cause]}`)
  return stack(table(columns, rows), details('Sample of failed keys', bullets(samples)))
}

function sayAnswer({ httpStatus, errorCode, message }: FailureGroup): Markdown {
  const codes = quoted([httpStatus, errorCode].filter(Boolean).join('/'))
  return message === undefined || message === '' ? codes : md`${codes}: ${quoted(message)}`
}

/** What a function answered for the tasks that succeeded, and what it changed in the objects it was tried on. */
export function renderResults(jobs: readonly JobOutcome[]): Markdown {
  const tasks = new Map<string | undefined, number>()
  for (const result of jobs.flatMap(({ reconciliation }) => reconciliation?.results ?? [])) {
    tasks.set(result.text, (tasks.get(result.text) ?? 0) + result.tasks)
  }
  const rows = [...tasks].slice(0, MAX_ROWS).map(([text, count]): Inline[] => [sayResult(text), count])
  const changes = jobs.flatMap(({ canary }) => [...(canary?.changes ?? [])])
  const changed = changes.map(([name, objects]) => `${name} (${formatNoun(objects, 'object')})`).join(', ')
  return stack(
    table([{ title: 'The function answered' }, { title: 'Succeeded tasks', align: 'right' }], rows),
    jobs.some(({ canary }) => canary?.changes !== undefined)
      ? md`What it changed in the first objects, as HeadObject shows it: ${changed || 'nothing'}.`
      : NOTHING,
  )
}

function sayResult(text: string | undefined): Inline {
  if (text === undefined) return 'other answers'
  return text === '' ? 'nothing' : quoted(text)
}

/** The same failure in several jobs becomes one row. */
function mergeFailures(jobs: readonly JobOutcome[]): FailureGroup[] {
  const merged = new Map<string, FailureGroup>()
  for (const group of jobs.flatMap((job) => job.reconciliation?.failures ?? [])) {
    const name = `${group.cause} ${group.httpStatus} ${group.errorCode} ${group.message ?? ''}`
    const seen = merged.get(name)
    merged.set(name, seen === undefined ? group : { ...seen, tasks: seen.tasks + group.tasks })
  }
  return [...merged.values()].sort((a, b) => b.tasks - a.tasks)
}

export function renderMismatches(jobs: readonly JobOutcome[], listKeys: boolean): Markdown {
  const mismatches = jobs.flatMap((job) => job.verification?.mismatches ?? [])
  if (mismatches.length === 0 || !listKeys) return NOTHING
  const items = mismatches.slice(0, MAX_ROWS).map(({ key, found }) => md`${keyCode(key)} is ${found}`)
  return details('Objects that are not as required after the copy', bullets(items))
}

/** Rows of a table or items of a list; the JSON report contains all of them. */
export const MAX_ROWS = 50

const MAX_SAMPLES = 5
