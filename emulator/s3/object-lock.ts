// Knows Object Lock: retention, legal hold, and what they forbid (S3 User Guide, "Locking objects with Object Lock").

import { ServiceError } from '../http.ts'
import type { Bucket, ObjectVersion } from '../world.ts'
import { invalidArgument, invalidRequest } from './request.ts'

type Headers = Readonly<Record<string, string>>
type Lock = NonNullable<ObjectVersion['lock']>

/** The lock a write asks for; undefined without one. */
export function parseLockHeaders(headers: Headers, bucket: Bucket, now: number): Lock | undefined {
  const mode = headers['x-amz-object-lock-mode']
  const until = headers['x-amz-object-lock-retain-until-date']
  const hold = headers['x-amz-object-lock-legal-hold']
  if (mode === undefined && until === undefined && hold === undefined) return undefined
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
  }
}

/** A retention mode and date, both checked. */
export function parseRetention(
  mode: string,
  until: string | undefined,
  now: number,
): { mode: string; retainUntil: number } {
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') {
    throw invalidArgument('Unknown wormMode directive.', 'x-amz-object-lock-mode', mode)
  }
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

/** ON or OFF. */
export function parseLegalHold(value: string): boolean {
  if (value === 'ON' || value === 'OFF') return value === 'ON'
  throw invalidArgument('Legal Hold must be either of ON or OFF', 'x-amz-object-lock-legal-hold', value)
}

/** Throws 403 when a lock forbids to remove this version. Governance gives way to a bypass, compliance to nobody. */
export function refuseLockedRemoval(version: ObjectVersion, now: number, bypassGovernance: boolean): void {
  if (!isLocked(version, now)) return
  const isGovernance = version.lock?.mode === 'GOVERNANCE' && version.lock.legalHold !== true
  if (isGovernance && bypassGovernance) return
  throw new ServiceError(403, 'AccessDenied', 'Access Denied because object protected by object lock.')
}

/** Whether retention or a legal hold protects this version at this moment (epoch milliseconds). */
export function isLocked(version: ObjectVersion, now: number): boolean {
  return version.lock?.legalHold === true || (version.lock?.retainUntil ?? 0) > now
}

/** The lock headers of GET and HEAD; each part is shown only to those who may read it. */
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
  if (shows.legalHold && lock?.legalHold !== undefined) {
    headers['x-amz-object-lock-legal-hold'] = lock.legalHold ? 'ON' : 'OFF'
  }
  return headers
}
