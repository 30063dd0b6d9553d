// Finds locks that jobs did not copy. S3 Batch Operations has no condition on locks, so a lock that is set between the
// check before a job and the copy remains only on the old version. Therefore every object of the jobs is checked
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
  /** Newest first, up to the first version that is not newer than `since`. */
  readonly listVersionsSince: (key: EncodedKey, since: Date) => Promise<readonly ObjectVersionSeen[]>
  /** Undefined for a version that no longer exists. */
  readonly readLock: (key: EncodedKey, versionId: string) => Promise<ObjectLock | undefined>
}

/** Objects whose newest version lacks a lock that the previous version has, and what is missing. */
export type LockCheck = {
  readonly checked: number
  readonly lost: number
  readonly samples: readonly {
    readonly key: EncodedKey
    readonly versionId: string
    readonly locks: readonly string[]
  }[]
}

/** Checks every object of the copies. Throws if any check throws: an incomplete result would be useless. */
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

/**
 * Versions overwritten since the job's time limit: by the job, or by another client, whose write then lost the lock.
 */
async function findLostLocks(key: EncodedKey, since: Date, { listVersionsSince, readLock }: LockDeps) {
  const [newest, ...older] = await listVersionsSince(key, since)
  // A deleted object has no current version that could lack a lock.
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
