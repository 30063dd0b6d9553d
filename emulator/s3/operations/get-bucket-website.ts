// GetBucketWebsite (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { element } from '../../xml.ts'
import { authorizeBucket } from '../access.ts'
import { answerXml, type BucketCall } from '../call.ts'

/**
 * An index document if the world says so; otherwise 404 (API reference, "GetBucketWebsite"). No page is ever served.
 */
export function getBucketWebsite(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketWebsite')
  const { bucket } = call
  if (!bucket.website) {
    throw new ServiceError(
      404,
      'NoSuchWebsiteConfiguration',
      'The specified bucket does not have a website configuration',
      { BucketName: bucket.name },
    )
  }
  const index = element('IndexDocument', [element('Suffix', 'index.html')])
  return answerXml(element('WebsiteConfiguration', [index]))
}
