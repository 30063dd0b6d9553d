// GetBucketEncryption (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { answerTo } from '../../unsettled.ts'
import { element } from '../../xml.ts'
import { authorizeS3 } from '../access.ts'
import { answerXml, type BucketCall } from '../call.ts'

/** Every bucket has a default since January 2023; if it was never set, it is AES256. */
export function getBucketEncryption(call: BucketCall): EmulatorResponse {
  authorizeS3(call.world, call.principal, 'GetEncryptionConfiguration', { bucket: call.bucket })
  const { blockSseC, defaultEncryption } = call.bucket
  // S3 API Reference, "GetBucketEncryption". That S3 still responds like this for any bucket is UNCONFIRMED.
  const isUntold = answerTo(call.world, 'untouched-default') === 'not-found'
  if (isUntold && defaultEncryption.explicit !== true) {
    throw new ServiceError(
      404,
      'ServerSideEncryptionConfigurationNotFoundError',
      'The server side encryption configuration was not found',
      { BucketName: call.bucket.name },
    )
  }
  const rule = element('Rule', [
    element('ApplyServerSideEncryptionByDefault', [
      element('SSEAlgorithm', defaultEncryption.algorithm),
      element('KMSMasterKeyID', defaultEncryption.kmsKeyArn),
    ]),
    element('BucketKeyEnabled', defaultEncryption.bucketKey),
    blockSseC ? element('BlockedEncryptionTypes', [element('EncryptionType', 'SSE-C')]) : undefined,
  ])
  return answerXml(element('ServerSideEncryptionConfiguration', [rule]))
}
