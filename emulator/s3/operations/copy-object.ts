// CopyObject (S3 API Reference): parses the headers; the rules are in copy.ts.

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { parseGrantHeaders } from '../acl.ts'
import { answerXml, type BucketCall, invalidArgument, versionHeader } from '../call.ts'
import { parseChecksumAlgorithm } from '../checksum.ts'
import { parseWriteConditions } from '../conditions.ts'
import { makeCopy } from '../copy.ts'
import { parseCopySource, parseSourceName } from '../copy-source.ts'
import { parseCustomerKey, parseEncryptionRequest, renderEncryptionHeaders } from '../encryption.ts'
import { parseMetadata, parseStorageClass, parseSystemHeaders, parseWebsiteRedirect } from '../object-headers.ts'
import { parseLockHeaders } from '../object-lock.ts'
import { checkKeyLength } from '../object-template.ts'
import { getBucket } from '../state.ts'
import { parseTagHeader } from '../tags.ts'

/** Copies the object in `x-amz-copy-source` to the request's key. */
export function copyObject(call: BucketCall): EmulatorResponse {
  checkKeyLength(call.key)
  const { bucket, headers, world } = call
  const conditions = parseWriteConditions(headers)
  const checksumAlgorithm = headers['x-amz-checksum-algorithm']
  const { source, version } = makeCopy(world, {
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
