// PutBucketTagging (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { parseXml } from '../../xml.ts'
import { authorizeBucket } from '../access.ts'
import type { BucketCall } from '../call.ts'
import { MAX_BUCKET_TAGS, parseTagging } from '../tags.ts'

/** Replaces all tags of the bucket. */
export function putBucketTagging(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'PutBucketTagging')
  call.bucket.tags = parseTagging(parseXml(call.request.body), MAX_BUCKET_TAGS)
  return { status: 204 }
}
