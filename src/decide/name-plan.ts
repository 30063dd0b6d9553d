// Computes the id of a plan, which a person approves and a later run compares to recognize the same plan. Pure.

import { createHash } from 'node:crypto'
import type { ExceptionRule } from '../findings/exception.ts'
import { operationOf, type PlannedWork } from '../operations/registry.ts'
import {
  ASPECTS,
  type Aspect,
  CENT_DIGITS,
  type Ceiling,
  DIGEST_DIGITS,
  MARK_DIGITS,
  type Marks,
  OBJECT_DIGITS,
  type PlanId,
  UNKNOWN_CENTS,
} from '../settings/plan-id.ts'
import type { EncryptionStatus, TargetEncryption } from '../words/encryption.ts'
import type { KeyRule } from '../words/key-rule.ts'
import { type BucketPlan, listWork } from './bucket-plan.ts'

/**
 * What a bucket's plan is based on: its report, its settings, and what follows from them before any object is checked.
 */
export type PlanBasis = {
  readonly bucket: string
  readonly account: string
  readonly region: string
  /** Time when S3 had delivered the report, in epoch milliseconds. */
  readonly deliveredAt: number
  /** Fingerprint of the proof that the findings are based on. */
  readonly fingerprint: string
  readonly policy: { readonly accepted: readonly EncryptionStatus[]; readonly keyRule: KeyRule }
  readonly scope: {
    readonly include: readonly string[]
    readonly exclude: readonly string[]
    /** Exceptions in force. */
    readonly exceptions: readonly ExceptionRule[]
    /** Operation and terms of its filter; undefined if findings are encrypted. */
    readonly selection?: readonly unknown[]
  }
  readonly target: TargetEncryption
  /** The plan based on report and settings only. */
  readonly plan: Pick<BucketPlan, 'jobs' | 'directCopies' | 'oneByOne'>
  /** Accepted objects whose keys are looked up because the report does not contain them. */
  readonly candidates: number
}

/** A bucket with its plan, as far as one was made. The plan shown also includes what was found in objects. */
export type PlannedBucket = {
  readonly bucket: string
  readonly basis?: PlanBasis | undefined
  readonly plan?: BucketPlan | undefined
}

/** The id of the plan; undefined if no bucket has a plan. */
export function namePlan(buckets: readonly PlannedBucket[]): string | undefined {
  const delivered = buckets.flatMap(({ basis }) => (basis === undefined ? [] : [basis.deliveredAt]))
  if (delivered.length === 0) return undefined
  const ceiling = measurePlan(buckets)
  const time = new Date(Math.max(...delivered)).toISOString().slice(0, 19).replaceAll(':', '-')
  const marks = markPlan(buckets)
  const parts = [writeNumber(ceiling.objects, OBJECT_DIGITS), writeCents(ceiling.cents)]
  return `${time}Z-${parts.join('')}${ASPECTS.map((aspect) => marks[aspect]).join('')}${digestPlan(buckets, ceiling)}`
}

/** The totals of the buckets' current plans. */
export function measurePlan(buckets: readonly PlannedBucket[]): Ceiling {
  const plans = buckets.flatMap(({ plan }) => (plan === undefined ? [] : [plan])).filter(hasWork)
  const groups = new Set(plans.flatMap((plan) => listWork(plan).map(({ group }) => group)))
  const prices = plans.map(({ estimate }) => (estimate.rates.isPriced ? estimate.usd : undefined))
  return {
    objects: [...groups].reduce((sum, { tally }) => sum + tally.objects, 0),
    cents: prices.reduce<number | undefined>(
      (sum, usd) => (sum === undefined || usd === undefined ? undefined : sum + Math.round(usd * 100)),
      0,
    ),
  }
}

/** What differs from the approved plan; empty if it is that plan, or less than it. */
export function compareWithApproved(approved: PlanId, buckets: readonly PlannedBucket[]): Difference[] {
  if (digestPlan(buckets, approved.ceiling) !== approved.digest) {
    const marks = markPlan(buckets)
    const changed = ASPECTS.filter((aspect) => marks[aspect] !== approved.marks[aspect])
    // If the buckets differ, everything else differs, too.
    if (changed.includes('buckets')) return ['buckets']
    return changed.length === 0 ? ['work'] : changed
  }
  const now = measurePlan(buckets)
  const { objects, cents } = approved.ceiling
  return [
    ...(now.objects > objects ? (['objects'] as const) : []),
    ...(cents !== undefined && (now.cents === undefined || now.cents > cents) ? (['price'] as const) : []),
  ]
}

/**
 * `work`: operations, counts or bytes that follow from reports and settings. `objects`, `price`: more than approved.
 */
export type Difference = Aspect | 'work' | 'objects' | 'price'

const hasWork = (plan: BucketPlan) => listWork(plan).length > 0

const writeNumber = (value: number, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits)

/** The largest sum that can be written is used for all larger ones, too: more than forty million dollars. */
function writeCents(cents: number | undefined): string {
  if (cents === undefined) return UNKNOWN_CENTS
  return writeNumber(Math.min(cents, 16 ** CENT_DIGITS - 2), CENT_DIGITS)
}

function digestPlan(buckets: readonly PlannedBucket[], ceiling: Ceiling): string {
  const all = ['plan v1', ceiling.objects, writeCents(ceiling.cents), sortByName(buckets).map(describeWhole)]
  return hash(all).slice(0, DIGEST_DIGITS)
}

function markPlan(buckets: readonly PlannedBucket[]): Marks {
  const mark = (of: (basis: PlanBasis) => unknown) =>
    hash(sortByName(buckets).map(({ bucket, basis }) => [bucket, basis && of(basis)])).slice(0, MARK_DIGITS)
  return {
    buckets: mark(() => ''),
    policy: mark(describePolicy),
    scope: mark(describeScope),
    target: mark(({ target }) => describeTarget(target)),
    reports: mark(({ fingerprint }) => fingerprint),
  }
}

function describeWhole({ bucket, basis }: PlannedBucket): unknown {
  if (basis === undefined) return [bucket]
  return [
    bucket,
    basis.fingerprint,
    describePolicy(basis),
    describeScope(basis),
    describeTarget(basis.target),
    basis.candidates,
    listWork(basis.plan).map(describeWork),
  ]
}

const describePolicy = ({ policy: { accepted, keyRule } }: PlanBasis) => [
  [...accepted].sort(),
  keyRule.kmsKeyArn ?? '',
  keyRule.bucketKey,
]

const describeScope = ({ account, region, scope }: PlanBasis) => [
  account,
  region,
  [...scope.include].sort(),
  [...scope.exclude].sort(),
  scope.exceptions.map(describeException),
  ...(scope.selection ?? []),
]

const describeException = (rule: ExceptionRule) => Object.entries(rule).sort(([a], [b]) => (a < b ? -1 : 1))

const describeTarget = (target: TargetEncryption | undefined) =>
  target?.status === 'SSE-KMS' ? [target.status, target.kmsKeyArn, target.bucketKey] : [target?.status ?? '']

function describeWork(work: PlannedWork): unknown {
  const { operation, group, target } = work
  return [
    operation,
    group.storageClass,
    group.tally.objects,
    group.tally.bytes === undefined ? 'unknown' : String(group.tally.bytes),
    describeTarget(target),
    ...(operationOf(work).identify?.(work) ?? ['', '', []]),
  ]
}

const sortByName = (buckets: readonly PlannedBucket[]) =>
  [...buckets].sort((a, b) => (a.bucket < b.bucket ? -1 : a.bucket > b.bucket ? 1 : 0))

/** JSON of lists is unambiguous: two different lists never give the same text. */
const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
