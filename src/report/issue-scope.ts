// Knows the scope of an issue: what it consists of, how an issue carries it, and which issue of an earlier scope is
// taken over.

import { createHash } from 'node:crypto'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import { ANY_KEY } from '../words/key-rule.ts'

/** Who keeps the issue. */
export type IssueOwner = {
  /** The input `issue-id`; '' where the scope is policy, filters and buckets. */
  readonly id: string
  /** The step that runs: workflow file, job and step of the repository. Only a list of the same step can grow or shrink. */
  readonly step: string
}

export type IssueScope = {
  /** The hidden comment that says whose issue this is. */
  readonly marker: string
  /** The same by policy, filters and buckets where there is an `issue-id` now: an issue may come from before it. */
  readonly formerMarker: string | undefined
  /** As it was when a scope was the buckets' names alone. */
  readonly nameMarker: string
  /** One digest for each bucket with its policy and its filters, sorted; none under an `issue-id`. */
  readonly entries: readonly string[]
  /** Digest of the step. */
  readonly step: string
}

/** What an issue that exists says of its scope. */
type CarriedScope = {
  readonly body: string
  /** Of its state: undefined where it was written before states had it, or has none. */
  readonly entries: readonly string[] | undefined
  readonly step: string | undefined
}

const ENTRY_DIGITS = 8
const STEP_DIGITS = 16
/** Room an entry takes in a state, its separator included. */
export const ENTRY_BYTES = ENTRY_DIGITS + 1

export function describeScope(result: RunResult, { id, step }: IssueOwner): IssueScope {
  const repository = result.context.repository.toLowerCase()
  const names = sorted(result.buckets.map(({ bucket }) => bucket))
  const entries = sorted(result.buckets.map((bucket) => digest(describeEntry(bucket, result), ENTRY_DIGITS)))
  const byEntries = markerOf(['scope', repository, ...entries])
  return {
    marker: id === '' ? byEntries : markerOf(['id', repository, id]),
    formerMarker: id === '' ? undefined : byEntries,
    nameMarker: markerOf([repository, ...names]),
    entries: id === '' ? entries : [],
    step: digest(step, STEP_DIGITS),
  }
}

/** Exceptions are left out: they end by themselves, and the issue continues. */
function describeEntry({ bucket, policy, scope }: BucketResult, result: RunResult): string {
  const { acceptedEncryption, keyRule = ANY_KEY, maxFindings } = policy ?? result
  return JSON.stringify([
    bucket,
    sorted(acceptedEncryption),
    keyRule.kmsKeyArn ?? '',
    keyRule.bucketKey,
    maxFindings,
    sorted(scope?.include ?? []),
    sorted(scope?.exclude ?? []),
  ])
}

/**
 * How an issue came to this scope: `same`; `moved` from a list of the same step that grew or shrank, or from the time
 * before the issue-id; `old`, from when a scope was names alone. Undefined: it is another scope's.
 */
export type Kinship = 'same' | 'moved' | 'old'

export function findKinship(scope: IssueScope, { body, entries, step }: CarriedScope): Kinship | undefined {
  if (body.includes(scope.marker)) return 'same'
  if (scope.formerMarker !== undefined && body.includes(scope.formerMarker)) return 'moved'
  // A state that knows its entries is no old one: then its marker is not made of names, whatever it looks like.
  if (entries === undefined) return body.includes(scope.nameMarker) ? 'old' : undefined
  return step === scope.step && isPart(entries, scope.entries) ? 'moved' : undefined
}

/** Whether one list holds the other; nothing holds nothing. */
function isPart(some: readonly string[], others: readonly string[]): boolean {
  const [fewer, more] = some.length < others.length ? [some, others] : [others, some]
  return fewer.length > 0 && fewer.every((entry) => more.includes(entry))
}

function markerOf(parts: readonly string[]): string {
  return `<!-- s3-encryption-compliance:scope=${digest(parts.join('\n'), 32)} -->`
}

const digest = (text: string, digits: number) => createHash('sha256').update(text).digest('hex').slice(0, digits)
const sorted = (texts: readonly string[]) => [...new Set(texts)].sort()
