// Finds the key of a request, and checks that the caller may use it (KMS API Reference, "DescribeKey").

import { ServiceError } from '../http.ts'
import { authorize } from '../iam/evaluate.ts'
import { keyPolicyOf } from '../s3/access.ts'
import { resolveKmsKey } from '../s3/encryption.ts'
import type { KmsCall } from './call.ts'
import type { KmsKey } from './key.ts'

/**
 * A key is only found in its own Region, and only by callers with permission: AWS does not tell others whether it
 * exists.
 */
export function findKey({ body, world, principal, signedRegion }: KmsCall, action: string): KmsKey {
  const { KeyId } = body
  if (typeof KeyId !== 'string' || KeyId === '') throw new ServiceError(400, 'ValidationException', 'KeyId is missing')
  const region = signedRegion ?? world.region
  const arn = resolveKmsKey(world, region, principal?.account ?? world.account, KeyId)
  const [, , , keyRegion, account = ''] = arn.split(':')
  const context = { 'aws:requestedregion': region }
  const key = world.kmsKeys.get(arn)
  const decidedBy = key === undefined ? { resourceOwner: account } : keyPolicyOf(key)
  authorize(world, principal, { action: `kms:${action}`, resource: arn, context }, decidedBy)
  if (key === undefined || keyRegion !== region) {
    throw new ServiceError(400, 'NotFoundException', `Key '${arn}' does not exist`)
  }
  return key
}
