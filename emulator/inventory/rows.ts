// The row of a report for each object version of a bucket (S3 User Guide, "Inventory list").

import { canonicalId } from '../s3/acl.ts'
import { endOfDuration } from '../s3/object-lock.ts'
import type { Bucket, InventoryConfiguration, ObjectVersion } from '../world.ts'
import type { InventoryRow } from './columns.ts'

/** Not documented by AWS, so tests can choose. */
export type DeleteMarkerCells = {
  /** Size of a delete marker's row: undefined for an empty cell. */
  readonly size?: number | undefined
  /** Its EncryptionStatus: undefined for an empty cell. */
  readonly encryptionStatus?: string | undefined
}

export type RowOptions = {
  /** Start of the scan in epoch milliseconds: versions written later are not listed. */
  readonly at: number
  readonly deleteMarkers?: DeleteMarkerCells | undefined
}

/** The rows of a bucket under a configuration, in key order, newest version first. */
export function* listInventoryRows(
  bucket: Bucket,
  configuration: Pick<InventoryConfiguration, 'includedVersions' | 'filterPrefix'>,
  options: RowOptions,
): Generator<InventoryRow> {
  const prefix = configuration.filterPrefix ?? ''
  for (const [key, allVersions] of bucket.objects) {
    if (!key.startsWith(prefix)) continue
    const versions = allVersions.filter((version) => version.lastModified <= options.at)
    const latest = versions.at(-1)
    for (const version of versions.toReversed()) {
      const isLatest = version === latest
      // A report of current versions lists neither noncurrent versions nor delete markers.
      if (configuration.includedVersions === 'Current' && (!isLatest || version.isDeleteMarker)) continue
      yield describeVersion(bucket, version, isLatest, options)
    }
  }
}

function describeVersion(bucket: Bucket, version: ObjectVersion, isLatest: boolean, options: RowOptions): InventoryRow {
  const identity = {
    bucket: bucket.name,
    key: version.key,
    versionId: version.versionId === 'null' ? '' : version.versionId,
    isLatest,
    isDeleteMarker: version.isDeleteMarker,
    lastModified: version.lastModified,
  }
  if (version.isDeleteMarker) return { ...identity, ...options.deleteMarkers }
  const { lock } = version
  const [unit, duration] = Object.entries(lock?.eventHoldDuration ?? {})[0] ?? []
  return {
    ...identity,
    size: version.size,
    etag: version.etag,
    storageClass: version.storageClass,
    isMultipartUploaded: version.partCount !== undefined,
    replicationStatus: version.replicationStatus,
    encryptionStatus: version.encryption.status,
    lockRetainUntil: retainUntilAt(lock, options.at),
    lockMode: lock?.mode,
    legalHold: lock?.legalHold === undefined ? undefined : lock.legalHold ? 'On' : 'Off',
    eventHold: lock?.eventHold === undefined ? undefined : lock.eventHold ? 'On' : 'Off',
    eventHoldDuration: duration,
    eventHoldDurationUnit: unit === undefined ? undefined : unit === 'days' ? 'Days' : 'Years',
    accessTier: version.accessTier,
    // Rows of objects without SSE-KMS have DISABLED, too, as seen in a delivered report.
    bucketKeyStatus: version.encryption.bucketKey === true ? 'ENABLED' : 'DISABLED',
    checksumAlgorithm: version.checksum?.algorithm,
    accessControlList: encodeAccessControlList(version, canonicalId(bucket.owner)),
    owner: canonicalId(bucket.owner),
  }
}

/**
 * Under an event hold, the time that would apply if it were released on the day of the report (UNCONFIRMED, like the
 * columns).
 */
function retainUntilAt(lock: ObjectVersion['lock'], at: number): number | undefined {
  const { eventHold, eventHoldDuration, retainUntil } = lock ?? {}
  if (eventHold !== true || eventHoldDuration === undefined) return retainUntil
  return Math.max(retainUntil ?? 0, endOfDuration(eventHoldDuration, at))
}

/** The ACL cell: base64 of a JSON text (S3 User Guide, "Working with the Object ACL field"). */
function encodeAccessControlList(version: ObjectVersion, ownerId: string): string {
  const grants = [{ grantee: ownerId, permission: 'FULL_CONTROL' }, ...version.grants]
  const text = JSON.stringify({
    version: '2022-11-10',
    status: 'AVAILABLE',
    grants: grants.map(({ grantee, permission }) =>
      grantee.startsWith('http')
        ? { uri: grantee, permission, type: 'Group' }
        : { canonicalId: grantee, permission, type: 'CanonicalUser' },
    ),
  })
  return Buffer.from(text, 'utf8').toString('base64')
}
