// Knows what Object Lock says about one version of an object, and what remained of it after a copy. Pure.

/** What is in force. A retention that is over is none. */
export type ObjectLock = {
  readonly legalHold: boolean
  /** Until it is released, whatever the retain-until date says: that is only what a release today would make it. */
  readonly eventHold: boolean
  /** Epoch milliseconds; undefined without retention. */
  readonly retainUntil: number | undefined
}

export const isLocked = ({ legalHold, eventHold, retainUntil }: ObjectLock) =>
  legalHold || eventHold || retainUntil !== undefined

/** What is on `before` and not, or not as long, on `after`, in words. */
export function listLostLocks(before: ObjectLock, after: ObjectLock): string[] {
  const lost: string[] = []
  if (before.legalHold && !after.legalHold) lost.push('legal hold')
  if (before.eventHold && !after.eventHold) lost.push('event hold')
  const { retainUntil } = before
  if (retainUntil !== undefined && (after.retainUntil ?? 0) < retainUntil) {
    lost.push(`retention until ${new Date(retainUntil).toISOString()}`)
  }
  return lost
}
