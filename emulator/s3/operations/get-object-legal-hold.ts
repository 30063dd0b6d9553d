// GetObjectLegalHold (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { answerXml, type BucketCall } from '../call.ts'
import { noLockConfiguration, refuseUnlockable } from '../object-lock.ts'
import { readRequestedVersion } from '../object-reads.ts'

/** ON or OFF, or 404 for a version that never had one. */
export function getObjectLegalHold(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'GetObjectLegalHold')
  refuseUnlockable(call)
  const hold = version.lock?.legalHold
  if (hold === undefined) throw noLockConfiguration()
  return answerXml(element('LegalHold', [element('Status', hold ? 'ON' : 'OFF')]))
}
