// GetObjectRetention (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { answerTo } from '../../unsettled.ts'
import type { ObjectLock } from '../../world.ts'
import { element, type XmlElement } from '../../xml.ts'
import { answerXml, type BucketCall, invalidRequest } from '../call.ts'
import { noLockConfiguration, refuseUnlockable, renderDuration } from '../object-lock.ts'
import { readRequestedVersion } from '../object-reads.ts'

/** Mode and date, and the event hold; 404 for a version without any of them. */
export function getObjectRetention(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'GetObjectRetention')
  refuseUnlockable(call)
  const { mode, retainUntil, eventHold } = version.lock ?? {}
  if (mode === undefined && eventHold === undefined) {
    // The code that S3 returns for buckets and, UNCONFIRMED, for versions.
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

function renderEventHold(lock: ObjectLock | undefined): XmlElement[] {
  if (lock?.eventHold === undefined) return []
  const hold = element('EventHold', lock.eventHold ? 'ON' : 'OFF')
  return lock.eventHoldDuration === undefined
    ? [hold]
    : [hold, renderDuration('EventHoldDuration', lock.eventHoldDuration)]
}
