// HeadObject (S3 API Reference): the checks and headers of GetObject, without the bytes.

import type { EmulatorResponse } from '../../http.ts'
import { answerTo } from '../../unsettled.ts'
import type { ObjectVersion } from '../../world.ts'
import { authorizeDecrypt, authorizeEncrypt } from '../access.ts'
import { type BucketCall, invalidArgument } from '../call.ts'
import { checkReadConditions, parseReadConditions } from '../conditions.ts'
import { checkCustomerKey, parseCustomerKey } from '../encryption.ts'
import { answerRange, wantsChecksum } from '../object-range.ts'
import { readRequestedVersion } from '../object-reads.ts'

/** Only the headers. Works for archived objects, too, and only the checksum of a KMS object needs its key. */
export function headObject(call: BucketCall): EmulatorResponse {
  refuseSseHeaders(call)
  const version = readRequestedVersion(call, 'GetObject')
  checkCustomerKey(version.encryption, parseCustomerKey(call.headers))
  if (wantsChecksum(call)) authorizeChecksum(call, version)
  checkReadConditions(version, parseReadConditions(call.headers))
  const { status, headers, start, end } = answerRange(call, version)
  return { status, headers: { ...nameKey(call, headers), 'content-length': String(end - start) } }
}

const KEY_HEADER = 'x-amz-server-side-encryption-aws-kms-key-id'

/** The full ARN of the key, or only its id: UNCONFIRMED that it is always the ARN. */
function nameKey({ world }: BucketCall, headers: Record<string, string>): Record<string, string> {
  const arn = headers[KEY_HEADER]
  if (arn === undefined || answerTo(world, 'head-key') === 'arn') return headers
  return { ...headers, [KEY_HEADER]: arn.replace(/^.*:key\//, '') }
}

/**
 * S3 API Reference, HeadObject: for an object under a key that was stored with a checksum, the checksum needs both
 * permissions.
 */
function authorizeChecksum({ world, principal, bucket }: BucketCall, { encryption, checksum }: ObjectVersion): void {
  authorizeDecrypt(world, principal, bucket, encryption)
  if (checksum !== undefined) authorizeEncrypt(world, principal, bucket, encryption)
}

/** Headers that request encryption are only valid for writes: 400 (S3 API Reference, HeadObject). */
function refuseSseHeaders(call: BucketCall): void {
  const value = call.headers['x-amz-server-side-encryption']
  if (value === undefined) return
  throw invalidArgument(
    'x-amz-server-side-encryption header is not supported for this operation.',
    'x-amz-server-side-encryption',
    value,
  )
}
