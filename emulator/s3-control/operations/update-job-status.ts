// UpdateJobStatus (S3 API Reference, "UpdateJobStatus"): confirms a suspended job, or cancels any that has not ended.

import { type EmulatorResponse, ServiceError } from '../../http.ts'
import { element } from '../../xml.ts'
import { authorizeJob } from '../access.ts'
import { answerXml, type ControlCall } from '../call.ts'
import { badRequest, checkText } from '../fields.ts'
import { type Job, TERMINAL_STATUSES } from '../job.ts'
import { enterStatus, findJob } from '../jobs.ts'

/** Accepts `Ready` or `Cancelled`; a suspended job is cancelled immediately, any other through Cancelling. */
export function updateJobStatus({ world, principal, account, jobId, request }: ControlCall): EmulatorResponse {
  authorizeJob(world, principal, account, 'UpdateJobStatus', jobId)
  const asked = request.query.get('requestedJobStatus')
  const reason = request.query.get('statusUpdateReason') ?? undefined
  if (asked !== 'Ready' && asked !== 'Cancelled') {
    throw badRequest(`requestedJobStatus must be one of Ready, Cancelled: ${asked ?? 'missing'}`)
  }
  if (reason !== undefined) checkText(reason, 'statusUpdateReason', { min: 1, max: 256 })
  const job = findJob(world, account, jobId)
  enterStatus(world, job, chooseStatus(job, asked))
  if (reason !== undefined) job.statusUpdateReason = reason
  return answerXml('UpdateJobStatusResult', [
    element('JobId', job.id),
    element('Status', job.status),
    element('StatusUpdateReason', job.statusUpdateReason),
  ])
}

/** UNCONFIRMED on AWS: the wording of JobStatusException. */
function chooseStatus(job: Job, asked: 'Ready' | 'Cancelled'): Job['status'] {
  if (asked === 'Ready' && job.status === 'Suspended') return 'Ready'
  if (asked === 'Cancelled' && !TERMINAL_STATUSES.has(job.status)) {
    return job.status === 'Suspended' ? 'Cancelled' : 'Cancelling'
  }
  throw new ServiceError(400, 'JobStatusException', `The job is ${job.status} and cannot be made ${asked}`)
}
