// HeadBucket (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { authorizeS3 } from '../access.ts'
import type { BucketCall } from '../call.ts'

/** Whether the bucket exists and the caller may list it; returns its Region. */
export function headBucket(call: BucketCall): EmulatorResponse {
  const { bucket, principal, world } = call
  const region = { 'x-amz-bucket-region': bucket.region }
  try {
    authorizeS3(world, principal, 'ListBucket', { bucket })
  } catch (error) {
    // The Region is also returned with a refusal (S3 API Reference, HeadBucket).
    if (!(error instanceof ServiceError)) throw error
    throw new ServiceError(error.status, error.code, error.message, { ...error.extra, ...region })
  }
  return { status: 200, headers: { ...region, 'x-amz-access-point-alias': 'false' } }
}
