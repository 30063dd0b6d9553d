// DeleteObject (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { type BucketCall, parseVersionId } from '../call.ts'
import { removeOne } from '../removal.ts'

/** Removes a version, or the object; in a versioned bucket a delete marker replaces it. 204 even if nothing exists. */
export function deleteObject(call: BucketCall): EmulatorResponse {
  const deletion = removeOne(call, call.key, parseVersionId(call.query), { ifMatch: call.headers['if-match'] })
  const headers: Record<string, string> = {}
  const shown = deletion.markerVersionId ?? deletion.versionId
  if (shown !== undefined) headers['x-amz-version-id'] = shown
  if (deletion.markerVersionId !== undefined) headers['x-amz-delete-marker'] = 'true'
  return { status: 204, headers }
}
