// The Athena service: finds the operation of a request and renders errors, in JSON 1.1 (Amazon Athena API Reference).

import { type EmulatorRequest, type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import { type AthenaCall, answerJson } from './call.ts'
import { OPERATIONS } from './operations.ts'

const TARGET = 'AmazonAthena.'

/** Requests to Athena name service and operation in a header, whatever their path. */
export const isAthenaRequest = ({ method, headers }: EmulatorRequest): boolean =>
  method === 'POST' && headers['x-amz-target']?.startsWith(TARGET) === true

export const athena: Handler = (request, context) => {
  const name = request.headers['x-amz-target']?.slice(TARGET.length) ?? ''
  const operation = OPERATIONS.find((one) => one.name === name)
  if (operation === undefined) {
    throw new ServiceError(501, 'NotImplemented', `The emulated Athena does not have the operation ${name}`)
  }
  context.operation(name)
  const { world, principal } = context
  if (principal === undefined) throw new ServiceError(403, 'MissingAuthenticationTokenException', 'Missing token')
  const body = JSON.parse(new TextDecoder().decode(request.body)) as AthenaCall['body']
  return operation.handle({ world, principal, body })
}

/** JSON 1.1 has the error code in `__type`; refusals have status 400. */
export function renderAthenaError({ status, code, message, extra }: ServiceError): EmulatorResponse {
  const type = code === 'AccessDenied' ? 'AccessDeniedException' : code
  return answerJson(status === 403 ? 400 : status, { __type: type, Message: message, message, ...extra })
}
