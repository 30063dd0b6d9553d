// DeleteJobTagging (S3 API Reference, "DeleteJobTagging").

import type { EmulatorResponse } from '../../http.ts'
import { authorizeJob } from '../access.ts'
import { answerXml, type ControlCall } from '../call.ts'
import { findJob } from '../jobs.ts'

/** Removes all tags. */
export function deleteJobTagging({ world, principal, account, jobId }: ControlCall): EmulatorResponse {
  authorizeJob(world, principal, account, 'DeleteJobTagging', jobId)
  findJob(world, account, jobId).tags = new Map()
  return answerXml('DeleteJobTaggingResult', [])
}
