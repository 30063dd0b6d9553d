// PutObject (S3 API Reference).

import { type EmulatorResponse, ServiceError } from '../http.ts'
import type { Encryption, ObjectVersion } from '../world.ts'
import { parseGrantHeaders } from './acl.ts'
import { bytesBody } from './body.ts'
import { parseChecksumAlgorithm, verifyChecksum, verifyContentMd5 } from './checksum.ts'
import { checkWriteConditions, parseWriteConditions, type WriteConditions } from './conditions.ts'
import {
  chooseEncryption,
  parseCustomerKey,
  parseEncryptionRequest,
  refuseBlockedSseC,
  renderEncryptionHeaders,
} from './encryption.ts'
import {
  parseMetadata,
  parseStorageClass,
  parseSystemHeaders,
  parseWebsiteRedirect,
  renderChecksumHeaders,
} from './object-headers.ts'
import { parseLockHeaders } from './object-lock.ts'
import { type BucketCall, versionHeader, writerOf } from './request.ts'
import { currentVersion } from './store.ts'
import { parseTagHeader } from './tags.ts'
import { authorizeWrite, putSinglePart } from './write.ts'

/** What PutObject and CreateMultipartUpload both fix for the object to come. */
export type ObjectTemplate = Pick<
  ObjectVersion,
  | 'key'
  | 'encryption'
  | 'storageClass'
  | 'headers'
  | 'metadata'
  | 'tags'
  | 'grants'
  | 'lock'
  | 'websiteRedirect'
  | 'writer'
>

/** Writes the body as a new version. */
export function putObject(call: BucketCall): EmulatorResponse {
  checkKeyLength(call.key)
  const { bucket, headers, request } = call
  const conditions = parseWriteConditions(headers)
  const template = readObjectTemplate(call, conditions)
  verifyContentMd5(headers, request.body)
  const asked = headers['x-amz-sdk-checksum-algorithm']
  const body = bytesBody(request.body)
  const checksum = verifyChecksum(headers, body, asked === undefined ? undefined : parseChecksumAlgorithm(asked))
  checkWriteConditions(currentVersion(bucket, call.key), conditions, call.key)
  const version = putSinglePart(call.world, bucket, { ...template, body, size: request.body.length, checksum })
  return { status: 200, headers: renderWriteHeaders(call, version) }
}

/** What the answer to a write tells of the new version. */
export function renderWriteHeaders(call: BucketCall, version: ObjectVersion): Record<string, string> {
  return {
    etag: `"${version.etag}"`,
    ...versionHeader(call.bucket, version),
    ...renderEncryptionHeaders(version.encryption),
    ...renderChecksumHeaders(version),
  }
}

/** Reads everything a write says about the object except its bytes, and asks for every permission that takes. */
export function readObjectTemplate(call: BucketCall, conditions: WriteConditions = {}): ObjectTemplate {
  const { bucket, headers, key, principal, world } = call
  const askedEncryption = parseEncryptionRequest(headers)
  const askedStorageClass = parseStorageClass(headers)
  const encryption = readEncryption(call)
  const tags = parseTagHeader(headers['x-amz-tagging'])
  const grants = parseGrantHeaders(headers, bucket)
  const lock = parseLockHeaders(headers, bucket, world.clock.now())
  authorizeWrite(world, principal, bucket, key, {
    encryption,
    askedEncryption,
    askedStorageClass,
    hasTags: tags.size > 0,
    hasAcl: headers['x-amz-acl'] !== undefined || grants.length > 0,
    acl: headers['x-amz-acl'],
    lock,
    ...conditions,
  })
  return {
    key,
    encryption,
    storageClass: askedStorageClass ?? 'STANDARD',
    headers: parseSystemHeaders(headers),
    metadata: parseMetadata(headers),
    tags,
    grants,
    lock,
    websiteRedirect: parseWebsiteRedirect(headers),
    writer: writerOf(call),
  }
}

function readEncryption(call: BucketCall): Encryption {
  const customerKeyMd5 = parseCustomerKey(call.headers)
  if (customerKeyMd5 !== undefined) {
    refuseBlockedSseC(call.bucket)
    return { status: 'SSE-C', customerKeyMd5 }
  }
  return chooseEncryption(call.world, call.bucket, parseEncryptionRequest(call.headers), call.principal)
}

/** 400 KeyTooLongError over 1,024 bytes of UTF-8 (S3 User Guide, "Naming Amazon S3 objects"). */
export function checkKeyLength(key: string): void {
  const bytes = Buffer.byteLength(key)
  if (bytes <= 1024) return
  throw new ServiceError(400, 'KeyTooLongError', 'Your key is too long', {
    Size: String(bytes),
    MaxSizeAllowed: '1024',
  })
}
