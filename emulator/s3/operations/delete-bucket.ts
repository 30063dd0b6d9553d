// DeleteBucket (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { authorizeS3 } from '../access.ts'
import type { BucketCall } from '../call.ts'

/** Removes a bucket that has no objects, versions or uploads. */
export function deleteBucket(call: BucketCall): EmulatorResponse {
  const { bucket, principal, world } = call
  authorizeS3(world, principal, 'DeleteBucket', { bucket })
  if (bucket.objects.size > 0) {
    throw new ServiceError(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty', {
      BucketName: bucket.name,
    })
  }
  world.buckets.delete(bucket.name)
  return { status: 204 }
}
