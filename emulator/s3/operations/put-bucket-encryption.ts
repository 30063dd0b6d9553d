// PutBucketEncryption (S3 User Guide, "Setting default server-side encryption behavior for Amazon S3 buckets").

import type { EmulatorResponse } from '../../http.ts'
import { child, children, childText, malformedXml, parseXml } from '../../xml.ts'
import { authorizeS3 } from '../access.ts'
import { type BucketCall, invalidArgument } from '../call.ts'
import { isAlgorithm, resolveKmsKey } from '../encryption.ts'

/** Sets the default. A rule without BlockedEncryptionTypes does not change the block on SSE-C; NONE removes it. */
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
