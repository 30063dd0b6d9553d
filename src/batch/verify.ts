// Verifies that the bucket contains what a job reports.

import type { Judge, TaskProof } from '../operations/operation.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import { messageOf } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { InterruptedError } from './abort.ts'
import type { ObjectReads } from './batch-deps.ts'
import type { Verification } from './job-outcome.ts'

export const LOOKS_AT_ONCE = 8
/** More would not help; the counts include the rest. */
const MAX_MISMATCHES = 20

export type VerifyTask = {
  /** Keys of succeeded tasks. */
  readonly succeeded: readonly EncodedKey[]
  /** Keys of tasks that failed because the object changed or is gone. */
  readonly settled: readonly EncodedKey[]
}

/** Checks each object once. A check that fails is a mismatch, never a pass. Throws only InterruptedError. */
export async function verifyObjects(task: VerifyTask, proof: TaskProof, deps: ObjectReads): Promise<Verification> {
  const mismatches: { key: string; found: string }[] = []
  let checked = 0
  let asTarget = 0
  let resolved = 0
  const note = (key: string, found: string) => {
    if (mismatches.length < MAX_MISMATCHES) mismatches.push({ key, found })
  }
  await forEachAtOnce(task.succeeded, LOOKS_AT_ONCE, async (key) => {
    const found = await judge(proof.succeeded, key, deps)
    checked++
    if (found === undefined) asTarget++
    else note(key, found)
  })
  await forEachAtOnce(task.settled, LOOKS_AT_ONCE, async (key) => {
    const found = await judge(proof.settled, key, deps)
    checked++
    if (found === undefined) resolved++
    else note(key, found)
  })
  mismatches.sort((a, b) => (a.key < b.key ? -1 : 1))
  return { checked, asTarget, resolved, mismatches }
}

async function judge(ask: Judge, key: EncodedKey, deps: ObjectReads): Promise<string | undefined> {
  try {
    return await ask(key, deps)
  } catch (error) {
    if (error instanceof InterruptedError) throw error
    return `not readable: ${messageOf(error)}`
  }
}
