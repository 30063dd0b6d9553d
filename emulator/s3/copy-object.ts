// CopyObject (S3 API Reference): reads the headers; the rules are in copy.ts.

import { type EmulatorResponse, ServiceError } from '../http.ts'
import { element } from '../xml.ts'
import { parseGrantHeaders } from './acl.ts'
import { parseChecksumAlgorithm } from './checksum.ts'
import { parseReadConditions, parseWriteConditions } from './conditions.ts'
import { type CopySource, copyObject } from './copy.ts'
import { parseCustomerKey, parseEncryptionRequest, renderEncryptionHeaders } from './encryption.ts'
import { parseMetadata, parseStorageClass, parseSystemHeaders, parseWebsiteRedirect } from './object-headers.ts'
import { parseLockHeaders } from './object-lock.ts'
import { checkKeyLength } from './put-object.ts'
import { answerXml, type BucketCall, invalidArgument, versionHeader } from './request.ts'
import { getBucket } from './store.ts'
import { parseTagHeader } from './tags.ts'

/** Copies the object the header `x-amz-copy-source` names to the request's key. */
export function handleCopyObject(call: BucketCall): EmulatorResponse {
  checkKeyLength(call.key)
  const { bucket, headers, world } = call
  const conditions = parseWriteConditions(headers)
  const checksumAlgorithm = headers['x-amz-checksum-algorithm']
  const { source, version } = copyObject(world, {
    ...parseCopySource(call),
    destinationBucket: bucket.name,
    destinationKey: call.key,
    storageClass: parseStorageClass(headers),
    metadataDirective: parseDirective(headers, 'x-amz-metadata-directive'),
    newHeaders: parseSystemHeaders(headers),
    newMetadata: parseMetadata(headers),
    taggingDirective: parseDirective(headers, 'x-amz-tagging-directive'),
    newTags: parseTagHeader(headers['x-amz-tagging']),
    annotationDirective: parseAnnotationDirective(call),
    encryption: parseEncryptionRequest(headers),
    customerKeyMd5: parseCustomerKey(headers),
    destinationIfMatch: conditions.ifMatch,
    destinationIfNoneMatch: conditions.ifNoneMatch,
    websiteRedirect: parseWebsiteRedirect(headers),
    acl: headers['x-amz-acl'],
    grants: parseGrantHeaders(headers, bucket),
    lock: parseLockHeaders(headers, bucket, world.clock.now()),
    checksumAlgorithm: checksumAlgorithm === undefined ? undefined : parseChecksumAlgorithm(checksumAlgorithm),
  })
  const { checksum } = version
  const result = element('CopyObjectResult', [
    element('LastModified', new Date(version.lastModified).toISOString()),
    element('ETag', `"${version.etag}"`),
    checksum === undefined ? undefined : element(`Checksum${checksum.algorithm}`, checksum.value),
    element('ChecksumType', checksum?.type),
  ])
  const hasVersions = getBucket(world, parseSourceName(headers).bucket).versioning !== 'Unversioned'
  return answerXml(result, {
    ...versionHeader(bucket, version),
    ...(hasVersions ? { 'x-amz-copy-source-version-id': source.versionId } : {}),
    ...renderEncryptionHeaders(version.encryption),
  })
}

/** Everything a request says about the source of a copy, for CopyObject and UploadPartCopy. */
export function parseCopySource(call: BucketCall): CopySource {
  const { headers } = call
  const name = parseSourceName(headers)
  const expectedOwner = headers['x-amz-source-expected-bucket-owner']
  if (expectedOwner !== undefined && expectedOwner !== getBucket(call.world, name.bucket).owner) {
    throw new ServiceError(403, 'AccessDenied', 'Access Denied')
  }
  const conditions = parseReadConditions(headers, 'x-amz-copy-source-')
  return {
    sourceBucket: name.bucket,
    sourceKey: name.key,
    sourceVersionId: name.versionId,
    principal: call.principal,
    sourceCustomerKeyMd5: parseCustomerKey(headers, true),
    sourceIfMatch: conditions.ifMatch,
    sourceIfNoneMatch: conditions.ifNoneMatch,
    ifModifiedSince: conditions.ifModifiedSince,
    ifUnmodifiedSince: conditions.ifUnmodifiedSince,
  }
}

/** `bucket/key?versionId=id`, URL-encoded, with or without a leading slash. */
function parseSourceName(headers: Readonly<Record<string, string>>): {
  bucket: string
  key: string
  versionId?: string
} {
  const source = headers['x-amz-copy-source'] ?? ''
  const [, path, versionId] = /^\/?(.*?)(?:\?versionId=([^?]*))?$/s.exec(source) ?? []
  const decoded = decodeSource(path ?? '')
  const slash = decoded.indexOf('/')
  if (slash < 1 || slash === decoded.length - 1) {
    throw invalidArgument('Invalid copy source object key', 'x-amz-copy-source', source)
  }
  const name = { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1) }
  return versionId === undefined ? name : { ...name, versionId }
}

function decodeSource(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw invalidArgument('Invalid copy source encoding.', 'x-amz-copy-source', path)
  }
}

/** A header, or a query parameter of the same name (S3 API Reference, "CopyObject"). */
function parseAnnotationDirective({ headers, query }: BucketCall): 'COPY' | 'EXCLUDE' | undefined {
  const name = 'x-amz-object-annotation-directive'
  const value = headers[name] ?? query.get(name) ?? undefined
  if (value === undefined || value === 'COPY' || value === 'EXCLUDE') return value
  throw invalidArgument('Unknown annotation directive.', name, value)
}

function parseDirective(headers: Readonly<Record<string, string>>, name: string): 'COPY' | 'REPLACE' | undefined {
  const value = headers[name]
  if (value === undefined || value === 'COPY' || value === 'REPLACE') return value
  throw invalidArgument(
    `Unknown ${name === 'x-amz-metadata-directive' ? 'metadata' : 'tagging'} directive.`,
    name,
    value,
  )
}
