// Parses the source of a copy (S3 API Reference, CopyObject and UploadPartCopy).

import { ServiceError } from '../http.ts'
import { type BucketCall, invalidArgument } from './call.ts'
import { parseReadConditions } from './conditions.ts'
import type { CopySource } from './copy.ts'
import { parseCustomerKey } from './encryption.ts'
import { getBucket } from './state.ts'

/** All parameters of a request for the source of a copy, for CopyObject and UploadPartCopy. */
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
export function parseSourceName(headers: Readonly<Record<string, string>>): {
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
