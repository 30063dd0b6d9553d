// AWS Organizations: finds the operation of a request and renders errors, in JSON 1.1 (Organizations API Reference).

import { type EmulatorRequest, type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import { answerJson, type OrganizationsCall } from './call.ts'
import { OPERATIONS } from './operations.ts'

const TARGET = 'AWSOrganizationsV20161128.'

/** Requests name service and operation in a header, whatever their path. */
export const isOrganizationsRequest = ({ method, headers }: EmulatorRequest): boolean =>
  method === 'POST' && headers['x-amz-target']?.startsWith(TARGET) === true

export const organizations: Handler = (request, context) => {
  const name = request.headers['x-amz-target']?.slice(TARGET.length) ?? ''
  const operation = OPERATIONS.find((one) => one.name === name)
  if (operation === undefined)
    throw new ServiceError(501, 'NotImplemented', `The emulated Organizations does not have the operation ${name}`)
  context.operation(name)
  const { world, principal } = context
  if (principal === undefined) throw new ServiceError(403, 'MissingAuthenticationTokenException', 'Missing token')
  const body = JSON.parse(new TextDecoder().decode(request.body)) as OrganizationsCall['body']
  return operation.handle({ world, principal, body })
}

export function renderOrganizationsError({ status, code, message }: ServiceError): EmulatorResponse {
  const type = code === 'AccessDenied' ? 'AccessDeniedException' : code
  return answerJson(status === 403 ? 400 : status, { __type: type, Message: message, message })
}
