// GetBucketAcl (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { authorizeBucket } from '../access.ts'
import { renderAccessControlPolicy } from '../acl.ts'
import { answerXml, type BucketCall } from '../call.ts'

/** The owner's full control, and additional grants (API reference, "GetBucketAcl"). */
export function getBucketAcl(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketAcl')
  return answerXml(renderAccessControlPolicy(call.bucket.owner, call.bucket.grants))
}
