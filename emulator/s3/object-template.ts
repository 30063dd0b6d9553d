// Everything in a write about an object except its bytes, and the permissions it needs (S3 API Reference, PutObject and
// CreateMultipartUpload).

import { ServiceError } from '../http.ts'
import type { Encryption, ObjectVersion } from '../world.ts'
import { parseGrantHeaders } from './acl.ts'
import { type BucketCall, writerOf } from './call.ts'
import type { WriteConditions } from './conditions.ts'
import { chooseEncryption, parseCustomerKey, parseEncryptionRequest, refuseBlockedSseC } from './encryption.ts'
import { parseMetadata, parseStorageClass, parseSystemHeaders, parseWebsiteRedirect } from './object-headers.ts'
import { parseLockHeaders } from './object-lock.ts'
import { parseTagHeader } from './tags.ts'
import { authorizeWrite } from './write.ts'

/** What PutObject and CreateMultipartUpload both set for the new object. */
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

/** Reads everything in a write about the object except its bytes, and checks all permissions it needs. */
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
