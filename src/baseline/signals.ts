// Decides which figures since the baseline look like an attack: objects under keys that the owner of the bucket does not
// have. Whoever encrypts data under a key of their own can ask for money for it. Told only; nothing is ever done about it.

import type { Findings } from '../findings/findings.ts'
import type { Signal } from '../settings/settings-of-a-run.ts'
import { NO_OBJECTS, type ObjectCount } from '../words/encryption.ts'

/** By signal; undefined: the source does not show it. */
type SignalCounts = Readonly<Record<Signal, ObjectCount | undefined>>

/** The objects of a bucket that signals are about. */
export function countSignals({ current, keyOwners }: Pick<Findings, 'current' | 'keyOwners'>): SignalCounts {
  const underKms = current['SSE-KMS'].objects + current['DSSE-KMS'].objects
  const { seen, foreign } = keyOwners ?? { seen: 0, foreign: NO_OBJECTS }
  // One key that was not seen may be anybody's.
  return { 'sse-c': current['SSE-C'], 'foreign-key': seen >= underKms ? foreign : undefined }
}

/** A signal in a bucket: how many objects there were in the baseline, and how many there are. */
export type BucketSignal = {
  readonly bucket: string
  readonly signal: Signal
  /** Undefined: the baseline does not say. */
  readonly before: number | undefined
  /** Undefined: the source does not show it. */
  readonly now: number | undefined
  readonly isJump: boolean
}

/**
 * In a bucket that has such objects, fewer more than this are daily business: an attack encrypts all it can reach. A bucket
 * that had none needs no threshold: the first object is news.
 */
const MIN_MORE_OBJECTS = 10
/** And less growth than this is the growth of the bucket itself. In percent. */
const MIN_MORE_PERCENT = 10

export function isJump(before: number, now: number): boolean {
  const more = now - before
  if (before === 0) return more > 0
  return more >= MIN_MORE_OBJECTS && more * 100 >= before * MIN_MORE_PERCENT
}

export function listSignals(
  asked: readonly Signal[],
  buckets: readonly {
    readonly bucket: string
    readonly before: Readonly<Partial<Record<Signal, number | undefined>>> | undefined
    readonly now: SignalCounts
  }[],
): readonly BucketSignal[] {
  return buckets.flatMap(({ bucket, before: known, now: counts }) =>
    asked.map((signal) => {
      const [before, now] = [known?.[signal], counts[signal]?.objects]
      const isKnown = before !== undefined && now !== undefined
      return { bucket, signal, before, now, isJump: isKnown && isJump(before, now) }
    }),
  )
}
