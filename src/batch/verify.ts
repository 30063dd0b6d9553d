// Knows how to make sure, with HeadObject, that what a job reports is what the bucket holds.

import { findDifference } from '../objects/difference.ts'
import type { ObjectLook } from '../objects/object-look.ts'
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

type VerifyTask = {
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
    const seen = await look(key, deps)
    checked++
    // Deleted after the copy: nothing is left that could be unencrypted.
    const found = typeof seen === 'string' ? seen : seen && findDifference(seen, task.target)
    if (found === undefined) asTarget++
    else note(key, found)
  })
  await forEachAtOnce(task.settled, LOOKS_AT_ONCE, async (key) => {
    const seen = await look(key, deps)
    checked++
    const found = typeof seen === 'string' ? seen : findFault(seen, task)
    if (found === undefined) resolved++
    else note(key, found)
  })
  mismatches.sort((a, b) => (a.key < b.key ? -1 : 1))
  return { checked, asTarget, resolved, mismatches }
}

function findFault(seen: ObjectLook | undefined, { target, accepted, keyRule }: VerifyTask): string | undefined {
  if (seen === undefined || findBreach(seen, accepted, keyRule) === undefined) return undefined
  return findDifference(seen, target)
}

/** What is seen of an object; why nothing is, as text. */
async function look(key: EncodedKey, deps: BatchDeps): Promise<ObjectLook | string | undefined> {
  try {
    return await deps.headObject(key)
  } catch (error) {
    if (error instanceof InterruptedError) throw error
    return `not readable: ${messageOf(error)}`
  }
}
