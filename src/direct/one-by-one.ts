// The outcome of work that this action does itself, object by object, without copying, as a value.

import type { PlannedWork } from '../operations/registry.ts'
import type { EncodedKey } from '../words/object-key.ts'

/**
 * - `done`: changed, and found as wanted when it was read again
 * - `already`: as wanted before
 * - `skipped`: left as it is, as asked
 * - `gone`: the object no longer exists
 * - `waiting`: asked for, and S3 is at it: a later run finds it
 * - `changed`: another client changed it meanwhile
 * - `not-possible`: the result would not be valid; the reason says why
 * - `denied`: a permission is missing; the reason names it
 * - `failed`: not done, as far as known; the reason says why
 * - `interrupted`: the run was stopped before this object's outcome was known
 */
const ONE_BY_ONE_OUTCOMES = [
  'done',
  'already',
  'skipped',
  'gone',
  'waiting',
  'changed',
  'not-possible',
  'denied',
  'failed',
  'interrupted',
] as const
export type OneByOneOutcome = (typeof ONE_BY_ONE_OUTCOMES)[number]

/** One object's outcome. `reason` is untrusted text. */
export type OneByOneEnd = { readonly outcome: OneByOneOutcome; readonly reason?: string | undefined }

type OneByOneGroup = {
  readonly objects: number
  /** A few of them, the first ones. */
  readonly samples: readonly { readonly key: EncodedKey; readonly reason: string | undefined }[]
}

export type OneByOneResult = {
  /** Outcomes that occurred, in the order of ONE_BY_ONE_OUTCOMES. */
  readonly outcomes: ReadonlyMap<OneByOneOutcome, OneByOneGroup>
  readonly interrupted: boolean
}

/** Without a result it was not started: it cannot be suspended, so `confirm` leaves it to a later `run`. */
export type OneByOneOutcomeOfPlan = {
  readonly planned: readonly Pick<PlannedWork, 'group'>[]
  readonly result: OneByOneResult | undefined
}

const MAX_SAMPLES = 5

/** Collects outcomes one after the other. */
export function createOutcomeCounter() {
  const groups = new Map<OneByOneOutcome, { objects: number; samples: OneByOneGroup['samples'][number][] }>()
  return {
    add(key: EncodedKey, { outcome, reason }: OneByOneEnd): void {
      const group = groups.get(outcome) ?? { objects: 0, samples: [] }
      groups.set(outcome, group)
      group.objects++
      if (group.samples.length < MAX_SAMPLES) group.samples.push({ key, reason })
    },
    /** In the order of ONE_BY_ONE_OUTCOMES. */
    outcomes: (): OneByOneResult['outcomes'] =>
      new Map(
        ONE_BY_ONE_OUTCOMES.flatMap((outcome) => {
          const group = groups.get(outcome)
          return group === undefined ? [] : [[outcome, group] as const]
        }),
      ),
  }
}
