// Knows AWS KMS as far as a key is asked about: DescribeKey, in JSON 1.1 (KMS API Reference, "DescribeKey"; KMS Developer
// Guide, "Key states of AWS KMS keys").

import { type Context, type EmulatorRequest, type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import { authorize } from '../iam/evaluate.ts'
import { keyPolicyOf } from '../s3/access.ts'
import { resolveKmsKey } from '../s3/encryption.ts'
import type { KmsKey } from './key.ts'

const TARGET = 'TrentService.'
const JSON_HEADERS = { 'content-type': 'application/x-amz-json-1.1' }

/** Requests to KMS name service and operation in a header, whatever their path. */
export const isKmsRequest = ({ method, headers }: EmulatorRequest): boolean =>
  method === 'POST' && headers['x-amz-target']?.startsWith(TARGET) === true

export const kms: Handler = (request, context) => {
  const name = request.headers['x-amz-target']?.slice(TARGET.length) ?? ''
  if (name !== 'DescribeKey') {
    throw new ServiceError(501, 'NotImplemented', `The emulated KMS does not have the operation ${name}`)
  }
  context.operation(name)
  return describeKey(request, context)
}

/** JSON 1.1 tells the error in `__type`; KMS refuses with 400, whatever is wrong with a request. */
export function renderKmsError({ status, code, message }: ServiceError): EmulatorResponse {
  const type = code === 'AccessDenied' ? 'AccessDeniedException' : code
  const body = JSON.stringify({ __type: type, message })
  return { status: status === 403 ? 400 : status, headers: JSON_HEADERS, body }
}

/** A key is only found in its own Region, and only by who may ask for it: AWS does not tell others whether it exists. */
function describeKey(request: EmulatorRequest, { world, principal, signedRegion }: Context): EmulatorResponse {
  const { KeyId } = JSON.parse(new TextDecoder().decode(request.body)) as { readonly KeyId?: unknown }
  if (typeof KeyId !== 'string' || KeyId === '') throw new ServiceError(400, 'ValidationException', 'KeyId is missing')
  const region = signedRegion ?? world.region
  const arn = resolveKmsKey(world, region, principal?.account ?? world.account, KeyId)
  const [, , , keyRegion, account = ''] = arn.split(':')
  const context = { 'aws:requestedregion': region }
  const key = world.kmsKeys.get(arn)
  const decidedBy = key === undefined ? { resourceOwner: account } : keyPolicyOf(key)
  authorize(world, principal, { action: 'kms:DescribeKey', resource: arn, context }, decidedBy)
  if (key === undefined || keyRegion !== region) {
    throw new ServiceError(400, 'NotFoundException', `Key '${arn}' does not exist`)
  }
  return { status: 200, headers: JSON_HEADERS, body: JSON.stringify({ KeyMetadata: renderKey(key) }) }
}

const renderKey = ({ arn, account, manager, state, usage, spec }: KmsKey) => ({
  AWSAccountId: account,
  KeyId: arn.split(':key/')[1],
  Arn: arn,
  Enabled: state === 'Enabled',
  KeyState: state,
  KeyUsage: usage,
  KeySpec: spec,
  CustomerMasterKeySpec: spec,
  KeyManager: manager,
  Origin: 'AWS_KMS',
  MultiRegion: false,
})
