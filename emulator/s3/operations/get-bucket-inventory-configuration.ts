// GetBucketInventoryConfiguration (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { authorizeS3 } from '../access.ts'
import { answerXml, type BucketCall } from '../call.ts'
import { findConfiguration, renderConfiguration } from '../inventory-configurations.ts'

/** One configuration, or 404 NoSuchConfiguration. */
export function getBucketInventoryConfiguration(call: BucketCall): EmulatorResponse {
  authorizeS3(call.world, call.principal, 'GetInventoryConfiguration', { bucket: call.bucket })
  return answerXml(renderConfiguration(call.world, findConfiguration(call)))
}
