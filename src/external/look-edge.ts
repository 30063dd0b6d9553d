// Interprets a HeadObject response.

import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3'
import type { ObjectChecksum, ObjectLook } from '../objects/object-look.ts'
import type { EncryptionStatus } from '../words/encryption.ts'
import { showsLock } from './lock-edge.ts'
import { serverDateOf } from './watch-calls.ts'

/** The SDK's field for the value of each checksum algorithm. */
export const CHECKSUM_FIELDS = new Map([
  ['CRC32', 'ChecksumCRC32'],
  ['CRC32C', 'ChecksumCRC32C'],
  ['CRC64NVME', 'ChecksumCRC64NVME'],
  ['MD5', 'ChecksumMD5'],
  ['SHA1', 'ChecksumSHA1'],
  ['SHA256', 'ChecksumSHA256'],
  ['SHA512', 'ChecksumSHA512'],
  ['XXHASH3', 'ChecksumXXHASH3'],
  ['XXHASH64', 'ChecksumXXHASH64'],
  ['XXHASH128', 'ChecksumXXHASH128'],
] as const satisfies readonly (readonly [string, keyof HeadObjectCommandOutput])[]) as ReadonlyMap<
  string,
  `Checksum${'CRC32' | 'CRC32C' | 'CRC64NVME' | 'MD5' | 'SHA1' | 'SHA256' | 'SHA512' | 'XXHASH3' | 'XXHASH64' | 'XXHASH128'}`
>

/** Storage classes whose objects must be restored before they can be read. */
const ARCHIVE_CLASSES = new Set(['GLACIER', 'DEEP_ARCHIVE'])

/** An ETag in S3's format; some responses omit the quotes. */
export const quoteEtag = (etag: string | undefined) => `"${(etag ?? '').replaceAll('"', '')}"`

/** A version id; undefined for the null version, because not every response contains it. */
export const toVersionId = (versionId: string | undefined) => (versionId === 'null' ? undefined : versionId)

export function toObjectLook(answer: HeadObjectCommandOutput): ObjectLook {
  const storageClass = answer.StorageClass ?? 'STANDARD'
  const isAway = ARCHIVE_CLASSES.has(storageClass) || answer.ArchiveStatus !== undefined
  return {
    etag: quoteEtag(answer.ETag),
    versionId: toVersionId(answer.VersionId),
    lastModified: answer.LastModified?.getTime() ?? 0,
    size: answer.ContentLength ?? 0,
    storageClass,
    headers: readHeaders(answer),
    metadata: new Map(Object.entries(answer.Metadata ?? {})),
    hiddenMetadata: answer.MissingMeta ?? 0,
    websiteRedirect: answer.WebsiteRedirectLocation,
    tagCount: answer.TagCount,
    checksum: readChecksum(answer),
    archived: isAway && !isRestored(answer),
    restoring: isAway && (answer.Restore ?? '').includes('ongoing-request="true"'),
    lock: showsLock(answer) ? 'locked' : 'unknown',
    encryption: readEncryption(answer),
    kmsKeyArn: answer.SSEKMSKeyId,
    bucketKey: answer.BucketKeyEnabled ?? false,
  }
}

/**
 * S3 API Reference, "HeadObject": x-amz-restore is `ongoing-request="true"` while S3 restores the object, and
 * `="false"` while a restored copy exists, with the `expiry-date` of classes that need one. S3 removes the copy some
 * time after that date; once S3's own clock has passed it, the copy counts as removed.
 */
function isRestored({ Restore = '', $metadata }: HeadObjectCommandOutput): boolean {
  if (!Restore.includes('ongoing-request="false"')) return false
  const [, date] = /expiry-date="([^"]*)"/.exec(Restore) ?? []
  if (date === undefined) return true
  const now = serverDateOf({ $metadata })
  return now === undefined || Date.parse(date) > now
}

function readHeaders(answer: HeadObjectCommandOutput): ReadonlyMap<string, string> {
  const values: readonly (readonly [string, string | undefined])[] = [
    ['cache-control', answer.CacheControl],
    ['content-disposition', answer.ContentDisposition],
    ['content-encoding', answer.ContentEncoding],
    ['content-language', answer.ContentLanguage],
    ['content-type', answer.ContentType],
    ['expires', answer.ExpiresString],
  ]
  return new Map(values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))
}

function readChecksum(answer: HeadObjectCommandOutput): ObjectChecksum | undefined {
  for (const [algorithm, field] of CHECKSUM_FIELDS) {
    const value = answer[field]
    if (value !== undefined) return { algorithm, value, type: answer.ChecksumType ?? 'FULL_OBJECT' }
  }
  return undefined
}

/** S3 API Reference, "HeadObject": for an object that was never encrypted, none of these headers is returned. */
function readEncryption(answer: HeadObjectCommandOutput): EncryptionStatus {
  if (answer.SSECustomerAlgorithm !== undefined) return 'SSE-C'
  switch (answer.ServerSideEncryption) {
    case 'AES256':
      return 'SSE-S3'
    case 'aws:kms':
      return 'SSE-KMS'
    case 'aws:kms:dsse':
      return 'DSSE-KMS'
    default:
      return 'NOT-SSE'
  }
}
