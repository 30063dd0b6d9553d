// Knows how to make sure, with HeadObject, that what a job reports is what the bucket holds.

import { findDifference } from '../objects/difference.ts'
import type { ObjectState } from '../objects/object-state.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import type { EncryptionStatus, TargetEncryption } from '../words/encryption.ts'
import { messageOf } from '../words/errors.ts'
import { findBreach, type KeyRule } from '../words/key-rule.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { InterruptedError } from './abort.ts'
import type { BatchDeps } from './batch-deps.ts'
import type { Verification } from './job-outcome.ts'

export const LOOKS_AT_ONCE = 8
/** More would not help anybody; the counts tell the rest. */
const MAX_MISMATCHES = 20

export type VerifyTask = {
  readonly bucket: string
  /** Keys of succeeded tasks: their objects must be exactly as the job was to make them. */
  readonly succeeded: readonly EncodedKey[]
  /** Keys of tasks that failed because the object changed or is gone: what the policy accepts is enough. */
  readonly settled: readonly EncodedKey[]
  readonly target: TargetEncryption
  readonly accepted: readonly EncryptionStatus[]
  readonly keyRule: KeyRule
}

/** Looks at each object once. A look that fails is a mismatch, never a pass. Never throws but InterruptedError. */
export async function verifyObjects(task: VerifyTask, deps: BatchDeps): Promise<Verification> {
  const mismatches: { key: string; found: string }[] = []
  let checked = 0
  let asTarget = 0
  let resolved = 0
  const note = (key: string, found: string) => {
    if (mismatches.length < MAX_MISMATCHES) mismatches.push({ key, found })
  }
  await forEachAtOnce(task.succeeded, LOOKS_AT_ONCE, async (key) => {
    const state = await look(task.bucket, key, deps)
    checked++
    // Deleted after the copy: nothing is left that could be unencrypted.
    const found = typeof state === 'string' ? state : state.exists ? findDifference(state, task.target) : undefined
    if (found === undefined) asTarget++
    else note(key, found)
  })
  await forEachAtOnce(task.settled, LOOKS_AT_ONCE, async (key) => {
    const state = await look(task.bucket, key, deps)
    checked++
    const found = typeof state === 'string' ? state : findFault(state, task)
    if (found === undefined) resolved++
    else note(key, found)
  })
  mismatches.sort((a, b) => (a.key < b.key ? -1 : 1))
  return { checked, asTarget, resolved, mismatches }
}

function findFault(state: ObjectState, { target, accepted, keyRule }: VerifyTask): string | undefined {
  if (!state.exists || findBreach(state, accepted, keyRule) === undefined) return undefined
  return findDifference(state, target)
}

async function look(bucket: string, key: EncodedKey, deps: BatchDeps): Promise<ObjectState | string> {
  try {
    return await deps.headObject(bucket, key)
  } catch (error) {
    if (error instanceof InterruptedError) throw error
    return `not readable: ${messageOf(error)}`
  }
}
