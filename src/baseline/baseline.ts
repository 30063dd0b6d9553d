// Defines what a comparison with a baseline comes to: what is new, what is gone, what was known; or why there is none.

import type { FindingLine } from '../findings/finding-lines.ts'
import type { BucketSignal } from './signals.ts'

/** Numbers of findings: `new` and `unchanged` are all of this run, `resolved` are those of the baseline that are gone. */
export type Changes = { readonly new: number; readonly resolved: number; readonly unchanged: number }

export type BucketChanges = Changes & {
  readonly bucket: string
  /** False: the baseline does not name the bucket, so all its findings are new. */
  readonly isInBaseline: boolean
  /** The first new findings, at most MAX_NEW_SAMPLES. */
  readonly samples: readonly FindingLine[]
}

export const MAX_NEW_SAMPLES = 10

export type Baseline = {
  /** As the user named it. */
  readonly from: string
  /** Whether only new findings fail the step, because the event asks whether a change may be merged. */
  readonly isGate: boolean
} & (
  | {
      readonly changes: Changes
      /** By name, every bucket of the run. */
      readonly buckets: ReadonlyMap<string, BucketChanges>
      /** The oldest source of its buckets that were compared. */
      readonly asOf: Date
      /** Repository and id of the run that wrote it, percent-encoded; '' where it does not say. */
      readonly run: { readonly repository: string; readonly runId: string }
      /** Those asked for, in each bucket of the run. */
      readonly signals: readonly BucketSignal[]
      /** What a reader must know to understand the numbers. */
      readonly notes: readonly string[]
      readonly refused?: undefined
    }
  | { readonly refused: { readonly message: string; readonly hint: string } }
)

export type ComparedBaseline = Extract<Baseline, { readonly changes: Changes }>
export type RefusedBaseline = Exclude<Baseline, ComparedBaseline>

/** Why there is no comparison: `message` continues "The baseline … was not used: ". */
export class BaselineProblem extends Error {
  override readonly name = 'BaselineProblem'
  readonly hint: string

  constructor(message: string, hint: string) {
    super(message)
    this.hint = hint
  }
}

/** The signals of a comparison; none without one. */
export const signalsOf = (baseline: Baseline | undefined): readonly BucketSignal[] =>
  baseline === undefined || baseline.refused !== undefined ? [] : baseline.signals
