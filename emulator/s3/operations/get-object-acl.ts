// GetObjectAcl (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { renderAccessControlPolicy } from '../acl.ts'
import { answerXml, type BucketCall } from '../call.ts'
import { readRequestedVersion } from '../object-reads.ts'

/** The owner's FULL_CONTROL and all other grants. */
export function getObjectAcl(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'GetObjectAcl')
  return answerXml(renderAccessControlPolicy(call.bucket.owner, version.grants))
}
