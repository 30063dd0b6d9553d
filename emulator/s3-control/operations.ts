// Finds the operation of S3 Batch Operations for a request (S3 API Reference, "Amazon S3 Control").

import type { EmulatorResponse } from '../http.ts'
import type { ControlCall } from './call.ts'
import { createJob } from './operations/create-job.ts'
import { deleteJobTagging } from './operations/delete-job-tagging.ts'
import { describeJob } from './operations/describe-job.ts'
import { getJobTagging } from './operations/get-job-tagging.ts'
import { listJobs } from './operations/list-jobs.ts'
import { putJobTagging } from './operations/put-job-tagging.ts'
import { updateJobPriority } from './operations/update-job-priority.ts'
import { updateJobStatus } from './operations/update-job-status.ts'

export type ControlOperation = {
  readonly name: string
  /** Method and path, with `*` for a job's id. */
  readonly request: string
  readonly handle: (call: ControlCall) => EmulatorResponse | Promise<EmulatorResponse>
}

export const OPERATIONS: readonly ControlOperation[] = [
  { name: 'CreateJob', request: 'POST /jobs', handle: createJob },
  { name: 'ListJobs', request: 'GET /jobs', handle: listJobs },
  { name: 'DescribeJob', request: 'GET /jobs/*', handle: describeJob },
  { name: 'UpdateJobStatus', request: 'POST /jobs/*/status', handle: updateJobStatus },
  { name: 'UpdateJobPriority', request: 'POST /jobs/*/priority', handle: updateJobPriority },
  { name: 'GetJobTagging', request: 'GET /jobs/*/tagging', handle: getJobTagging },
  { name: 'PutJobTagging', request: 'PUT /jobs/*/tagging', handle: putJobTagging },
  { name: 'DeleteJobTagging', request: 'DELETE /jobs/*/tagging', handle: deleteJobTagging },
]
