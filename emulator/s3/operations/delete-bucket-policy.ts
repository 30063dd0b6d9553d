// DeleteBucketPolicy (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { authorizeBucket } from '../access.ts'
import type { BucketCall } from '../call.ts'

/** Removes the policy. */
export function deleteBucketPolicy(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'DeleteBucketPolicy')
  call.bucket.policy = undefined
  return { status: 204 }
}
