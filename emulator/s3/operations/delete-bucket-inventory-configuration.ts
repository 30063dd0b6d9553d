// DeleteBucketInventoryConfiguration (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { authorizeS3 } from '../access.ts'
import type { BucketCall } from '../call.ts'
import { findConfiguration } from '../inventory-configurations.ts'

/** Removes one configuration, or 404. */
export function deleteBucketInventoryConfiguration(call: BucketCall): EmulatorResponse {
  authorizeS3(call.world, call.principal, 'PutInventoryConfiguration', { bucket: call.bucket })
  call.bucket.inventory.delete(findConfiguration(call).id)
  return { status: 204 }
}
