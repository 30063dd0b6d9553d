// UpdateJobPriority (S3 API Reference, "UpdateJobPriority"). The priority does not affect the emulator's jobs.

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { authorizeJob } from '../access.ts'
import { answerXml, type ControlCall } from '../call.ts'
import { parseInteger } from '../fields.ts'
import { findJob } from '../jobs.ts'

/** Changes the priority of a job in any state. */
export function updateJobPriority({ world, principal, account, jobId, request }: ControlCall): EmulatorResponse {
  const text = request.query.get('priority') ?? ''
  const context = { 's3:requestjobpriority': text }
  authorizeJob(world, principal, account, 'UpdateJobPriority', jobId, context)
  const priority = parseInteger(text, 'priority', 0, 2_147_483_647)
  const job = findJob(world, account, jobId)
  job.priority = priority
  return answerXml('UpdateJobPriorityResult', [element('JobId', job.id), element('Priority', job.priority)])
}
