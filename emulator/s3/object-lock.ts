// Object Lock: retention, legal hold, event hold, the bucket's defaults, and what they forbid (S3 User Guide, "Locking
// objects with Object Lock"). Event holds are those of the SDK's model of November 2026 (ObjectLockEventHold,
// DefaultRetention.DefaultEventHold); no page of the guide describes them yet.

import { ServiceError } from '../http.ts'
import type { Bucket, LockDuration, ObjectLock, ObjectVersion } from '../world.ts'
import { element, type XmlElement } from '../xml.ts'
import { type BucketCall, invalidArgument, invalidRequest } from './call.ts'

type Headers = Readonly<Record<string, string>>

const HOLD_HEADER = 'x-amz-object-lock-event-hold'

const DAY_MS = 86_400_000

/** The lock that a write requests; undefined if it requests none. */
export function parseLockHeaders(headers: Headers, bucket: Bucket, now: number): ObjectLock | undefined {
  const mode = headers['x-amz-object-lock-mode']
  const until = headers['x-amz-object-lock-retain-until-date']
  const hold = headers['x-amz-object-lock-legal-hold']
  const eventHold = headers[HOLD_HEADER]
  if ([mode, until, hold, eventHold].every((value) => value === undefined)) return undefined
  if (!bucket.objectLockEnabled) throw invalidRequest('Bucket is missing Object Lock Configuration')
  if ((mode === undefined) !== (until === undefined)) {
    throw invalidArgument(
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
      'x-amz-object-lock-mode',
      mode ?? 'null',
    )
  }
  return {
    ...(mode === undefined ? {} : parseRetention(mode, until, now)),
    ...(hold === undefined ? {} : { legalHold: parseLegalHold(hold) }),
    ...(eventHold === undefined
      ? {}
      : parseEventHold(eventHold, {
          days: headers[`${HOLD_HEADER}-duration-days`],
          years: headers[`${HOLD_HEADER}-duration-years`],
        })),
  }
}

/** A retention mode and date, both validated. */
export function parseRetention(
  mode: string,
  until: string | undefined,
  now: number,
): { mode: string; retainUntil: number } {
  checkMode(mode)
  const retainUntil = Date.parse(until ?? '')
  if (Number.isNaN(retainUntil)) {
    throw invalidArgument(
      'The retain until date must be provided in ISO 8601 format',
      'x-amz-object-lock-retain-until-date',
      until ?? 'null',
    )
  }
  if (retainUntil <= now) {
    throw invalidArgument(
      'The retain until date must be in the future!',
      'x-amz-object-lock-retain-until-date',
      until ?? '',
    )
  }
  return { mode, retainUntil }
}

/** GOVERNANCE or COMPLIANCE, or 400. */
export function checkMode(mode: string): void {
  if (mode === 'GOVERNANCE' || mode === 'COMPLIANCE') return
  throw invalidArgument('Unknown wormMode directive.', 'x-amz-object-lock-mode', mode)
}

/** ON or OFF. */
export function parseLegalHold(value: string): boolean {
  if (value === 'ON' || value === 'OFF') return value === 'ON'
  throw invalidArgument('Legal Hold must be either of ON or OFF', 'x-amz-object-lock-legal-hold', value)
}

type DurationTexts = { readonly days: string | undefined; readonly years: string | undefined }

/** ON or OFF, with the time for which the object remains protected after the release. */
export function parseEventHold(
  value: string,
  duration: DurationTexts,
): Pick<ObjectLock, 'eventHold' | 'eventHoldDuration'> {
  if (value !== 'ON' && value !== 'OFF')
    throw invalidArgument('Event Hold must be either of ON or OFF', HOLD_HEADER, value)
  const parsed = parseLockDuration(duration)
  return { eventHold: value === 'ON', ...(parsed === undefined ? {} : { eventHoldDuration: parsed }) }
}

/** Days or years, never both (SDK model, "EventHoldDuration": 36,500 days or 100 years at most). */
export function parseLockDuration({ days, years }: DurationTexts): LockDuration | undefined {
  if (days === undefined && years === undefined) return undefined
  const [value, most] = days === undefined ? [Number(years), 100] : [Number(days), 36_500]
  const isBoth = days !== undefined && years !== undefined
  if (isBoth || !Number.isInteger(value) || value < 1 || value > most) {
    throw invalidArgument('The duration must be days or years, within their limits', 'Duration', days ?? years ?? '')
  }
  return days === undefined ? { years: value } : { days: value }
}

/** `<name><Days>…` or `<name><Years>…`. */
export function renderDuration(name: string, duration: LockDuration): XmlElement {
  return element(name, ['days' in duration ? element('Days', duration.days) : element('Years', duration.years)])
}

/** When a duration that starts at `from` (epoch milliseconds) ends. */
export function endOfDuration(duration: LockDuration, from: number): number {
  if ('days' in duration) return from + duration.days * DAY_MS
  const date = new Date(from)
  return date.setUTCFullYear(date.getUTCFullYear() + duration.years)
}

/** The lock of a new version: the requested one, or the bucket's defaults (API reference, "DefaultRetention"). */
export function chooseLock(bucket: Bucket, asked: ObjectLock | undefined, now: number): ObjectLock | undefined {
  const { retention, eventHold } = bucket.defaultLock ?? {}
  const lock = {
    ...(retention === undefined ? {} : { mode: retention.mode, retainUntil: endOfDuration(retention.period, now) }),
    ...(eventHold === undefined ? {} : { eventHold: true, eventHoldDuration: eventHold }),
    ...asked,
  }
  return Object.keys(lock).length === 0 ? undefined : lock
}

/**
 * Throws 403 if a lock forbids removing this version. A bypass overrides governance; nothing overrides compliance and
 * holds.
 */
export function refuseLockedRemoval(version: ObjectVersion, now: number, bypassGovernance: boolean): void {
  if (!isLocked(version, now)) return
  const { lock } = version
  const isGovernance = lock?.mode === 'GOVERNANCE' && lock.legalHold !== true && lock.eventHold !== true
  if (isGovernance && bypassGovernance) return
  throw new ServiceError(403, 'AccessDenied', 'Access Denied because object protected by object lock.')
}

/** Whether retention, a legal hold or an event hold protects this version now (epoch milliseconds). */
export function isLocked({ lock }: Pick<ObjectVersion, 'lock'>, now: number): boolean {
  return lock?.legalHold === true || lock?.eventHold === true || (lock?.retainUntil ?? 0) > now
}

/**
 * The lock headers of GET and HEAD; each part is shown only with the permission to read it. Event holds belong to
 * retention.
 */
export function renderLockHeaders(
  version: ObjectVersion,
  shows: { readonly retention: boolean; readonly legalHold: boolean },
): Record<string, string> {
  const headers: Record<string, string> = {}
  const { lock } = version
  if (shows.retention && lock?.mode !== undefined && lock.retainUntil !== undefined) {
    headers['x-amz-object-lock-mode'] = lock.mode
    headers['x-amz-object-lock-retain-until-date'] = new Date(lock.retainUntil).toISOString()
  }
  if (shows.retention && lock?.eventHold !== undefined) {
    headers[HOLD_HEADER] = lock.eventHold ? 'ON' : 'OFF'
    const duration = lock.eventHold ? lock.eventHoldDuration : undefined
    for (const [unit, value] of Object.entries(duration ?? {}))
      headers[`${HOLD_HEADER}-duration-${unit}`] = String(value)
  }
  if (shows.legalHold && lock?.legalHold !== undefined) {
    headers['x-amz-object-lock-legal-hold'] = lock.legalHold ? 'ON' : 'OFF'
  }
  return headers
}

export type DefaultLock = NonNullable<Bucket['defaultLock']>

/** 400 in a bucket without Object Lock. */
export function refuseUnlockable(call: BucketCall): void {
  if (!call.bucket.objectLockEnabled) throw invalidRequest('Bucket is missing Object Lock Configuration')
}

/** 404 for a version without the requested kind of lock. */
export function noLockConfiguration(): ServiceError {
  return new ServiceError(
    404,
    'NoSuchObjectLockConfiguration',
    'The specified object does not have a ObjectLock configuration',
  )
}
