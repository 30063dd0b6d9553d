// GetBucketPolicy (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { authorizeBucket } from '../access.ts'
import type { BucketCall } from '../call.ts'

/** The policy as JSON; 404 if there is none. */
export function getBucketPolicy(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketPolicy')
  if (call.bucket.policy === undefined) {
    throw new ServiceError(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist', {
      BucketName: call.bucket.name,
    })
  }
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(call.bucket.policy) }
}
