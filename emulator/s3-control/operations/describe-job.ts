// DescribeJob (S3 API Reference, "DescribeJob"). Each call is a poll, which advances the jobs.

import type { EmulatorResponse } from '../../http.ts'
import { authorizeJob } from '../access.ts'
import { answerXml, type ControlCall } from '../call.ts'
import { findJob } from '../jobs.ts'
import { advanceJobs } from '../lifecycle.ts'
import { renderJob } from '../render-job.ts'

/** Returns everything about one job. */
export async function describeJob({ world, principal, account, jobId }: ControlCall): Promise<EmulatorResponse> {
  authorizeJob(world, principal, account, 'DescribeJob', jobId)
  await advanceJobs(world)
  return answerXml('DescribeJobResult', [renderJob(world, findJob(world, account, jobId))])
}
