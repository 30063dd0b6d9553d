// AbortMultipartUpload (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { authorizeS3 } from '../access.ts'
import type { BucketCall } from '../call.ts'
import { findUpload } from '../multipart-uploads.ts'

/** Ends an upload without creating an object, and removes its parts. */
export function abortMultipartUpload(call: BucketCall): EmulatorResponse {
  authorizeS3(call.world, call.principal, 'AbortMultipartUpload', { bucket: call.bucket, key: call.key })
  call.bucket.uploads.delete(findUpload(call).uploadId)
  return { status: 204 }
}
