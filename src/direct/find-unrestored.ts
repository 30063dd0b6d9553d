// Knows which archived objects still need a restore: each is checked right before the request, and none is changed.

import { readJobManifestKeys } from '../batch/job-manifest.ts'
import { KeySet } from '../objects/key-set.ts'
import type { PlannedDirectCopy } from '../operations/registry.ts'
import { forEachAtOnce } from '../time/at-once.ts'
import type { EncodedKey } from '../words/object-key.ts'
import type { DirectDeps } from './direct-deps.ts'
import type { ObjectOutcome } from './direct-outcome.ts'
import { type JudgeRules, judgeObject } from './judge.ts'

const LOOKS_AT_ONCE = 8

export type Unrestored = {
  /** Archived, with no restore on its way, and nothing else in the way of a copy: how each of them stands. */
  readonly ends: ReadonlyMap<EncodedKey, ObjectOutcome>
  /** All others: encrypted by now, restored or being restored, locked, written since, gone, or not to be seen. */
  readonly others: KeySet
}

/**
 * Tells apart what a restore is to be asked for and what not; `planned` are the copies that are to follow the restores. A
 * report knows of no restore, and one for an object that needs none is paid for all the same. So an object that could not be
 * looked at, also because the signal aborted, is none to restore: the copy after it says why.
 */
export async function findUnrestored(
  bucket: string,
  planned: readonly PlannedDirectCopy[],
  rules: Omit<JudgeRules, 'unmodifiedSince'>,
  { headObject }: Pick<DirectDeps, 'headObject'>,
  signal: AbortSignal,
): Promise<Unrestored> {
  const ends = new Map<EncodedKey, ObjectOutcome>()
  const others = new KeySet()
  for (const { group, unmodifiedSince } of planned) {
    const keys: EncodedKey[] = []
    for await (const key of readJobManifestKeys({ bucket, parts: group.parts })) keys.push(key)
    for (const key of keys) others.add(key)
    await forEachAtOnce(
      keys,
      LOOKS_AT_ONCE,
      async (key) => {
        // Only a look that was answered can show that a restore is needed.
        const look = await headObject(key, signal).catch(() => undefined)
        const end = judgeObject(look, { ...rules, unmodifiedSince })
        if (end?.outcome !== 'archived') return
        ends.set(key, end)
        others.delete(key)
      },
      signal,
    )
  }
  return { ends, others }
}
