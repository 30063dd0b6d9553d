// Implements `remediation: cancel`: cancels this action's own jobs of the buckets that have not ended, reports each,
// and writes nothing else, whatever the verdict.

import { cancelBucketJobs } from '../batch/cancel.ts'
import { cancelListings } from '../batch/listing-jobs.ts'
import { createS3ControlClient } from '../external/aws.ts'
import { createJobCalls } from '../external/batch-edge.ts'
import { clientOptions, type Deps } from '../external/deps.ts'
import { describeJob } from '../report/log.ts'
import type { BucketResult } from '../result/run-result.ts'
import type { Inputs } from '../settings/settings-of-a-run.ts'
import { ActionError, asActionError } from '../words/errors.ts'
import { formatNoun } from '../words/numbers.ts'
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
      const calls = {
        ...createJobCalls({ client, account, partition, region }),
        sleep: deps.sleep,
        warn: deps.log.warning,
      }
      const scope = { bucket: bucket.bucket, region, partition, signal: deps.signal }
      const { outcomes, errors } = await cancelBucketJobs(scope, calls)
      const listings = await cancelListings(bucket.bucket, 'all', deps.signal, calls).catch(asCancelError)
      if (typeof listings === 'number' && listings > 0)
        deps.log.info(`s3://${bucket.bucket}: ${formatNoun(listings, 'job')} that S3 only listed objects for`)
      if (outcomes.length === 0) deps.log.info(`s3://${bucket.bucket}: no job of this action that has not ended`)
      for (const outcome of outcomes) logGroup(describeJob(outcome), deps)
      const [error] = listings instanceof ActionError ? [...errors, listings] : errors
      return { ...bucket, jobs: outcomes, ...(error && { remediationError: tellError(error) }) }
    }),
  )
}

const asCancelError = (error: unknown) => asActionError(error, 'REMEDIATION_FAILED')

function tellError(error: unknown) {
  const { message, hint } = asActionError(error, 'REMEDIATION_FAILED')
  return { message: `Cancelling its jobs: ${message}`, hint }
}
