// PutObjectLegalHold (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { childText, parseXml } from '../../xml.ts'
import type { BucketCall } from '../call.ts'
import { changeSetting } from '../object-changes.ts'
import { parseLegalHold, refuseUnlockable } from '../object-lock.ts'
import { readRequestedVersion } from '../object-reads.ts'

/** Sets or removes the hold. */
export function putObjectLegalHold(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'PutObjectLegalHold')
  refuseUnlockable(call)
  const legalHold = parseLegalHold(childText(parseXml(call.request.body), 'Status') ?? '')
  return changeSetting(call, version, { lock: { ...version.lock, legalHold } })
}
