// Knows when anything is done about findings at all, and does it for all buckets at once.

import { remediateBucket } from './batch/remediate.ts'
import { type ActionError, asActionError } from './errors.ts'
import { type Examination, openBucket } from './examine.ts'
import { createS3ControlClient } from './external/aws.ts'
import { createBatchDeps } from './external/batch-edge.ts'
import { clientOptions } from './external/deps.ts'
import { writeOutput } from './external/runner.ts'
import type { BucketTarget, Inputs, JobInputs } from './inputs.ts'
import { sayJobProgress } from './progress.ts'
import { describeJob } from './report/log.ts'
import type { BucketResult } from './report/result.ts'
import { logGroup } from './tell.ts'

/** Starts and follows the jobs the plans ask for. A bucket that fails is told as such; the others go on. */
export async function act(
  buckets: readonly BucketResult[],
  inputs: Inputs,
  examination: Examination,
): Promise<readonly BucketResult[]> {
  const { remediation } = inputs
  if (remediation.mode !== 'confirm' && remediation.mode !== 'run') return buckets
  const { mode, jobs } = remediation
  if (!buckets.some(mayAct)) return buckets
  examination.deps.log.group(mode === 'confirm' ? 'Create the jobs, suspended' : 'Encrypt with S3 Batch Operations')
  const created: string[] = []
  const onJobCreated = (jobId: string) => {
    created.push(jobId)
    // Told the moment it is known: a run that is cancelled now still leaves the id behind.
    writeOutput('job-ids', JSON.stringify(created))
    writeOutput('remediation-status', 'PENDING')
  }
  const deadline = examination.deps.now() + jobs.waitTimeoutMs
  return await Promise.all(
    buckets.map(async (bucket): Promise<BucketResult> => {
      const target = inputs.targets.find((candidate) => candidate.bucket === bucket.bucket)
      if (!mayAct(bucket) || target === undefined) return bucket
      try {
        return await remediate(bucket, target, { mode, jobs, deadline }, examination, onJobCreated)
      } catch (error) {
        return failed(bucket, asActionError(error, 'REMEDIATION_FAILED'), examination)
      }
    }),
  )
}

/** Only a judged bucket is acted on: what was not fully understood is not touched. */
function mayAct({ judgement, plan }: BucketResult): boolean {
  return (
    judgement.verdict !== 'INSUFFICIENT_DATA' &&
    plan !== undefined &&
    plan.jobs.length > 0 &&
    plan.refusal === undefined
  )
}

function failed(bucket: BucketResult, { message, hint }: ActionError, { deps }: Examination): BucketResult {
  deps.log.warning(`Remediation of s3://${bucket.bucket} failed: ${message}`)
  return { ...bucket, remediationError: { message, hint } }
}

type Acting = { readonly mode: 'confirm' | 'run'; readonly jobs: JobInputs; readonly deadline: number }

async function remediate(
  bucket: BucketResult,
  target: BucketTarget,
  { mode, jobs, deadline }: Acting,
  examination: Examination,
  onJobCreated: (jobId: string) => void,
): Promise<BucketResult> {
  const { identity, deps } = examination
  const { plan, report, region } = bucket
  if (plan === undefined || report === undefined || region === undefined) return bucket
  const source = await openBucket(bucket.bucket, identity.account, examination)
  const work = await openBucket(jobs.work.bucket, identity.account, examination)
  const client = createS3ControlClient(clientOptions(region, deps), identity.session)
  const edge = {
    client,
    account: identity.account,
    partition: identity.partition,
    region,
    source: source.handle,
    work: work.handle,
  }
  const { outcomes, errors } = await remediateBucket(
    plan,
    {
      mode,
      account: identity.account,
      region,
      partition: identity.partition,
      roleArn: jobs.batchRoleArn,
      priority: jobs.priority,
      workLocation: { ...jobs.work, owner: identity.account },
      report: { manifestMd5: report.manifestMd5, createdAt: report.manifest.createdAt },
      wait: jobs.wait,
      deadline,
      pollIntervalMs: jobs.pollIntervalMs,
      accepted: target.accepted,
      signal: deps.signal,
    },
    {
      ...createBatchDeps(edge),
      now: deps.now,
      sleep: (ms) => deps.sleep(ms),
      random: Math.random,
      onJobCreated: (jobId) => {
        onJobCreated(jobId)
        deps.log.info(`Job ${jobId} for s3://${bucket.bucket}`)
      },
      onProgress: (progress) => deps.log.info(sayJobProgress(progress)),
      warn: deps.log.warning,
    },
  )
  for (const outcome of outcomes) logGroup(describeJob(outcome), deps)
  const told = { ...bucket, jobs: outcomes }
  const [error] = errors
  return error === undefined ? told : failed(told, error, examination)
}
