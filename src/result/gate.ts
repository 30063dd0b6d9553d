// Decides what a baseline changes about the end of the step: where the event asks whether a change may be merged, only new
// findings count. The verdict stays that of all findings.

import type { Baseline, ComparedBaseline } from '../baseline/baseline.ts'
import { sayChanges, sayRefused } from '../baseline/words.ts'
import type { BucketResult } from './run-result.ts'

type Gate =
  | { readonly refused: string }
  | {
      readonly refused?: undefined
      /** Whether a bucket has more new findings than its policy accepts. */
      readonly hasTooManyNew: boolean
      readonly words: string
    }

/** Undefined without a baseline, and on other events: then all findings count. */
export function judgeGate({
  baseline,
  buckets,
}: {
  readonly baseline?: Baseline | undefined
  readonly buckets: readonly BucketResult[]
}): Gate | undefined {
  if (baseline === undefined || !baseline.isGate) return undefined
  if (baseline.refused !== undefined) {
    return { refused: `which findings are new is not known. ${sayRefused(baseline)} ${baseline.refused.hint}` }
  }
  return { hasTooManyNew: buckets.some((bucket) => exceedsNew(bucket, baseline)), words: sayChanges(baseline) }
}

/** Whether a bucket has more new findings than its policy accepts. */
export function exceedsNew({ bucket, judgement, policy }: BucketResult, { buckets }: ComparedBaseline): boolean {
  if (judgement.verdict !== 'NON_COMPLIANT') return false
  // A bucket that was not compared has no known findings.
  const added = buckets.get(bucket)?.new ?? Number.POSITIVE_INFINITY
  return added > (policy?.maxFindings ?? 0)
}
