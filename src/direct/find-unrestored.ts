// Finds the archived objects that still need a restore: each is checked immediately before the request, none is
// changed.

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
  /** Archived, not being restored, and nothing else prevents a copy: the outcome of each. */
  readonly ends: ReadonlyMap<EncodedKey, ObjectOutcome>
  /** All others: already encrypted, restored or being restored, locked, written since, gone, or not readable. */
  readonly others: KeySet
}

/**
 * Separates objects to restore from all others; `planned` are the copies that follow the restores. A report does not
 * show restores, and a restore of an object that does not need it costs money, too. So an object that could not be
 * checked, also because the signal aborted, is not restored: the copy afterwards reports why.
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
        // Only a successful HeadObject can show that a restore is needed.
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
