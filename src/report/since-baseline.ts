// Knows how the findings of a bucket, or of a prefix of it, stand to the baseline, for the report files that mark them.
// Its new keys are those of lines of a findings file, which writes a leading `-` otherwise than everybody else.

import type { BucketChanges, ComparedBaseline } from '../baseline/baseline.ts'
import { writeKey } from '../findings/finding-rows.ts'
import type { RunResult } from '../result/run-result.ts'
import type { EncodedKey } from '../words/object-key.ts'

/**
 * `new`: none of them is in the baseline; `unchanged`: all are; `updated`: there are new ones and known ones, or which of
 * both is not known, because only the first new keys of a bucket are kept. The words are SARIF's (2.1.0, 3.27.24).
 */
export type Standing = 'new' | 'unchanged' | 'updated'

/** Undefined without a baseline, and where it was refused. */
export const comparedOf = ({ baseline }: Pick<RunResult, 'baseline'>): ComparedBaseline | undefined =>
  baseline === undefined || baseline.refused !== undefined ? undefined : baseline

/** Of all findings of a bucket. */
export function standingOf({ new: added, unchanged }: BucketChanges): Standing {
  if (added === 0) return 'unchanged'
  return unchanged === 0 ? 'new' : 'updated'
}

/** Of the `objects` findings under a prefix of it, which is the part of their keys up to the first `/`. */
export function standingUnder(changes: BucketChanges, prefix: string, objects: number): Standing {
  const whole = standingOf(changes)
  if (whole !== 'updated') return whole
  const written = writeKey(prefix as EncodedKey)
  const added = changes.samples.filter(({ key }) => key.slice(0, key.indexOf('/') + 1) === written).length
  if (added >= objects) return 'new'
  return added === 0 && areAllNamed(changes) ? 'unchanged' : 'updated'
}

/** Of one finding; undefined if it is not among the new keys that were kept, and not all were. */
export function standingOfKey(changes: BucketChanges, key: EncodedKey): 'new' | 'unchanged' | undefined {
  const whole = standingOf(changes)
  if (whole !== 'updated') return whole
  const written = writeKey(key)
  if (changes.samples.some((sample) => sample.key === written)) return 'new'
  return areAllNamed(changes) ? 'unchanged' : undefined
}

const areAllNamed = ({ new: added, samples }: BucketChanges) => samples.length >= added
