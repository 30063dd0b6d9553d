// What can be changed of a version after it was written: tags, ACL, retention and legal hold
// (S3 API Reference, GetObjectTagging … PutObjectLegalHold).

import { type EmulatorResponse, ServiceError } from '../http.ts'
import { answerTo } from '../unsettled.ts'
import type { ObjectLock, ObjectVersion } from '../world.ts'
import { child, childText, element, malformedXml, parseXml, type XmlElement } from '../xml.ts'
import { mayS3 } from './access.ts'
import { aclNotSupported, parseAccessControlPolicy, parseGrantHeaders, renderAccessControlPolicy } from './acl.ts'
import { isLocked, parseEventHold, parseLegalHold, parseRetention, renderDuration } from './object-lock.ts'
import { readRequestedVersion } from './object-reads.ts'
import { answerXml, type BucketCall, invalidRequest, versionHeader, writerOf } from './request.ts'
import { changeVersion } from './store.ts'
import { parseTagging, renderTagging } from './tags.ts'

/** The tags of a version. */
export function getObjectTagging(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'GetObjectTagging')
  return answerXml(renderTagging(version.tags), versionHeader(call.bucket, version))
}

/** Replaces the whole tag set. */
export function putObjectTagging(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'PutObjectTagging')
  return change(call, version, { tags: parseTagging(parseXml(call.request.body)) })
}

/** Removes the whole tag set. */
export function deleteObjectTagging(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'DeleteObjectTagging')
  return { ...change(call, version, { tags: new Map() }), status: 204 }
}

/** The owner's FULL_CONTROL and every grant beside it. */
export function getObjectAcl(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'GetObjectAcl')
  return answerXml(renderAccessControlPolicy(call.bucket.owner, version.grants))
}

/** Replaces the grants, from headers or from the body. */
export function putObjectAcl(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'PutObjectAcl')
  const { bucket, request } = call
  if (request.body.length === 0) return change(call, version, { grants: parseGrantHeaders(call.headers, bucket) })
  const grants = parseAccessControlPolicy(parseXml(request.body), bucket.owner)
  if (bucket.ownership === 'BucketOwnerEnforced' && grants.length > 0) throw aclNotSupported()
  return change(call, version, { grants })
}

/** Mode and date, and the event hold, or 404 for a version that has none of them. */
export function getObjectRetention(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'GetObjectRetention')
  refuseUnlockable(call)
  const { mode, retainUntil, eventHold } = version.lock ?? {}
  if (mode === undefined && eventHold === undefined) {
    // The code that S3 tells for buckets and, UNCONFIRMED, for versions.
    const isTold = answerTo(call.world, 'no-retention') === 'not-found'
    throw isTold ? noLockConfiguration() : invalidRequest('The object has no retention')
  }
  return answerXml(
    element('Retention', [
      element('Mode', mode),
      element('RetainUntilDate', retainUntil === undefined ? undefined : new Date(retainUntil).toISOString()),
      ...renderEventHold(version.lock),
    ]),
  )
}

/**
 * Sets or lengthens retention; shortening a governance mode takes a bypass, and a compliance mode is never shortened. Sets or
 * releases an event hold, too (SDK model, "ObjectLockRetention").
 */
export function putObjectRetention(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'PutObjectRetention')
  refuseUnlockable(call)
  const root = parseXml(call.request.body)
  const mode = childText(root, 'Mode')
  const hold = readEventHold(root)
  if (mode === undefined && hold === undefined) throw malformedXml()
  if (mode === undefined) return change(call, version, { lock: { ...version.lock, ...hold } })
  const wanted = { ...parseRetention(mode, childText(root, 'RetainUntilDate'), call.world.clock.now()), ...hold }
  const { lock } = version
  const weakens =
    wanted.retainUntil < (lock?.retainUntil ?? 0) || (lock?.mode === 'COMPLIANCE' && wanted.mode !== 'COMPLIANCE')
  const now = call.world.clock.now()
  if (
    weakens &&
    isLocked({ lock: { ...lock, legalHold: false, eventHold: false } }, now) &&
    !mayBypass(call, version)
  ) {
    throw new ServiceError(403, 'AccessDenied', 'Access Denied because object protected by object lock.')
  }
  return change(call, version, { lock: { ...lock, ...wanted } })
}

function readEventHold(root: XmlElement): ReturnType<typeof parseEventHold> | undefined {
  const hold = childText(root, 'EventHold')
  if (hold === undefined) return undefined
  const duration = child(root, 'EventHoldDuration')
  return parseEventHold(hold, { days: childText(duration, 'Days'), years: childText(duration, 'Years') })
}

function renderEventHold(lock: ObjectLock | undefined): XmlElement[] {
  if (lock?.eventHold === undefined) return []
  const hold = element('EventHold', lock.eventHold ? 'ON' : 'OFF')
  return lock.eventHoldDuration === undefined
    ? [hold]
    : [hold, renderDuration('EventHoldDuration', lock.eventHoldDuration)]
}

function mayBypass(call: BucketCall, version: ObjectVersion): boolean {
  if (version.lock?.mode === 'COMPLIANCE') return false
  if (call.headers['x-amz-bypass-governance-retention']?.toLowerCase() !== 'true') return false
  return mayS3(call.world, call.principal, 'BypassGovernanceRetention', { bucket: call.bucket, key: call.key })
}

/** ON or OFF, or 404 for a version that never had one. */
export function getObjectLegalHold(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'GetObjectLegalHold')
  refuseUnlockable(call)
  const hold = version.lock?.legalHold
  if (hold === undefined) throw noLockConfiguration()
  return answerXml(element('LegalHold', [element('Status', hold ? 'ON' : 'OFF')]))
}

/** Sets or lifts the hold. */
export function putObjectLegalHold(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'PutObjectLegalHold')
  refuseUnlockable(call)
  const legalHold = parseLegalHold(childText(parseXml(call.request.body), 'Status') ?? '')
  return change(call, version, { lock: { ...version.lock, legalHold } })
}

function change(call: BucketCall, version: ObjectVersion, changes: Partial<ObjectVersion>): EmulatorResponse {
  changeVersion(call.world, call.bucket, version, changes, writerOf(call))
  return { status: 200, headers: versionHeader(call.bucket, version) }
}

function refuseUnlockable(call: BucketCall): void {
  if (!call.bucket.objectLockEnabled) throw invalidRequest('Bucket is missing Object Lock Configuration')
}

function noLockConfiguration(): ServiceError {
  return new ServiceError(
    404,
    'NoSuchObjectLockConfiguration',
    'The specified object does not have a ObjectLock configuration',
  )
}
