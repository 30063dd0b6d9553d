// The outcome of a set of objects to be encrypted directly, as a value.

import type { PlannedDirectCopy } from '../operations/registry.ts'
import { addTallies, NO_OBJECTS, type Tally } from '../words/encryption.ts'
import type { EncodedKey } from '../words/object-key.ts'

/**
 * - `encrypted`: copied, and HeadObject afterwards showed no change except the required encryption
 * - `already`: encrypted as required before anything was done
 * - `gone`: the object no longer exists
 * - `changed`: another client wrote the object since the report, or during the copy; its data is kept
 * - `archived`, `locked`: not changed
 * - `restoring`: archived, and S3 is restoring it: a later run copies it
 * - `denied`: a permission is missing; the reason names it
 * - `failed`: not copied, as far as known; the reason says why
 * - `mismatch`: copied, but something differs or could not be checked; the reason says what
 * - `interrupted`: the run was stopped before this object's outcome was known; nothing but the copy can have happened
 *   to it
 */
export const DIRECT_OUTCOMES = [
  'encrypted',
  'already',
  'gone',
  'changed',
  'archived',
  'restoring',
  'locked',
  'denied',
  'failed',
  'mismatch',
  'interrupted',
] as const
export type DirectOutcome = (typeof DIRECT_OUTCOMES)[number]

/** One object's outcome. `bytes` is 0 if its size never became known. */
export type ObjectOutcome = {
  readonly outcome: DirectOutcome
  readonly bytes: number
  /** Untrusted text. */
  readonly reason?: string | undefined
}

type DirectSample = { readonly key: EncodedKey; readonly reason: string | undefined }

type DirectGroup = { readonly tally: Tally; readonly samples: readonly DirectSample[] }

/** A multipart upload of this action that still exists, with what a person needs to abort it. */
export type UploadLeft = { readonly key: EncodedKey; readonly uploadId: string; readonly reason: string }

export type DirectResult = {
  readonly outcomes: Readonly<Record<DirectOutcome, DirectGroup>>
  /** Empty unless aborting failed, or an interrupted run was told to keep them. */
  readonly uploadsLeft: readonly UploadLeft[]
  readonly interrupted: boolean
}

/** The outcome of a bucket's planned direct copies; without a result they were not started. */
export type DirectOutcomeOfPlan = {
  readonly planned: readonly PlannedDirectCopy[]
  readonly result: DirectResult | undefined
}

/** Outcomes that leave no finding: encrypted now, found encrypted, or deleted by the owner. */
const DONE = ['encrypted', 'already', 'gone'] as const
/**
 * Outcomes of a copy that was tried or refused, and is not proven to be as required. Objects with all other outcomes
 * were not changed.
 */
const FAILED = ['changed', 'denied', 'failed', 'mismatch'] as const

/** Outcomes that occurred, in the order of DIRECT_OUTCOMES. */
export function listOutcomes({ outcomes }: DirectResult): (DirectGroup & { readonly outcome: DirectOutcome })[] {
  return DIRECT_OUTCOMES.filter((outcome) => outcomes[outcome].tally.objects > 0).map((outcome) => ({
    outcome,
    ...outcomes[outcome],
  }))
}

export const countDone = ({ outcomes }: DirectResult) => sumObjects(outcomes, DONE)
export const countFailed = ({ outcomes }: DirectResult) => sumObjects(outcomes, FAILED)
export const countAll = ({ outcomes }: DirectResult) => sumObjects(outcomes, DIRECT_OUTCOMES)

const sumObjects = (outcomes: DirectResult['outcomes'], of: readonly DirectOutcome[]) =>
  of.reduce((sum, outcome) => sum + outcomes[outcome].tally.objects, 0)

const MAX_SAMPLES = 5
const NOTHING: DirectGroup = { tally: NO_OBJECTS, samples: [] }

/** Counts the outcomes of `keys`; samples are the first of each kind in the order of `keys`. */
export function sumUp(
  keys: readonly EncodedKey[],
  ends: readonly (ObjectOutcome | undefined)[],
): DirectResult['outcomes'] {
  const groups = new Map<DirectOutcome, DirectGroup>()
  keys.forEach((key, index) => {
    const { outcome, bytes, reason } = ends[index] ?? { outcome: 'interrupted', bytes: 0, reason: undefined }
    const { tally, samples } = groups.get(outcome) ?? NOTHING
    groups.set(outcome, {
      tally: addTallies(tally, { objects: 1, bytes: BigInt(bytes) }),
      samples: samples.length < MAX_SAMPLES ? [...samples, { key, reason }] : samples,
    })
  })
  const all = DIRECT_OUTCOMES.map((outcome) => [outcome, groups.get(outcome) ?? NOTHING])
  return Object.fromEntries(all) as Record<DirectOutcome, DirectGroup>
}
