// Removes one version or object (S3 User Guide, "Deleting object versions").

import { authorizeS3, mayS3 } from './access.ts'
import { type BucketCall, writerOf } from './call.ts'
import { checkWriteConditions, conditionContext, type WriteConditions } from './conditions.ts'
import { refuseLockedRemoval } from './object-lock.ts'
import { currentVersion, findVersion, putDeleteMarker, removeVersion } from './state.ts'

type Deletion = { readonly versionId?: string | undefined; readonly markerVersionId?: string | undefined }

/** Removes a version, or adds a delete marker; checks permission, conditions and locks. */
export function removeOne(
  call: BucketCall,
  key: string,
  versionId: string | undefined,
  conditions: WriteConditions,
): Deletion {
  const { bucket, principal, world } = call
  const action = versionId === undefined ? 'DeleteObject' : 'DeleteObjectVersion'
  authorizeS3(world, principal, action, { bucket, key }, conditionContext(conditions))
  // Comparing an ETag requires permission to read the object (S3 User Guide, "Enforce conditional deletes").
  const comparesEtag = conditions.ifMatch !== undefined && conditions.ifMatch !== '*'
  if (comparesEtag) authorizeS3(world, principal, 'GetObject', { bucket, key })
  checkWriteConditions(currentVersion(bucket, key), conditions, key)
  if (versionId === undefined && bucket.versioning !== 'Unversioned') {
    return { markerVersionId: putDeleteMarker(world, bucket, key, { writer: writerOf(call) }).versionId }
  }
  const version = findVersion(bucket, key, versionId)
  if (version === undefined) return { versionId }
  refuseLockedRemoval(version, world.clock.now(), bypassesGovernance(call, key))
  removeVersion(world, bucket, version, writerOf(call))
  return version.isDeleteMarker ? { versionId, markerVersionId: version.versionId } : { versionId }
}

function bypassesGovernance(call: BucketCall, key: string): boolean {
  if (call.headers['x-amz-bypass-governance-retention']?.toLowerCase() !== 'true') return false
  return mayS3(call.world, call.principal, 'BypassGovernanceRetention', { bucket: call.bucket, key })
}
