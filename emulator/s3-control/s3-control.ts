// The S3 Control service: finds the operation of a request, makes the checks common to all operations, and renders
// errors (S3 API Reference, "Amazon S3 Control").

import { type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import { element, renderXml } from '../xml.ts'
import { readAccount } from './access.ts'
import { OPERATIONS } from './operations.ts'

const PREFIX = '/v20180820'

/** Handles `/v20180820/jobs…`; everything else of S3 Control is 501. */
export const s3Control: Handler = (request, context) => {
  const path = request.rawPath.slice(PREFIX.length).replace(/\/$/, '')
  const [, jobId = ''] = /^\/jobs\/([^/]+)/.exec(path) ?? []
  const pattern = `${request.method} ${jobId === '' ? path : path.replace(`/jobs/${jobId}`, '/jobs/*')}`
  const known = request.rawPath.startsWith(`${PREFIX}/`)
  const operation = known ? OPERATIONS.find((one) => one.request === pattern) : undefined
  if (operation === undefined) {
    throw new ServiceError(
      501,
      'NotImplemented',
      `The emulated S3 Control does not have ${request.method} ${request.rawPath}`,
    )
  }
  context.operation(operation.name)
  const { world, principal } = context
  if (principal === undefined) throw new ServiceError(403, 'AccessDenied', 'Access Denied')
  const account = readAccount(request)
  if (account !== principal.account) throw new ServiceError(403, 'AccessDenied', 'Access Denied')
  return operation.handle({ world, principal, request, account, jobId: decodeURIComponent(jobId) })
}

/** An ErrorResponse in the format that the SDKs read. */
export function renderS3ControlError(error: ServiceError): EmulatorResponse {
  const detail = Object.entries(error.extra).map(([name, value]) => element(name, value))
  const content = [element('Code', error.code), element('Message', error.message), ...detail]
  const root = element('ErrorResponse', [
    element('Error', content),
    element('RequestId', '00000000-0000-4000-8000-000000000000'),
  ])
  return { status: error.status, headers: { 'content-type': 'application/xml' }, body: renderXml(root) }
}
