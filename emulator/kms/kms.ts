// Knows AWS KMS as far as a key is asked about: DescribeKey and GetKeyPolicy, in JSON 1.1 (KMS API Reference, "DescribeKey",
// "GetKeyPolicy"; KMS Developer Guide, "Key states of AWS KMS keys").

import { type Context, type EmulatorRequest, type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import { authorize } from '../iam/evaluate.ts'
import type { IamPolicy } from '../iam/types.ts'
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
  if (name !== 'DescribeKey' && name !== 'GetKeyPolicy') {
    throw new ServiceError(501, 'NotImplemented', `The emulated KMS does not have the operation ${name}`)
  }
  context.operation(name)
  const key = findKey(request, context, `kms:${name}`)
  const answer = name === 'DescribeKey' ? { KeyMetadata: renderKey(key) } : renderKeyPolicy(request, key)
  return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(answer) }
}

/** JSON 1.1 tells the error in `__type`; KMS refuses with 400, whatever is wrong with a request. */
export function renderKmsError({ status, code, message }: ServiceError): EmulatorResponse {
  const type = code === 'AccessDenied' ? 'AccessDeniedException' : code
  const body = JSON.stringify({ __type: type, message })
  return { status: status === 403 ? 400 : status, headers: JSON_HEADERS, body }
}

/** A key is only found in its own Region, and only by who may ask for it: AWS does not tell others whether it exists. */
function findKey(request: EmulatorRequest, { world, principal, signedRegion }: Context, action: string): KmsKey {
  const { KeyId } = readBody(request)
  if (typeof KeyId !== 'string' || KeyId === '') throw new ServiceError(400, 'ValidationException', 'KeyId is missing')
  const region = signedRegion ?? world.region
  const arn = resolveKmsKey(world, region, principal?.account ?? world.account, KeyId)
  const [, , , keyRegion, account = ''] = arn.split(':')
  const context = { 'aws:requestedregion': region }
  const key = world.kmsKeys.get(arn)
  const decidedBy = key === undefined ? { resourceOwner: account } : keyPolicyOf(key)
  authorize(world, principal, { action, resource: arn, context }, decidedBy)
  if (key === undefined || keyRegion !== region) {
    throw new ServiceError(400, 'NotFoundException', `Key '${arn}' does not exist`)
  }
  return key
}

const readBody = (request: EmulatorRequest) =>
  JSON.parse(new TextDecoder().decode(request.body)) as { readonly KeyId?: unknown; readonly PolicyName?: unknown }

/** KMS API Reference, "GetKeyPolicy": the only valid name is `default`. */
function renderKeyPolicy(request: EmulatorRequest, key: KmsKey) {
  const { PolicyName = 'default' } = readBody(request)
  if (PolicyName !== 'default') throw new ServiceError(400, 'NotFoundException', `No such policy exists`)
  return { Policy: JSON.stringify(key.policy ?? defaultPolicyOf(key)), PolicyName: 'default' }
}

/** KMS Developer Guide, "Default key policy": everything is left to the policies of the account. */
const defaultPolicyOf = ({ arn, account }: KmsKey): IamPolicy => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Enable IAM policies',
      Effect: 'Allow',
      Principal: { AWS: `arn:${arn.split(':')[1]}:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
})

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
