// DeletePublicAccessBlock (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { authorizeBucket } from '../access.ts'
import type { BucketCall } from '../call.ts'

/** Removes the settings. Needs s3:PutBucketPublicAccessBlock (S3 API Reference, "DeletePublicAccessBlock"). */
export function deletePublicAccessBlock(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'PutBucketPublicAccessBlock')
  call.bucket.publicAccessBlock = undefined
  return { status: 204 }
}
