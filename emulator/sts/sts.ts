// The STS service: finds the operation of a request and renders errors (STS API Reference).

import { type EmulatorRequest, type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import { element } from '../xml.ts'
import { answer, NAMESPACE } from './call.ts'
import { OPERATIONS } from './operations.ts'

const VERSION = '2011-06-15'

/** Handles the query protocol: a form body, or the same parameters in the URL. */
export const sts: Handler = (request, context) => {
  const form = readForm(request)
  const action = form.get('Action') ?? ''
  if (form.get('Version') !== VERSION) {
    throw new ServiceError(
      400,
      'InvalidAction',
      `Could not find operation ${action} for version ${form.get('Version') ?? 'NO_VERSION_SPECIFIED'}`,
    )
  }
  const operation = OPERATIONS.find(({ name }) => name === action)
  if (operation === undefined) {
    throw new ServiceError(501, 'NotImplemented', `The emulated STS does not have the operation ${action}`)
  }
  context.operation(action)
  return operation.handle({ form, world: context.world, principal: context.principal })
}

/** STS API Reference, "Common Errors": an ErrorResponse, whose Type is the sender or the receiver. */
export function renderStsError(error: ServiceError): EmulatorResponse {
  const root = element(
    'ErrorResponse',
    [
      element('Error', [
        element('Type', error.status < 500 ? 'Sender' : 'Receiver'),
        element('Code', error.code),
        element('Message', error.message),
      ]),
      element('RequestId', '00000000-0000-4000-8000-000000000000'),
    ],
    NAMESPACE,
  )
  return answer(error.status, root)
}

function readForm(request: EmulatorRequest): URLSearchParams {
  return request.method === 'GET' ? request.query : new URLSearchParams(new TextDecoder().decode(request.body))
}
