// Knows S3 Control: which request is which operation of S3 Batch Operations (S3 API Reference, "Amazon S3 Control").

import { readHost } from '../hosts.ts'
import { type EmulatorRequest, type EmulatorResponse, type Handler, ServiceError } from '../http.ts'
import { element, renderXml } from '../xml.ts'
import type { ControlCall } from './call.ts'
import { createJob } from './create-job.ts'
import { describeJob } from './describe-job.ts'
import { deleteJobTagging, getJobTagging, putJobTagging } from './job-tagging.ts'
import { listJobs } from './list-jobs.ts'
import { updateJobPriority } from './update-job-priority.ts'
import { updateJobStatus } from './update-job-status.ts'

export { advanceJobs } from './lifecycle.ts'
export {
  type BatchSettings,
  batchState,
  type Job,
  type JobEvent,
  type JobScript,
  type JobStatus,
  scriptJob,
  type Task,
  type TaskResult,
} from './state.ts'

const PREFIX = '/v20180820'

type Operation = { readonly name: string; readonly run: (call: ControlCall) => EmulatorResponse }

/** By method and path, `*` for a job's id. */
const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['POST /jobs', { name: 'CreateJob', run: createJob }],
  ['GET /jobs', { name: 'ListJobs', run: listJobs }],
  ['GET /jobs/*', { name: 'DescribeJob', run: describeJob }],
  ['POST /jobs/*/status', { name: 'UpdateJobStatus', run: updateJobStatus }],
  ['POST /jobs/*/priority', { name: 'UpdateJobPriority', run: updateJobPriority }],
  ['GET /jobs/*/tagging', { name: 'GetJobTagging', run: getJobTagging }],
  ['PUT /jobs/*/tagging', { name: 'PutJobTagging', run: putJobTagging }],
  ['DELETE /jobs/*/tagging', { name: 'DeleteJobTagging', run: deleteJobTagging }],
])

/** Answers `/v20180820/jobs…`; everything else of S3 Control is 501. */
export const s3Control: Handler = (request, context) => {
  const path = request.rawPath.slice(PREFIX.length).replace(/\/$/, '')
  const [, jobId = ''] = /^\/jobs\/([^/]+)/.exec(path) ?? []
  const pattern = `${request.method} ${jobId === '' ? path : path.replace(`/jobs/${jobId}`, '/jobs/*')}`
  const operation = request.rawPath.startsWith(`${PREFIX}/`) ? OPERATIONS.get(pattern) : undefined
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
  return operation.run({ world, principal, request, account, jobId: decodeURIComponent(jobId) })
}

function readAccount(request: EmulatorRequest): string {
  const account = request.headers['x-amz-account-id'] ?? ''
  const named = readHost(request.host)?.account ?? account
  // UNCONFIRMED: the code with which S3 Control refuses a host of another account. The SDKs always send the same twice.
  if (named !== account)
    throw new ServiceError(
      400,
      'InvalidRequest',
      `The host names the account ${named}, x-amz-account-id names ${account}`,
    )
  if (/^\d{12}$/.test(account)) return account
  throw new ServiceError(400, 'InvalidRequest', 'The header x-amz-account-id must hold an account of 12 digits')
}

/** An ErrorResponse, as the SDKs read it. */
export function renderS3ControlError(error: ServiceError): EmulatorResponse {
  const detail = Object.entries(error.extra).map(([name, value]) => element(name, value))
  const content = [element('Code', error.code), element('Message', error.message), ...detail]
  const root = element('ErrorResponse', [
    element('Error', content),
    element('RequestId', '00000000-0000-4000-8000-000000000000'),
  ])
  return { status: error.status, headers: { 'content-type': 'application/xml' }, body: renderXml(root) }
}
