// Knows the outcome of a set of objects that were to be encrypted directly, as a value.

import type { PlannedDirectCopy } from '../operations/registry.ts'
import { addTallies, NO_OBJECTS, type Tally } from '../words/encryption.ts'
import type { EncodedKey } from '../words/object-key.ts'

/**
 * - `encrypted`: copied, and HeadObject afterwards found everything as it was, encrypted as required
 * - `already`: was as required before anything was done
 * - `gone`: there is no such object any more
 * - `changed`: somebody wrote the object since the report, or during the copy; what they wrote stands
 * - `archived`, `locked`: left alone
 * - `restoring`: archived, and S3 is restoring it: a later run copies it
 * - `denied`: a permission is missing; the reason names it
 * - `failed`: not copied as far as is known; the reason says why
 * - `mismatch`: copied, but something is not as it was, or could not be checked; the reason says what
 * - `interrupted`: the run was stopped before this object's end was known; nothing but the copy can have happened to it
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

/** One object's end. `bytes` is 0 where its size never became known. */
export type ObjectOutcome = {
  readonly outcome: DirectOutcome
  readonly bytes: number
  /** Untrusted text. */
  readonly reason?: string | undefined
}

type DirectSample = { readonly key: EncodedKey; readonly reason: string | undefined }

type DirectGroup = { readonly tally: Tally; readonly samples: readonly DirectSample[] }

/** A multipart upload of this action that is still there, with what a person needs to abort it. */
export type UploadLeft = { readonly key: EncodedKey; readonly uploadId: string; readonly reason: string }

export type DirectResult = {
  readonly outcomes: Readonly<Record<DirectOutcome, DirectGroup>>
  /** Empty unless aborting failed, or an interrupted run was told to keep them. */
  readonly uploadsLeft: readonly UploadLeft[]
  readonly interrupted: boolean
}

/** What became of a bucket's planned direct copies; without a result they were not begun. */
export type DirectOutcomeOfPlan = {
  readonly planned: readonly PlannedDirectCopy[]
  readonly result: DirectResult | undefined
}

/** Ends that leave no finding: encrypted now, or found encrypted, or deleted by its owner. */
const DONE = ['encrypted', 'already', 'gone'] as const
/** Ends of a copy that was tried, or refused, and is not proven to have given what was wanted. All others were left alone. */
const FAILED = ['changed', 'denied', 'failed', 'mismatch'] as const

/** What happened to any object, in the order of DIRECT_OUTCOMES. */
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

/** Counts the ends of `keys`; samples are the first of each kind in the order of `keys`. */
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
