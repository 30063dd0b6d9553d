// The IAM service, as far as roles are concerned: finds the operation of a request and renders errors, in the query
// protocol (IAM API Reference; Service Authorization Reference, "AWS Identity and Access Management").

import { type EmulatorRequest, type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import { element } from '../xml.ts'
import { answerError } from './call.ts'
import { OPERATIONS } from './operations.ts'

const VERSION = '2010-05-08'

/** IAM and STS requests have the same path; they differ in the Version parameter. */
export const isIamQuery = ({ body }: EmulatorRequest): boolean =>
  new URLSearchParams(new TextDecoder().decode(body)).get('Version') === VERSION

export const iam: Handler = (request, context) => {
  const form = new URLSearchParams(new TextDecoder().decode(request.body))
  const action = form.get('Action') ?? ''
  const operation = OPERATIONS.find(({ name }) => name === action)
  if (operation === undefined || form.get('Version') !== VERSION) {
    throw new ServiceError(501, 'NotImplemented', `The emulated IAM does not have the operation ${action}`)
  }
  context.operation(action)
  return operation.handle({ form, world: context.world, principal: context.principal })
}

/** Sender or receiver as the cause, the code and the message. */
export function renderIamError({ status, code, message }: ServiceError): EmulatorResponse {
  return answerError(status, [
    element('Type', status < 500 ? 'Sender' : 'Receiver'),
    element('Code', code),
    element('Message', message),
  ])
}
