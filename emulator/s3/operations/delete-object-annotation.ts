// DeleteObjectAnnotation (S3 API Reference).

import type { EmulatorResponse } from '../../http.ts'
import { readName, refuseChangedObject, refuseWhereAbsent } from '../annotations.ts'
import { type BucketCall, writerOf } from '../call.ts'
import { readRequestedVersion } from '../object-reads.ts'
import { changeVersion } from '../state.ts'

/** Removes an annotation permanently: annotations have no versions. */
export function deleteObjectAnnotation(call: BucketCall): EmulatorResponse {
  refuseWhereAbsent(call)
  const version = readRequestedVersion(call, 'DeleteObjectAnnotation')
  refuseChangedObject(call, version)
  const annotations = new Map(version.annotations)
  annotations.delete(readName(call))
  const left = annotations.size === 0 ? undefined : annotations
  changeVersion(call.world, call.bucket, version, { annotations: left }, writerOf(call))
  return { status: 204, headers: { 'x-amz-object-version-id': version.versionId } }
}
