// Defines the Object Lock state of a version of an object, and compares it before and after a copy. Pure.

/** The locks in force. Retention that has ended does not count. */
export type ObjectLock = {
  readonly legalHold: boolean
  /** In force until it is released, whatever the retain-until date is: that date only applies to a release today. */
  readonly eventHold: boolean
  /** Epoch milliseconds; undefined without retention. */
  readonly retainUntil: number | undefined
}

export const isLocked = ({ legalHold, eventHold, retainUntil }: ObjectLock) =>
  legalHold || eventHold || retainUntil !== undefined

/** Locks of `before` that `after` lacks, or has for a shorter time, in words. */
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
