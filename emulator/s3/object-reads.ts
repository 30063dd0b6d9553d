// Finds the version of a read: permission, delete markers, missing keys, customer keys, and who may see the lock.

import { ServiceError } from '../http.ts'
import type { ObjectVersion } from '../world.ts'
import { authorizeS3, mayS3, missingKeyError } from './access.ts'
import { type BucketCall, noSuchKey, parseVersionId } from './call.ts'
import { findVersion } from './state.ts'

/** The version of a GET or HEAD for `action` (GetObject, GetObjectTagging, …), after checking the permission. */
export function readRequestedVersion(call: BucketCall, action: string): ObjectVersion {
  const versionId = parseVersionId(call.query)
  return readVersion(call, versionedAction(action, versionId), versionId)
}

/**
 * With a version id, GetObject becomes GetObjectVersion, PutObjectTagging becomes PutObjectVersionTagging. Retention
 * and legal holds have no such form (Service Authorization Reference, S3).
 */
export function versionedAction(action: string, versionId: string | undefined): string {
  const isOfAnyVersion = action.endsWith('Retention') || action.endsWith('LegalHold')
  return versionId === undefined || isOfAnyVersion ? action : action.replace('Object', 'ObjectVersion')
}

/** The given or current version of the request's key. Throws 403, 404 or, for a given delete marker, 405. */
export function readVersion(call: BucketCall, action: string, versionId: string | undefined): ObjectVersion {
  const { world, principal, bucket, key } = call
  authorizeS3(world, principal, action, { bucket, key }, versionId === undefined ? {} : { 's3:versionid': versionId })
  const version = findVersion(bucket, key, versionId)
  if (version === undefined) throw missingKeyError(world, principal, bucket, noSuchKey(key, versionId))
  if (!version.isDeleteMarker) return version
  const marker = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId }
  if (versionId !== undefined) {
    throw new ServiceError(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      ...marker,
      allow: 'DELETE',
      'last-modified': new Date(version.lastModified).toUTCString(),
      Method: call.request.method,
      ResourceType: 'DeleteMarker',
    })
  }
  const missing = noSuchKey(key)
  throw missingKeyError(
    world,
    principal,
    bucket,
    new ServiceError(missing.status, missing.code, missing.message, { ...missing.extra, ...marker }),
  )
}

/** The parts of a version's lock that the caller may see; checks permissions only for parts that exist. */
export function visibleLock(call: BucketCall, version: ObjectVersion): { retention: boolean; legalHold: boolean } {
  const may = (action: string): boolean =>
    mayS3(call.world, call.principal, action, { bucket: call.bucket, key: call.key })
  return {
    retention: (version.lock?.mode !== undefined || version.lock?.eventHold !== undefined) && may('GetObjectRetention'),
    legalHold: version.lock?.legalHold !== undefined && may('GetObjectLegalHold'),
  }
}
