// Computes the state of a bucket's findings after this run: how many are encrypted now, how many are left, and why. The
// verdict remains that of the report; readers should not have to add up tables to see what remains to be done.

import type { FailureGroup, JobOutcome, JobState } from '../batch/job-outcome.ts'
import { type DirectOutcome, type DirectResult, listOutcomes } from '../direct/direct-outcome.ts'
import { jobOperationOf } from '../operations/registry.ts'
import { formatCount } from '../words/numbers.ts'
import { DIRECT_OUTCOME_ADVICE, DIRECT_OUTCOME_WORDS, FAILURE_CAUSE_WORDS, HELD_BACK_ADVICE } from './advice.ts'
import type { BucketResult } from './run-result.ts'
import { countRequested } from './task-counts.ts'

/** Findings that are left for one reason. */
export type Left = {
  readonly why: string
  readonly objects: number
  /** What helps; empty if nothing needs to be done. */
  readonly advice: string
  /** The buckets they are in, in the order of the run. */
  readonly buckets: readonly string[]
  /** A few of their keys, encoded; empty if none was kept. */
  readonly keys: readonly string[]
}

/** What is left in one bucket, before its name is known. */
export type LeftHere = Pick<Left, 'why' | 'objects' | 'advice'> & { readonly keys?: readonly string[] }

const MAX_KEYS = 3

type Aftermath = {
  /** Findings of the report. */
  readonly findings: number
  /** Encrypted as required, by this run or before it. */
  readonly encrypted: number
  /** Deleted, or rewritten and encrypted, since the report: nothing is left to do about them. */
  readonly resolved: number
  /** The remaining findings by reason, largest number first. */
  readonly left: readonly Left[]
}

const NOT_ACTED_ON = 'not acted on'
const describeUntouched = ({ approved }: BucketResult) =>
  approved === undefined ? NOT_ACTED_ON : 'not in the approved plan'

/** Undefined if nothing was done: then the report is still accurate. */
export function tellAftermath(bucket: BucketResult): Aftermath | undefined {
  const { scan, direct } = bucket
  const jobs = bucket.jobs.filter((job) => jobOperationOf(job).encrypts)
  // Cancelling does not change any object.
  if (bucket.remediationMode === 'cancel') return undefined
  if (scan === undefined || (bucket.jobs.length === 0 && direct?.result === undefined)) return undefined
  const findings = scan.findings.objects
  const copies = direct?.result
  const encrypted = sum(jobs, countEncrypted) + countOf(copies, 'encrypted') + countOf(copies, 'already')
  const resolved = sum(jobs, ({ verification }) => verification?.resolved ?? 0) + countOf(copies, 'gone')
  const here = [
    ...listHeldBack(bucket),
    ...jobs.flatMap(listOfJob),
    ...listOfCopies(copies, sum(bucket.jobs, countRequested)),
  ]
  const named = mergeLeft(here.map((left) => placeLeft(bucket, left)))
  const unnamed = findings - encrypted - resolved - sum(named, ({ objects }) => objects)
  const [waiting] = bucket.jobs.flatMap((job) => jobOperationOf(job).prepares?.until ?? [])
  const why = waiting ?? describeUntouched(bucket)
  const rest = unnamed > 0 ? [placeLeft(bucket, { why, objects: unnamed, advice: '' })] : []
  return { findings, encrypted, resolved, left: [...named, ...rest] }
}

/** For all buckets together; undefined if no bucket was remediated. */
export function sumAftermath(buckets: readonly BucketResult[]): Aftermath | undefined {
  const told = buckets.map(tellAftermath)
  if (told.every((one) => one === undefined)) return undefined
  const all = told.map((one, index) => one ?? untouched(buckets[index]))
  return {
    findings: sum(all, ({ findings }) => findings),
    encrypted: sum(all, ({ encrypted }) => encrypted),
    resolved: sum(all, ({ resolved }) => resolved),
    left: mergeLeft(all.flatMap(({ left }) => left)),
  }
}

/** `1 left: archived`, `12 left: 10 archived, 2 locked`, `none left`. */
function describeLeft({ left }: Aftermath): string {
  const [only] = left
  if (only === undefined) return 'none left'
  const total = formatCount(sum(left, ({ objects }) => objects))
  if (left.length === 1) return `${total} left: ${only.why}`
  return `${total} left: ${left.map(({ why, objects }) => `${formatCount(objects)} ${why}`).join(', ')}`
}

/** `5,293 encrypted, 1 left: archived`. */
export function describeAftermath(aftermath: Aftermath): string {
  const { encrypted, resolved } = aftermath
  const gone = resolved === 0 ? '' : `, ${formatCount(resolved)} deleted or encrypted by others since the report`
  return `${formatCount(encrypted)} encrypted${gone}, ${describeLeft(aftermath)}`
}

function untouched(bucket: BucketResult | undefined): Aftermath {
  const findings = bucket?.judgement.verdict === 'NON_COMPLIANT' ? (bucket.scan?.findings.objects ?? 0) : 0
  const buckets = bucket === undefined ? [] : [bucket.bucket]
  const left = findings === 0 ? [] : [{ why: NOT_ACTED_ON, objects: findings, advice: '', buckets, keys: [] }]
  return { findings, encrypted: 0, resolved: 0, left }
}

/** A copy that was verified and is not as required does not count as a success, whatever its task reports. */
const countEncrypted = ({ reconciliation, verification }: JobOutcome) =>
  Math.max(0, (reconciliation?.succeeded ?? 0) - (verification?.mismatches.length ?? 0))

const countOf = (copies: DirectResult | undefined, outcome: DirectOutcome) =>
  copies?.outcomes[outcome].tally.objects ?? 0

/** Findings of several buckets that are held back from copying, by reason, largest number first. */
export function sumHeldBack(buckets: readonly BucketResult[]): readonly Left[] {
  return mergeLeft(buckets.flatMap((bucket) => listHeldBack(bucket).map((left) => placeLeft(bucket, left))))
}

/** What is left in a bucket, with the bucket's name. */
export function placeLeft({ bucket }: BucketResult, left: LeftHere): Left {
  return { ...left, buckets: [bucket], keys: left.keys?.slice(0, MAX_KEYS) ?? [] }
}

export function listHeldBack({ scan }: BucketResult) {
  return [...(scan?.heldBack ?? [])].map(([reason, { tally, samples }]) => {
    const { short, advice } = HELD_BACK_ADVICE[reason]
    return { why: short, objects: tally.objects, advice, keys: samples.map(({ key }) => key) }
  })
}

const STATE_WORDS: Readonly<Partial<Record<JobState, string>>> = {
  pending: 'in a job that is still running',
  'awaiting-confirmation': 'in a job that waits for confirmation',
}

export function listOfJob({ state, objects, reconciliation, verification }: JobOutcome): LeftHere[] {
  if (reconciliation === undefined) {
    return [{ why: STATE_WORDS[state] ?? 'in a job whose outcome is not proven', objects, advice: '' }]
  }
  return [
    ...listFailures(reconciliation.failures, verification?.resolved ?? 0),
    { why: 'not attempted by the job', objects: reconciliation.notAttempted, advice: '' },
    { why: 'not as required after the copy', objects: verification?.mismatches.length ?? 0, advice: '' },
  ]
}

/**
 * Failed tasks whose object is gone, or was encrypted by others, are not left. They are subtracted from the causes that
 * say so.
 */
function listFailures(failures: readonly FailureGroup[], resolved: number): LeftHere[] {
  let toTakeOff = resolved
  return failures.map(({ cause, tasks, hint, samples }) => {
    const isSettled = cause === 'changed-since-report' || cause === 'deleted-since-report'
    const off = isSettled ? Math.min(tasks, toTakeOff) : 0
    toTakeOff -= off
    return { why: FAILURE_CAUSE_WORDS[cause], objects: tasks - off, advice: hint, keys: samples }
  })
}

const SETTLED: ReadonlySet<DirectOutcome> = new Set(['encrypted', 'already', 'gone'])

/** `requested`: objects that were archived when they were looked at, and that a job has had restored since. */
function listOfCopies(copies: DirectResult | undefined, requested: number): LeftHere[] {
  if (copies === undefined) return []
  return listOutcomes(copies)
    .filter(({ outcome }) => !SETTLED.has(outcome))
    .map((one) =>
      one.outcome === 'archived' && one.tally.objects <= requested ? { ...one, outcome: 'restoring' as const } : one,
    )
    .map(({ outcome, tally, samples }) => ({
      why: DIRECT_OUTCOME_WORDS[outcome],
      objects: tally.objects,
      keys: samples.map(({ key }) => key),
      advice: [DIRECT_OUTCOME_ADVICE[outcome], samples.find(({ reason }) => reason !== undefined)?.reason]
        .filter((text) => text !== undefined)
        .join(' '),
    }))
}

/** By reason, largest number first. A fleet has millions of rows to merge, so they are added up in place. */
export function mergeLeft(all: readonly Left[]): Left[] {
  const merged = new Map<string, { first: Left; objects: number; buckets: Set<string> }>()
  for (const left of all) {
    if (left.objects === 0) continue
    const seen = merged.get(left.why)
    if (seen === undefined) {
      merged.set(left.why, { first: left, objects: left.objects, buckets: new Set(left.buckets) })
      continue
    }
    seen.objects += left.objects
    for (const bucket of left.buckets) seen.buckets.add(bucket)
  }
  return [...merged.values()]
    .map(({ first, objects, buckets }) => ({
      ...first,
      objects,
      buckets: [...buckets],
      // Keys without their bucket would mislead.
      keys: buckets.size === 1 ? first.keys : [],
    }))
    .sort((a, b) => b.objects - a.objects)
}

const sum = <T>(items: readonly T[], of: (item: T) => number) => items.reduce((total, item) => total + of(item), 0)
