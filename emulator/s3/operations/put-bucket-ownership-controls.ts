// PutBucketOwnershipControls (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { child, childText, malformedXml, parseXml } from '../../xml.ts'
import { authorizeBucket } from '../access.ts'
import type { BucketCall } from '../call.ts'

/** Sets who owns new objects, and whether ACLs are enabled. */
export function putBucketOwnershipControls(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'PutBucketOwnershipControls')
  const ownership = childText(child(parseXml(call.request.body), 'Rule'), 'ObjectOwnership')
  if (ownership !== 'BucketOwnerEnforced' && ownership !== 'BucketOwnerPreferred' && ownership !== 'ObjectWriter') {
    throw malformedXml()
  }
  call.bucket.ownership = ownership
  return { status: 200 }
}
