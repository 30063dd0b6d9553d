// GetPublicAccessBlock (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { element } from '../../xml.ts'
import { authorizeBucket } from '../access.ts'
import { answerXml, type BucketCall } from '../call.ts'
import { PUBLIC_ACCESS_FLAGS } from '../public-access.ts'

/** The four settings; 404 if they were removed. Needs s3:GetBucketPublicAccessBlock. */
export function getPublicAccessBlock(call: BucketCall): EmulatorResponse {
  authorizeBucket(call, 'GetBucketPublicAccessBlock')
  const { name, publicAccessBlock } = call.bucket
  if (publicAccessBlock === undefined) {
    throw new ServiceError(
      404,
      'NoSuchPublicAccessBlockConfiguration',
      'The public access block configuration was not found',
      { BucketName: name },
    )
  }
  const flags = PUBLIC_ACCESS_FLAGS.map((flag) => element(flag, publicAccessBlock.has(flag)))
  return answerXml(element('PublicAccessBlockConfiguration', flags))
}
