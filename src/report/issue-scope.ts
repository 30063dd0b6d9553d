// The scope of an issue: what it consists of, how an issue stores it, and which issue of an earlier scope is taken
// over.

import { createHash } from 'node:crypto'
import type { BucketResult, RunResult } from '../result/run-result.ts'
import { ANY_KEY } from '../words/key-rule.ts'

/** The owner of an issue. */
export type IssueOwner = {
  /** The input `issue-id`; '' if the scope is policy, filters and buckets. */
  readonly id: string
  /**
   * The step that runs: workflow file, job and step of the repository. A list of buckets can only grow or shrink in the
   * same step.
   */
  readonly step: string
}

export type IssueScope = {
  /** The hidden comment that identifies the issue's owner. */
  readonly marker: string
  /** If there is an `issue-id`: the marker by policy, filters and buckets. The issue may be older than the input. */
  readonly formerMarker: string | undefined
  /** The marker from when a scope consisted only of the buckets' names. */
  readonly nameMarker: string
  /** One digest for each bucket with its policy and filters, sorted; empty if there is an `issue-id`. */
  readonly entries: readonly string[]
  /** Digest of the step. */
  readonly step: string
}

/** The scope stored in an existing issue. */
type CarriedScope = {
  readonly body: string
  /** From its state: undefined if the state is older than this field, or missing. */
  readonly entries: readonly string[] | undefined
  readonly step: string | undefined
}

const ENTRY_DIGITS = 8
const STEP_DIGITS = 16
/** Space of an entry in a state, including its separator. */
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

/**
 * Exceptions are excluded: they expire, and the issue continues. Buckets that the same lines took are one entry, because
 * buckets of an account come and go.
 */
function describeEntry({ bucket, policy, scope, takenBy }: BucketResult, result: RunResult): string {
  const { acceptedEncryption, keyRule = ANY_KEY, maxFindings } = policy ?? result
  return JSON.stringify([
    takenBy === undefined ? bucket : sorted(takenBy),
    sorted(acceptedEncryption),
    keyRule.kmsKeyArn ?? '',
    keyRule.bucketKey,
    maxFindings,
    sorted(scope?.include ?? []),
    sorted(scope?.exclude ?? []),
  ])
}

/**
 * Relation of an issue to this scope. `same`; `moved`: from a list of the same step that grew or shrank, or from before
 * the issue-id; `old`: from when a scope consisted only of names. Undefined: it belongs to another scope.
 */
export type Kinship = 'same' | 'moved' | 'old'

export function findKinship(scope: IssueScope, { body, entries, step }: CarriedScope): Kinship | undefined {
  if (body.includes(scope.marker)) return 'same'
  if (scope.formerMarker !== undefined && body.includes(scope.formerMarker)) return 'moved'
  // A state with entries is not old: then its marker does not consist of names, whatever it looks like.
  if (entries === undefined) return body.includes(scope.nameMarker) ? 'old' : undefined
  return step === scope.step && isPart(entries, scope.entries) ? 'moved' : undefined
}

/** Whether one list contains the other; an empty list contains nothing. */
function isPart(some: readonly string[], others: readonly string[]): boolean {
  const [fewer, more] = some.length < others.length ? [some, others] : [others, some]
  return fewer.length > 0 && fewer.every((entry) => more.includes(entry))
}

function markerOf(parts: readonly string[]): string {
  return `<!-- s3-encryption-compliance:scope=${digest(parts.join('\n'), 32)} -->`
}

const digest = (text: string, digits: number) => createHash('sha256').update(text).digest('hex').slice(0, digits)
const sorted = (texts: readonly string[]) => [...new Set(texts)].sort()
