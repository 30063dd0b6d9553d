// PutObjectRetention (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import type { ObjectVersion } from '../../world.ts'
import { child, childText, malformedXml, parseXml, type XmlElement } from '../../xml.ts'
import { mayS3 } from '../access.ts'
import type { BucketCall } from '../call.ts'
import { changeSetting } from '../object-changes.ts'
import { isLocked, parseEventHold, parseRetention, refuseUnlockable } from '../object-lock.ts'
import { readRequestedVersion } from '../object-reads.ts'

/**
 * Sets or extends retention; shortening governance mode needs a bypass, and compliance mode is never shortened. Also
 * sets or releases an event hold (SDK model, "ObjectLockRetention").
 */
export function putObjectRetention(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'PutObjectRetention')
  refuseUnlockable(call)
  const root = parseXml(call.request.body)
  const mode = childText(root, 'Mode')
  const hold = readEventHold(root)
  if (mode === undefined && hold === undefined) throw malformedXml()
  if (mode === undefined) return changeSetting(call, version, { lock: { ...version.lock, ...hold } })
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
  return changeSetting(call, version, { lock: { ...lock, ...wanted } })
}

function readEventHold(root: XmlElement): ReturnType<typeof parseEventHold> | undefined {
  const hold = childText(root, 'EventHold')
  if (hold === undefined) return undefined
  const duration = child(root, 'EventHoldDuration')
  return parseEventHold(hold, { days: childText(duration, 'Days'), years: childText(duration, 'Years') })
}

function mayBypass(call: BucketCall, version: ObjectVersion): boolean {
  if (version.lock?.mode === 'COMPLIANCE') return false
  if (call.headers['x-amz-bypass-governance-retention']?.toLowerCase() !== 'true') return false
  return mayS3(call.world, call.principal, 'BypassGovernanceRetention', { bucket: call.bucket, key: call.key })
}
