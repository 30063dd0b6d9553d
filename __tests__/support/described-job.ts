// A job as S3 describes it, made from the request this action would send for it.

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import { parseJobDescription } from '../../src/batch/job-description.ts'
import { buildCreateJobRequest } from '../../src/batch/job-request.ts'
import type { RemediationOptions } from '../../src/batch/options.ts'
import type { KnownJob } from '../../src/batch/start.ts'
import { makeJob, makeOptions } from './batch-plan.ts'

export const FINGERPRINT = '0123456789abcdef'
export const content = {
  sha256: 'ab'.repeat(32),
  identity: 'ab'.repeat(32),
  etag: 'e'.repeat(32),
  fingerprint: FINGERPRINT,
  attempt: 0,
}

export const requestOf = (at = content, options: Partial<RemediationOptions> = {}) =>
  buildCreateJobRequest('src', makeJob(['a']), makeOptions(options), at, false)

export const request = requestOf()

/** The request as DescribeJob shows it. */
export function describeRequest(change: (job: JobDescriptor) => void = () => undefined, from = request): JobDescriptor {
  const { Manifest, Operation, Report, RoleArn, Description } = structuredClone(from)
  const job = {
    JobId: 'j',
    Status: 'Active',
    Manifest,
    Operation,
    Report,
    RoleArn,
    Description,
    CreationTime: new Date(),
  } as JobDescriptor
  change(job)
  return job
}

/** The job as a survey finds it. */
export function known(job: JobDescriptor): KnownJob {
  const description = parseJobDescription(job.Description)
  if (!description) throw new Error('not a description of ours')
  return { jobId: job.JobId ?? '', description, job }
}
