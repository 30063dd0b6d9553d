// PutPublicAccessBlock (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { childText, parseXml } from '../../xml.ts'
import { authorizeBucket } from '../access.ts'
import type { BucketCall } from '../call.ts'
import { PUBLIC_ACCESS_FLAGS } from '../public-access.ts'

/** Replaces the four settings; one that is missing is off. They have no effect: nothing here is public. */
export function putPublicAccessBlock(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'PutBucketPublicAccessBlock')
  const root = parseXml(call.request.body)
  call.bucket.publicAccessBlock = new Set(PUBLIC_ACCESS_FLAGS.filter((flag) => childText(root, flag) === 'true'))
  return { status: 200 }
}
