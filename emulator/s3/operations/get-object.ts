// GetObject (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { authorizeDecrypt } from '../access.ts'
import { refuseArchived } from '../archive.ts'
import type { BucketCall } from '../call.ts'
import { checkReadConditions, parseReadConditions } from '../conditions.ts'
import { checkCustomerKey, parseCustomerKey } from '../encryption.ts'
import { answerRange } from '../object-range.ts'
import { readRequestedVersion } from '../object-reads.ts'
import { readBody } from '../state.ts'

/** The bytes of an object, or of a range of it. */
export function getObject(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'GetObject')
  checkCustomerKey(version.encryption, parseCustomerKey(call.headers))
  authorizeDecrypt(call.world, call.principal, call.bucket, version.encryption)
  checkReadConditions(version, parseReadConditions(call.headers))
  refuseArchived(version, call.world.clock.now())
  const { status, headers, start, end } = answerRange(call, version)
  return { status, headers, body: { length: end - start, chunks: readBody(version.body, start, end) } }
}
