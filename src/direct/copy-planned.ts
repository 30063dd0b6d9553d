// Carries out the direct copies of a plan: all objects of a bucket together.

import { readJobManifestKeys } from '../batch/job-manifest.ts'
import type { PlannedDirectCopy } from '../operations/registry.ts'
import { ActionError } from '../words/errors.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { copyDirectly, type DirectTask } from './copy-directly.ts'
import type { DirectDeps } from './direct-deps.ts'
import type { DirectResult } from './direct-outcome.ts'
import type { JudgeRules } from './judge.ts'

/**
 * Copies every object of `planned`, which is not empty. If the signal aborts multipart copies, they are kept for the
 * next run.
 * @throws ActionError REMEDIATION_FAILED if the stored rows differ from the plan, and whatever copyDirectly throws
 */
export async function copyPlanned(
  bucket: string,
  planned: readonly PlannedDirectCopy[],
  policy: Pick<JudgeRules, 'accepted' | 'keyRule'> & Pick<DirectTask, 'knownEnds'>,
  deps: DirectDeps,
  signal: AbortSignal,
): Promise<DirectResult> {
  const keys: EncodedKey[] = []
  for await (const key of readJobManifestKeys({ bucket, parts: planned.flatMap(({ group }) => group.parts) })) {
    keys.push(key)
  }
  const expected = planned.reduce((sum, { group }) => sum + group.tally.objects, 0)
  const [first] = planned
  if (first === undefined || keys.length !== expected) {
    throw new ActionError(
      'REMEDIATION_FAILED',
      `The scan kept ${keys.length} rows of ${bucket} for direct copies of ${expected} objects.`,
      { hint: 'Nothing was copied. Check the free disk space on the runner, and run again.' },
    )
  }
  // One task, because uploads for keys outside the task are aborted. The latest time limit is safe for all objects:
  // every copy is conditional on the ETag that was checked.
  const unmodifiedSince = new Date(Math.max(...planned.map((copy) => copy.unmodifiedSince.getTime())))
  const task = { keys, maxObjects: expected, target: first.target, ...policy, unmodifiedSince }
  return await copyDirectly({ ...task, whenInterrupted: 'keep-uploads' }, deps, signal)
}
