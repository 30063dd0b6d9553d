// Implements `remediation: cancel`: cancels this action's own jobs of the buckets that have not ended, reports each,
// and writes nothing else, whatever the verdict.

import { cancelBucketJobs } from '../batch/cancel.ts'
import { createS3ControlClient } from '../external/aws.ts'
import { createJobCalls } from '../external/batch-edge.ts'
import { clientOptions, type Deps } from '../external/deps.ts'
import { describeJob } from '../report/log.ts'
import type { BucketResult } from '../result/run-result.ts'
import type { Inputs } from '../settings/settings-of-a-run.ts'
import { asActionError } from '../words/errors.ts'
import type { Examined } from './examined.ts'
import { logGroup } from './progress.ts'

/** The buckets with the jobs that were cancelled. A bucket that was not reached is returned unchanged. */
export async function cancelJobs(
  examined: readonly Examined[],
  { refusal }: Inputs,
  deps: Deps,
): Promise<readonly BucketResult[]> {
  if (refusal !== undefined || deps.signal.aborted) return examined.map(({ result }) => result)
  deps.log.group('Cancel jobs')
  return await Promise.all(
    examined.map(async ({ access, result: bucket }) => {
      const { region } = bucket
      if (access === undefined || region === undefined) return bucket
      const { account, partition, session } = access.identity
      const client = createS3ControlClient(clientOptions(region, deps), session)
      const { outcomes, errors } = await cancelBucketJobs(
        { bucket: bucket.bucket, region, partition, signal: deps.signal },
        {
          ...createJobCalls({ client, account, partition, region }),
          sleep: deps.sleep,
          warn: deps.log.warning,
        },
      )
      if (outcomes.length === 0) deps.log.info(`s3://${bucket.bucket}: no job of this action that has not ended`)
      for (const outcome of outcomes) logGroup(describeJob(outcome), deps)
      const [error] = errors
      return { ...bucket, jobs: outcomes, ...(error && { remediationError: tellError(error) }) }
    }),
  )
}

function tellError(error: unknown) {
  const { message, hint } = asActionError(error, 'REMEDIATION_FAILED')
  return { message: `Cancelling its jobs: ${message}`, hint }
}
