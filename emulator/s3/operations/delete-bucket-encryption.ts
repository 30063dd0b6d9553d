// DeleteBucketEncryption (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { authorizeS3 } from '../access.ts'
import type { BucketCall } from '../call.ts'

/** Resets the default to AES256. */
export function deleteBucketEncryption(call: BucketCall): EmulatorResponse {
  authorizeS3(call.world, call.principal, 'PutEncryptionConfiguration', { bucket: call.bucket })
  call.bucket.defaultEncryption = { algorithm: 'AES256', bucketKey: false }
  return { status: 204 }
}
