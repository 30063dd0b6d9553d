// Decides how an operation for selected objects ends: what was selected, done and left, its status, and whether the step
// succeeds. It says nothing about compliance.

import type { JobOutcome, RemediationStatus } from '../batch/job-outcome.ts'
import { listWork } from '../decide/bucket-plan.ts'
import type { OneByOneOutcome } from '../direct/one-by-one.ts'
import type { HeldBackReason } from '../findings/choice.ts'
import { isDoneByFunction, type SelectedOperation } from '../operations/asked-operation.ts'
import { jobOperationOf } from '../operations/registry.ts'
import type { RemediationMode } from '../settings/remediation-settings.ts'
import { formatCount, formatNoun } from '../words/numbers.ts'
import { ONE_BY_ONE_ADVICE, ONE_BY_ONE_WORDS } from './advice.ts'
import { type Left, type LeftHere, listHeldBack, listOfJob, mergeLeft, placeLeft } from './aftermath.ts'
import { countToDo, doneBy, isVerified, statusOfPlan } from './end-of-remediation.ts'
import { nameSubject, STATUS_BY_SEVERITY, sayFailed } from './ending.ts'
import { explainDeadPlan } from './plan-ending.ts'
import type { BucketResult, RunResult, SelectionResult } from './run-result.ts'

/** One bucket's part. */
export type BucketSelection = {
  readonly selected: number
  readonly done: number
  /** Selected and not done, by reason, most first. */
  readonly left: readonly Left[]
  readonly status: RemediationStatus
}

/** Outcomes after which nothing is left to do. */
const DONE: readonly OneByOneOutcome[] = ['done', 'already', 'gone']
/** Left as they are because that was asked. */
const MEANT: readonly OneByOneOutcome[] = ['skipped']
/** Nothing was to be done about these. */
const NOTHING_TO_DO: readonly HeldBackReason[] = ['not-archived']

export function tellSelection(bucket: BucketResult, runMode: RemediationMode): BucketSelection {
  const selected = bucket.scan?.findings.objects ?? 0
  const done = countDone(bucket)
  const left = listLeft(bucket, selected - done)
  return { selected, done, left, status: statusOf(bucket, bucket.remediationMode ?? runMode, selected, done) }
}

function countDone({ alreadyDone = 0, jobs, oneByOne }: BucketResult): number {
  const byJobs = jobs
    .filter(isEnd)
    .reduce((sum, job) => sum + doneBy(job) - (job.verification?.mismatches.length ?? 0), 0)
  const byItself = DONE.reduce((sum, outcome) => sum + (oneByOne?.result?.outcomes.get(outcome)?.objects ?? 0), 0)
  return Math.max(0, byJobs) + alreadyDone + byItself
}

/** A restore is done when its object can be read, not when S3 has accepted it. */
const isEnd = (job: JobOutcome) => jobOperationOf(job).prepares === undefined

function listLeft(bucket: BucketResult, total: number): readonly Left[] {
  const jobs = bucket.jobs.filter(isEnd)
  const here = [...listHeldBack(bucket), ...jobs.flatMap(listOfJob), ...listOneByOne(bucket)]
  const named = mergeLeft(here.map((left) => placeLeft(bucket, left)))
  const unnamed = total - named.reduce((sum, { objects }) => sum + objects, 0)
  return unnamed > 0 ? [...named, placeLeft(bucket, { why: 'not acted on', objects: unnamed, advice: '' })] : named
}

function listOneByOne({ oneByOne }: BucketResult): LeftHere[] {
  return [...(oneByOne?.result?.outcomes ?? [])]
    .filter(([outcome]) => !DONE.includes(outcome))
    .map(([outcome, { objects, samples }]) => ({
      why: ONE_BY_ONE_WORDS[outcome],
      objects,
      advice: [ONE_BY_ONE_ADVICE[outcome], samples.find(({ reason }) => reason !== undefined)?.reason]
        .filter((text) => text !== undefined)
        .join(' '),
    }))
}

function statusOf(bucket: BucketResult, mode: RemediationMode, selected: number, done: number): RemediationStatus {
  const { jobs, judgement, oneByOne, plan, remediationError } = bucket
  const states = new Set(jobs.map(({ state }) => state))
  if (remediationError !== undefined) return 'FAILED'
  if (mode === 'cancel') return states.has('pending') ? 'PENDING' : 'NONE'
  if (judgement.verdict === 'INSUFFICIENT_DATA' || selected === 0 || mode === 'none') return 'FAILED'
  if (mode === 'plan') return plan === undefined ? 'FAILED' : statusOfPlan(bucket)
  if (plan?.refusal !== undefined && jobs.length === 0) return 'FAILED'
  if (states.has('failed') || states.has('cancelled') || states.has('unproven')) return 'FAILED'
  const isLeftToARun = oneByOne !== undefined && oneByOne.result === undefined
  if (states.has('awaiting-confirmation') || isLeftToARun) return 'AWAITING_CONFIRMATION'
  const isWaiting = oneByOne?.result?.interrupted === true || oneByOne?.result?.outcomes.has('waiting') === true
  if (states.has('pending') || isWaiting) return 'PENDING'
  const isProven = jobs.every(isVerified)
  return isProven && done + countMeant(bucket) >= countAsked(bucket, selected) ? 'COMPLETE' : 'INCOMPLETE'
}

/** Of an approved plan, what the newest report still shows as selected. */
function countAsked(bucket: BucketResult, selected: number): number {
  if (bucket.approved === undefined || bucket.plan === undefined) return selected
  const groups = new Set(listWork(bucket.plan).map(({ group }) => group))
  return [...groups].reduce((sum, group) => sum + countToDo(group, bucket), 0) + bucket.approved.notPlanned
}

function countMeant({ oneByOne, scan }: BucketResult): number {
  const skipped = MEANT.reduce((sum, outcome) => sum + (oneByOne?.result?.outcomes.get(outcome)?.objects ?? 0), 0)
  return NOTHING_TO_DO.reduce((sum, reason) => sum + (scan?.heldBack.get(reason)?.tally.objects ?? 0), skipped)
}

type Ending = Pick<RunResult, 'buckets' | 'errors'> & {
  readonly mode: RemediationMode
  readonly refusal: RunResult['remediation']['refusal']
  readonly subject?: string | undefined
}

/** The result over all buckets, and how the step ends. */
export function concludeSelection(
  operation: SelectedOperation['name'],
  ending: Ending,
): Pick<RunResult, 'conclusion'> & { readonly selection: SelectionResult } {
  const { buckets, errors, mode, refusal } = ending
  const told = buckets.map((bucket) => tellSelection(bucket, mode))
  const selected = told.reduce((sum, one) => sum + one.selected, 0)
  const done = told.reduce((sum, one) => sum + one.done, 0)
  const worst = STATUS_BY_SEVERITY.find((status) => told.some((one) => one.status === status))
  const hasFailed = errors.length > 0 || refusal !== undefined || worst === undefined
  const status = hasFailed ? 'FAILED' : worst
  const selection = { operation, selected, done, left: selected - done, status }
  return { selection, conclusion: nameSubject(endStep(selection, ending), ending.subject) }
}

const WHERE_IT_STANDS: Readonly<Record<Exclude<RemediationStatus, 'FAILED'>, string>> = {
  NONE: 'nothing was to be cancelled, or everything was',
  PLANNED: 'it was planned, and nothing was changed',
  AWAITING_CONFIRMATION: 'it waits for a person to confirm it',
  PENDING: 'it still goes on; the next run finds it',
  COMPLETE: 'it was done, and checked',
  INCOMPLETE: 'not all of it was done',
}

function endStep(
  { operation, selected, done, status }: SelectionResult,
  { buckets, errors, mode, refusal }: Ending,
): RunResult['conclusion'] {
  const [error] = errors
  if (error !== undefined && buckets.length === 0)
    return { ok: false, message: `fails: ${operation} was not started (${error.code}).` }
  if (refusal !== undefined) return { ok: false, message: `fails: REMEDIATION_REFUSED. ${refusal.message}` }
  if (status === 'FAILED') return { ok: false, message: `fails: ${sayFailed(operation, mode)}` }
  const ok = status !== 'INCOMPLETE'
  const isTold = status === 'COMPLETE' && isDoneByFunction(operation)
  const stands = isTold ? 'the function says that it was done' : WHERE_IT_STANDS[status]
  const end = ok ? 'succeeds' : 'fails'
  const what = `${operation}: ${formatNoun(selected, 'object')} selected, ${formatCount(done)} done; ${stands}`
  return { ok, message: `${end}. ${what}.`, brief: `${end}: ${stands}.` }
}

/** Why a bucket's part failed or cannot be started, with what to do; undefined if nothing is wrong. */
export function explainBucket(
  bucket: BucketResult,
): { readonly message: string; readonly hint?: string | undefined } | undefined {
  const { judgement, plan, remediationError, scan } = bucket
  if (remediationError !== undefined) return remediationError
  if (judgement.verdict === 'INSUFFICIENT_DATA') return judgement
  if (scan?.findings.objects === 0) return NOTHING_SELECTED
  return plan?.refusal ?? explainDeadPlan(bucket)
}

const NOTHING_SELECTED = {
  message: 'The selection matches no object of the report.',
  hint: 'Correct include, exclude and the inputs of the filter: an object must meet all of them.',
}
