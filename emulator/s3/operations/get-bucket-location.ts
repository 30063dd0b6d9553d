// GetBucketLocation (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { authorizeS3 } from '../access.ts'
import { answerXml, type BucketCall } from '../call.ts'

/** The Region; empty for us-east-1. */
export function getBucketLocation(call: BucketCall): EmulatorResponse {
  const { bucket, principal, world } = call
  authorizeS3(world, principal, 'GetBucketLocation', { bucket })
  return answerXml(element('LocationConstraint', bucket.region === 'us-east-1' ? '' : bucket.region))
}
