// Renders the comparison with a baseline for the JSON report.

import type { Baseline, BucketChanges } from '../baseline/baseline.ts'
import { safeText } from '../words/outside-text.ts'
import { type Json, told } from './json-values.ts'

export function describeBaseline(baseline: Baseline, listKeys: boolean): Json {
  const from = safeText(baseline.from)
  const onlyNewCounts = baseline.isGate
  if (baseline.refused !== undefined) return { from, onlyNewCounts, refused: told(baseline.refused) }
  return {
    from,
    onlyNewCounts,
    asOf: baseline.asOf.toISOString(),
    run: { ...baseline.run },
    ...baseline.changes,
    notes: baseline.notes.map(safeText),
    signals: baseline.signals.map(({ bucket, signal, before = null, now = null, isJump }) => ({
      bucket,
      signal,
      before,
      now,
      isJump,
    })),
    buckets: [...baseline.buckets.values()].map((changes) => describeChanges(changes, listKeys)),
  }
}

const describeChanges = (changes: BucketChanges, listKeys: boolean): Json => ({
  bucket: changes.bucket,
  isInBaseline: changes.isInBaseline,
  new: changes.new,
  resolved: changes.resolved,
  unchanged: changes.unchanged,
  samples: listKeys ? changes.samples.map(({ key, encryption }) => ({ key, encryption })) : undefined,
})
