// DeleteBucketTagging (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { authorizeBucket } from '../access.ts'
import type { BucketCall } from '../call.ts'

/** Removes all tags. Needs s3:PutBucketTagging (S3 API Reference, "DeleteBucketTagging"). */
export function deleteBucketTagging(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'PutBucketTagging')
  call.bucket.tags = undefined
  return { status: 204 }
}
