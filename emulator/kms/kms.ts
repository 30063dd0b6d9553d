// The KMS service, as far as keys are described: finds the operation of a request and renders errors, in JSON 1.1 (KMS
// API Reference; KMS Developer Guide, "Key states of AWS KMS keys").

import { type EmulatorRequest, type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import { answerJson, type KmsCall } from './call.ts'
import { OPERATIONS } from './operations.ts'

const TARGET = 'TrentService.'

/** Requests to KMS name service and operation in a header, whatever their path. */
export const isKmsRequest = ({ method, headers }: EmulatorRequest): boolean =>
  method === 'POST' && headers['x-amz-target']?.startsWith(TARGET) === true

export const kms: Handler = (request, context) => {
  const name = request.headers['x-amz-target']?.slice(TARGET.length) ?? ''
  const operation = OPERATIONS.find((one) => one.name === name)
  if (operation === undefined) {
    throw new ServiceError(501, 'NotImplemented', `The emulated KMS does not have the operation ${name}`)
  }
  context.operation(name)
  const { world, principal, signedRegion } = context
  const body = JSON.parse(new TextDecoder().decode(request.body)) as KmsCall['body']
  return operation.handle({ world, principal, signedRegion, body })
}

/** JSON 1.1 has the error code in `__type`; KMS returns 400 for every error of a request. */
export function renderKmsError({ status, code, message }: ServiceError): EmulatorResponse {
  const type = code === 'AccessDenied' ? 'AccessDeniedException' : code
  return answerJson(status === 403 ? 400 : status, { __type: type, message })
}
