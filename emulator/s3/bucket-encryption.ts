// GetBucketEncryption, PutBucketEncryption and DeleteBucketEncryption
// (S3 User Guide, "Setting default server-side encryption behavior for Amazon S3 buckets").

import { type EmulatorResponse, ServiceError } from '../http.ts'
import { answerTo } from '../unsettled.ts'
import { child, children, childText, element, malformedXml, parseXml } from '../xml.ts'
import { authorizeS3 } from './access.ts'
import { isAlgorithm, resolveKmsKey } from './encryption.ts'
import { answerXml, type BucketCall, invalidArgument } from './request.ts'

/** Every bucket has a default since January 2023; an untouched one says AES256. */
export function getBucketEncryption(call: BucketCall): EmulatorResponse {
  authorizeS3(call.world, call.principal, 'GetEncryptionConfiguration', { bucket: call.bucket })
  const { blockSseC, defaultEncryption } = call.bucket
  // S3 API Reference, "GetBucketEncryption". That S3 still answers so for any bucket is UNCONFIRMED.
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

/** Sets the default. A rule without BlockedEncryptionTypes leaves the block on SSE-C as it is; NONE lifts it. */
export function putBucketEncryption(call: BucketCall): EmulatorResponse {
  const { bucket, principal, world } = call
  authorizeS3(world, principal, 'PutEncryptionConfiguration', { bucket })
  const rules = children(parseXml(call.request.body), 'Rule')
  const rule = rules[0]
  if (rule === undefined || rules.length > 1) throw malformedXml()
  const preset = child(rule, 'ApplyServerSideEncryptionByDefault')
  const algorithm = childText(preset, 'SSEAlgorithm') ?? 'AES256'
  const named = childText(preset, 'KMSMasterKeyID')
  if (!isAlgorithm(algorithm)) throw malformedXml()
  if (algorithm === 'AES256' && named !== undefined) {
    throw invalidArgument(
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      'SSEAlgorithm',
      algorithm,
    )
  }
  const key = named === undefined ? {} : { kmsKeyArn: resolveKmsKey(world, bucket.region, bucket.owner, named) }
  bucket.defaultEncryption = {
    algorithm,
    ...key,
    bucketKey: childText(rule, 'BucketKeyEnabled') === 'true',
    explicit: true,
  }
  const blocked = child(rule, 'BlockedEncryptionTypes')
  if (blocked !== undefined) {
    bucket.blockSseC = children(blocked, 'EncryptionType').some((type) => type.text === 'SSE-C')
  }
  return { status: 200 }
}

/** Back to AES256. */
export function deleteBucketEncryption(call: BucketCall): EmulatorResponse {
  authorizeS3(call.world, call.principal, 'PutEncryptionConfiguration', { bucket: call.bucket })
  call.bucket.defaultEncryption = { algorithm: 'AES256', bucketKey: false }
  return { status: 204 }
}
