// The headers that describe an object: read from the request that writes it, rendered in responses (S3 API Reference,
// PutObject and HeadObject).

import { ServiceError } from '../http.ts'
import type { Bucket, ObjectVersion } from '../world.ts'
import { invalidArgument, versionHeader } from './call.ts'
import { renderEncryptionHeaders } from './encryption.ts'
import { renderLockHeaders } from './object-lock.ts'

type Headers = Readonly<Record<string, string>>

const SYSTEM_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
]
const DEFAULT_CONTENT_TYPE = 'binary/octet-stream'
const METADATA_PREFIX = 'x-amz-meta-'
/** Sum of the UTF-8 lengths of names and values (S3 User Guide, "Working with object metadata"). */
const METADATA_MAX_BYTES = 2048

const STORAGE_CLASSES = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
]

/** The system headers that S3 stores with an object; `aws-chunked` only concerns the transfer and is dropped. */
export function parseSystemHeaders(headers: Headers): ReadonlyMap<string, string> {
  const kept = new Map<string, string>()
  for (const name of SYSTEM_HEADERS) {
    const value = name === 'content-encoding' ? withoutAwsChunked(headers[name]) : headers[name]
    if (value !== undefined && value !== '') kept.set(name, value)
  }
  if (!kept.has('content-type')) kept.set('content-type', DEFAULT_CONTENT_TYPE)
  return kept
}

function withoutAwsChunked(encoding: string | undefined): string | undefined {
  return encoding
    ?.split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== 'aws-chunked')
    .join(',')
}

/** User metadata by name without `x-amz-meta-`; 400 MetadataTooLarge over 2 KB. */
export function parseMetadata(headers: Headers): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>()
  let bytes = 0
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith(METADATA_PREFIX)) continue
    const short = name.slice(METADATA_PREFIX.length)
    metadata.set(short, value)
    bytes += Buffer.byteLength(short) + Buffer.byteLength(value)
  }
  if (bytes <= METADATA_MAX_BYTES) return metadata
  throw new ServiceError(400, 'MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
    Size: String(bytes),
    MaxSizeAllowed: String(METADATA_MAX_BYTES),
  })
}

/** The storage class of a write; undefined if none is given. */
export function parseStorageClass(headers: Headers): string | undefined {
  const storageClass = headers['x-amz-storage-class']
  if (storageClass === undefined || STORAGE_CLASSES.includes(storageClass)) return storageClass
  throw new ServiceError(400, 'InvalidStorageClass', 'The storage class you specified is not valid', {
    StorageClassRequested: storageClass,
  })
}

/** The website redirect; must be a path or a URL. */
export function parseWebsiteRedirect(headers: Headers): string | undefined {
  const location = headers['x-amz-website-redirect-location']
  if (location === undefined || /^(\/|https?:\/\/)/.test(location)) return location
  throw invalidArgument(
    "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
    'x-amz-website-redirect-location',
    location,
  )
}

/** Every header of GET and HEAD for a version at time `now` (epoch milliseconds), except those about the range. */
export function renderObjectHeaders(
  bucket: Bucket,
  version: ObjectVersion,
  shows: { readonly checksum: boolean; readonly retention: boolean; readonly legalHold: boolean },
  now: number,
): Record<string, string> {
  return {
    'accept-ranges': 'bytes',
    'last-modified': new Date(version.lastModified).toUTCString(),
    etag: `"${version.etag}"`,
    ...Object.fromEntries(version.headers),
    ...Object.fromEntries(
      [...version.metadata].map(([name, value]) => [`${METADATA_PREFIX}${name}`, encodeHeaderValue(value)]),
    ),
    ...versionHeader(bucket, version),
    ...renderEncryptionHeaders(version.encryption),
    ...renderLockHeaders(version, shows),
    ...renderStateHeaders(version, now),
    ...(shows.checksum ? renderChecksumHeaders(version) : {}),
  }
}

/** Non-ASCII text is returned as RFC 2047 words (S3 User Guide, "Working with object metadata"). */
function encodeHeaderValue(value: string): string {
  return /^[\t\x20-\x7e]*$/.test(value) ? value : `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`
}

/** `x-amz-checksum-*` of a version or of the response to a write. */
export function renderChecksumHeaders(version: Pick<ObjectVersion, 'checksum'>): Record<string, string> {
  const { checksum } = version
  if (checksum === undefined) return {}
  return {
    [`x-amz-checksum-${checksum.algorithm.toLowerCase()}`]: checksum.value,
    'x-amz-checksum-type': checksum.type ?? 'FULL_OBJECT',
  }
}

const ARCHIVE_STATUSES: ReadonlyMap<string, string> = new Map([
  ['ARCHIVE', 'ARCHIVE_ACCESS'],
  ['DEEP_ARCHIVE', 'DEEP_ARCHIVE_ACCESS'],
])

function renderStateHeaders(version: ObjectVersion, now: number): Record<string, string> {
  const headers: Record<string, string> = {}
  // S3 omits the header for the class STANDARD.
  if (version.storageClass !== 'STANDARD') headers['x-amz-storage-class'] = version.storageClass
  const archiveStatus = ARCHIVE_STATUSES.get(version.accessTier ?? '')
  if (archiveStatus !== undefined) headers['x-amz-archive-status'] = archiveStatus
  const { restore } = version
  // After a restored copy has expired, the header is omitted (S3 API Reference, "HeadObject", x-amz-restore).
  const isThere = restore !== undefined && (restore.ongoing || (restore.expiry ?? Number.POSITIVE_INFINITY) > now)
  if (isThere) headers['x-amz-restore'] = renderRestore(restore)
  if (version.tags.size > 0) headers['x-amz-tagging-count'] = String(version.tags.size)
  if (version.websiteRedirect !== undefined) headers['x-amz-website-redirect-location'] = version.websiteRedirect
  if (version.replicationStatus !== undefined) headers['x-amz-replication-status'] = version.replicationStatus
  if (version.partCount !== undefined) headers['x-amz-mp-parts-count'] = String(version.partCount)
  return headers
}

function renderRestore(restore: NonNullable<ObjectVersion['restore']>): string {
  if (restore.ongoing) return 'ongoing-request="true"'
  const expiry = restore.expiry === undefined ? '' : `, expiry-date="${new Date(restore.expiry).toUTCString()}"`
  return `ongoing-request="false"${expiry}`
}
