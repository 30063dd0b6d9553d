// Decides which objects cannot be read because they are archived (S3 User Guide, "Working with archived objects").

import { ServiceError } from '../http.ts'
import type { ObjectVersion } from '../world.ts'

const ARCHIVED_CLASSES = ['GLACIER', 'DEEP_ARCHIVE']
/** As in the inventory's column. */
const ARCHIVED_TIERS = ['ARCHIVE', 'DEEP_ARCHIVE']

/** True if a read must be refused: the object is archived, and there is no restored copy now (epoch milliseconds). */
export function isArchived(version: ObjectVersion, now: number): boolean {
  const isColdTier = version.storageClass === 'INTELLIGENT_TIERING' && ARCHIVED_TIERS.includes(version.accessTier ?? '')
  if (!isColdTier && !ARCHIVED_CLASSES.includes(version.storageClass)) return false
  const { restore } = version
  return restore === undefined || restore.ongoing || (restore.expiry !== undefined && restore.expiry <= now)
}

/** Throws 403 InvalidObjectState for an archived object. */
export function refuseArchived(version: ObjectVersion, now: number): void {
  if (!isArchived(version, now)) return
  throw new ServiceError(403, 'InvalidObjectState', "The operation is not valid for the object's storage class", {
    StorageClass: version.storageClass,
  })
}
