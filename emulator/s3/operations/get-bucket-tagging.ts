// GetBucketTagging (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { authorizeBucket } from '../access.ts'
import { answerXml, type BucketCall } from '../call.ts'
import { renderTagging } from '../tags.ts'

/** The tags; 404 NoSuchTagSet if there are none (S3 API Reference, "GetBucketTagging", "Special errors"). */
export function getBucketTagging(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketTagging')
  const { name, tags } = call.bucket
  if (tags === undefined || tags.size === 0)
    throw new ServiceError(404, 'NoSuchTagSet', 'The TagSet does not exist', { BucketName: name })
  return answerXml(renderTagging(tags))
}
