// GetJobTagging (S3 API Reference, "GetJobTagging").

import type { EmulatorResponse } from '../../http.ts'
import { element } from '../../xml.ts'
import { authorizeJob } from '../access.ts'
import { answerXml, type ControlCall } from '../call.ts'
import { findJob } from '../jobs.ts'

/** Returns the tags of a job. */
export function getJobTagging({ world, principal, account, jobId }: ControlCall): EmulatorResponse {
  authorizeJob(world, principal, account, 'GetJobTagging', jobId)
  const tags = [...findJob(world, account, jobId).tags]
  const members = tags.map(([key, value]) => element('member', [element('Key', key), element('Value', value)]))
  return answerXml('GetJobTaggingResult', [element('Tags', members)])
}
