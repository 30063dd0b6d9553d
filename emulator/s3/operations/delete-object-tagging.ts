// DeleteObjectTagging (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import type { BucketCall } from '../call.ts'
import { changeSetting } from '../object-changes.ts'
import { readRequestedVersion } from '../object-reads.ts'

/** Removes the whole tag set. */
export function deleteObjectTagging(call: BucketCall): EmulatorResponse {
  const version = readRequestedVersion(call, 'DeleteObjectTagging')
  return { ...changeSetting(call, version, { tags: new Map() }), status: 204 }
}
