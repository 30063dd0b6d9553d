// Knows how to find the locks that jobs left behind. S3 Batch Operations has no condition on locks, so a lock that was
// set between the check before a job and the copy stays only on the old version: every object of the jobs is checked
// afterwards.

import { isLocked, listLostLocks, type ObjectLock } from '../findings/object-lock.ts'
import type { PlannedCopy } from '../operations/put-object-copy.ts'
import { mapAtOnce } from '../time/at-once.ts'
import type { EncodedKey } from '../words/object-key.ts'
import { readJobManifestKeys } from './job-manifest.ts'

const LOOKS_AT_ONCE = 16
const MAX_SAMPLES = 20

export type ObjectVersionSeen = {
  readonly versionId: string
  readonly isLatest: boolean
  readonly isDeleteMarker: boolean
  readonly lastModified: Date
}

export type LockDeps = {
  /** Newest first, down to the first that is not newer than `since`. */
  readonly listVersionsSince: (key: EncodedKey, since: Date) => Promise<readonly ObjectVersionSeen[]>
  /** Undefined for a version that is gone by now. */
  readonly readLock: (key: EncodedKey, versionId: string) => Promise<ObjectLock | undefined>
}

/** Objects whose newest version lacks a lock that the version before it has, and what they lack. */
export type LockCheck = {
  readonly checked: number
  readonly lost: number
  readonly samples: readonly {
    readonly key: EncodedKey
    readonly versionId: string
    readonly locks: readonly string[]
  }[]
}

/** Looks at every object of the copies. Throws what a look throws: an incomplete answer would be none. */
export async function checkLocks(bucket: string, copies: readonly PlannedCopy[], deps: LockDeps): Promise<LockCheck> {
  const samples: LockCheck['samples'][number][] = []
  let [checked, lost] = [0, 0]
  for (const { group, unmodifiedSince } of copies) {
    const keys = readJobManifestKeys({ bucket, parts: group.parts })
    for await (const found of mapAtOnce(keys, LOOKS_AT_ONCE, (key) => findLostLocks(key, unmodifiedSince, deps))) {
      checked++
      if (found === undefined) continue
      lost++
      if (samples.length < MAX_SAMPLES) samples.push(found)
    }
  }
  return { checked, lost, samples }
}

/** What was written over since the job's guard: by the job, or by somebody else, whose write then left the lock behind. */
async function findLostLocks(key: EncodedKey, since: Date, { listVersionsSince, readLock }: LockDeps) {
  const [newest, ...older] = await listVersionsSince(key, since)
  // What somebody deleted since has no version that could lack a lock.
  if (newest?.isLatest !== true || newest.isDeleteMarker) return undefined
  for (const { versionId } of older.filter(({ isDeleteMarker }) => !isDeleteMarker)) {
    const lock = await readLock(key, versionId)
    if (lock === undefined || !isLocked(lock)) continue
    const current = await readLock(key, newest.versionId)
    const locks = current === undefined ? [] : listLostLocks(lock, current)
    if (locks.length > 0) return { key, versionId, locks }
  }
  return undefined
}
