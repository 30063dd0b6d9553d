// Checks the account of a request, and authorizes access to jobs (Service Authorization Reference, "Amazon S3": jobs).

import { readHost } from '../hosts.ts'
import { type EmulatorRequest, ServiceError } from '../http.ts'
import { authorize } from '../iam/evaluate.ts'
import type { IamRequest } from '../iam/types.ts'
import { partitionOf } from '../partition.ts'
import type { Principal, World } from '../world.ts'
import { batchState } from './state.ts'

/** The account of a request: if both the header and the host name one, they must be equal. */
export function readAccount(request: EmulatorRequest): string {
  const account = request.headers['x-amz-account-id'] ?? ''
  const named = readHost(request.host)?.account ?? account
  // UNCONFIRMED: the code with which S3 Control refuses a host of another account. The SDKs always send the same
  // account in both.
  if (named !== account)
    throw new ServiceError(
      400,
      'InvalidRequest',
      `The host names the account ${named}, x-amz-account-id names ${account}`,
    )
  if (/^\d{12}$/.test(account)) return account
  throw new ServiceError(400, 'InvalidRequest', 'The header x-amz-account-id must hold an account of 12 digits')
}

/** Authorizes access to one job; the resource is the job's ARN whether it exists or not. */
export function authorizeJob(
  world: World,
  principal: Principal | undefined,
  account: string,
  action: string,
  jobId: string,
  context: IamRequest['context'] = {},
): void {
  const job = batchState(world).jobs.get(jobId)
  const existing: Record<string, string> = {}
  if (job !== undefined) {
    existing['s3:existingjoboperation'] = job.request.operation.name
    existing['s3:existingjobpriority'] = String(job.priority)
    if (job.status === 'Suspended') existing['s3:jobsuspendedcause'] = SUSPENDED_CAUSE
    for (const [key, value] of job.tags) existing[`aws:resourcetag/${key.toLowerCase()}`] = value
  }
  const resource = `arn:${partitionOf(world)}:s3:${world.region}:${account}:job/${jobId}`
  authorize(world, principal, { action: `s3:${action}`, resource, context: { ...existing, ...context } })
}

/** UNCONFIRMED on AWS; the policy condition key s3:JobSuspendedCause exists. */
export const SUSPENDED_CAUSE = 'AWAITING_CONFIRMATION'
