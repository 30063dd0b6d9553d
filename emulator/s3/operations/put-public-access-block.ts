// PutPublicAccessBlock (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { childText, parseXml } from '../../xml.ts'
import { authorizeBucket } from '../access.ts'
import type { BucketCall } from '../call.ts'

/** In the order of S3 (S3 API Reference, "PublicAccessBlockConfiguration"). */
export const PUBLIC_ACCESS_FLAGS = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
] as const

/** Replaces the four settings; one that is missing is off. They have no effect: nothing here is public. */
export function putPublicAccessBlock(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'PutBucketPublicAccessBlock')
  const root = parseXml(call.request.body)
  call.bucket.publicAccessBlock = new Set(PUBLIC_ACCESS_FLAGS.filter((flag) => childText(root, flag) === 'true'))
  return { status: 200 }
}
