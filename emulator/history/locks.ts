// Finds copies that lost a lock, and those of the locks that were not visible when the object was checked: S3 Batch
// Operations has no condition on locks, so a lock set between the check and the copy can only be reported afterwards.

import { type HistoryEntry, readHistory } from '../s3/state.ts'
import type { ObjectVersion, World } from '../world.ts'

/** Requests that show a lock to callers with the permission (S3 API Reference, one page each). */
const LOOKS = new Set(['HeadObject', 'GetObjectRetention', 'GetObjectLegalHold'])

/** Whether a lock in force at time `at` (epoch milliseconds) is missing on the version that became current. */
export function losesLock(before: ObjectVersion | undefined, after: ObjectVersion, at: number): boolean {
  const [one, other] = [before?.lock, after.lock]
  if (one?.legalHold === true && other?.legalHold !== true) return true
  if (one?.eventHold === true && other?.eventHold !== true) return true
  return (one?.retainUntil ?? 0) > at && (other?.retainUntil ?? 0) < (one?.retainUntil ?? 0)
}

/** The copies that lost a lock that was set after the object's last check, if the object was checked at all. */
export function unseenLockLosses(world: World): ReadonlySet<HistoryEntry> {
  const losses = new Set<HistoryEntry>()
  const current = new Map<string, HistoryEntry>()
  let looks: ReturnType<typeof listLooks> | undefined
  for (const entry of readHistory(world)) {
    const { at, bucket, kind, version, writer } = entry
    const name = `${bucket}/${version.key}`
    const before = current.get(name)
    const isSame = before?.version.versionId === version.versionId
    const isCopy = kind === 'written' && (writer.startsWith('job:') || writer.startsWith('arn:'))
    if (isCopy && before !== undefined && losesLock(before.version, version, at)) {
      looks ??= listLooks(world)
      const seen = (looks.get(name) ?? []).filter((number) => number <= entry.requests)
      if (seen.length > 0 && seen.every((number) => number <= before.requests)) losses.add(entry)
    }
    if (kind === 'written' || (kind === 'changed' && isSame)) current.set(name, entry)
    if (kind === 'removed' && isSame) current.delete(name)
  }
  return losses
}

/** Numbers of the requests that checked each object's current version, by bucket and key. */
function listLooks(world: World): ReadonlyMap<string, readonly number[]> {
  const looks = new Map<string, number[]>()
  for (const { number, operation, url, service } of world.log) {
    if (service !== 's3' || !LOOKS.has(operation)) continue
    const { pathname, searchParams } = new URL(url, 'http://emulator')
    if (searchParams.has('versionId')) continue
    const name = decodeURIComponent(pathname.slice(1))
    looks.set(name, [...(looks.get(name) ?? []), number])
  }
  return looks
}
