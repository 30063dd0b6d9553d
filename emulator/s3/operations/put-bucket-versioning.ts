// PutBucketVersioning (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { childText, malformedXml, parseXml } from '../../xml.ts'
import { authorizeBucket } from '../access.ts'
import { type BucketCall, notImplemented } from '../call.ts'

/** Enabled or Suspended; a bucket never becomes unversioned again, and with Object Lock it remains enabled. */
export function putBucketVersioning(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'PutBucketVersioning')
  const root = parseXml(call.request.body)
  const status = childText(root, 'Status')
  if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml()
  if (childText(root, 'MfaDelete') === 'Enabled') throw notImplemented('x-amz-mfa')
  if (status === 'Suspended' && call.bucket.objectLockEnabled) {
    throw new ServiceError(
      409,
      'InvalidBucketState',
      'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
    )
  }
  call.bucket.versioning = status
  return { status: 200 }
}
