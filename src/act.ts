// Knows when anything is done about findings at all, and does it for all buckets at once.

import type { Access, AccessOf } from './access.ts'
import { remediateBucket } from './batch/remediate.ts'
import { ActionError, asActionError } from './errors.ts'
import { openBucket } from './examine.ts'
import { createS3ControlClient } from './external/aws.ts'
import { createBatchDeps } from './external/batch-edge.ts'
import { clientOptions, type Deps } from './external/deps.ts'
import { writeOutput } from './external/runner.ts'
import type { BucketTarget, Inputs } from './inputs.ts'
import { sayJobProgress } from './progress.ts'
import { describeJob } from './report/log.ts'
import type { BucketResult } from './report/result.ts'
import { logGroup } from './tell.ts'

/** Starts and follows the jobs the plans ask for. A bucket that fails is told as such; the others go on. */
export async function act(
  buckets: readonly BucketResult[],
  inputs: Inputs,
  accessOf: AccessOf,
  deps: Deps,
): Promise<readonly BucketResult[]> {
  const { mode } = inputs.remediation
  if ((mode !== 'confirm' && mode !== 'run') || !buckets.some(mayAct)) return buckets
  deps.log.group(mode === 'confirm' ? 'Create the jobs, suspended' : 'Encrypt with S3 Batch Operations')
  const created: string[] = []
  const onJobCreated = (jobId: string) => {
    created.push(jobId)
    // Told the moment it is known: a run that is cancelled now still leaves the id behind.
    writeOutput('job-ids', JSON.stringify(created))
    writeOutput('remediation-status', 'PENDING')
  }
  const startedAt = deps.now()
  return await Promise.all(
    buckets.map(async (bucket): Promise<BucketResult> => {
      const target = inputs.targets.find((candidate) => candidate.bucket === bucket.bucket)
      const access = target === undefined ? undefined : accessOf(target)
      if (!mayAct(bucket) || target === undefined || access === undefined || access instanceof ActionError)
        return bucket
      try {
        return await remediate(bucket, target, { access, startedAt, onJobCreated, deps })
      } catch (error) {
        return failed(bucket, asActionError(error, 'REMEDIATION_FAILED'), deps)
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

function failed(bucket: BucketResult, { message, hint }: ActionError, deps: Deps): BucketResult {
  deps.log.warning(`Remediation of s3://${bucket.bucket} failed: ${message}`)
  return { ...bucket, remediationError: { message, hint } }
}

type Acting = {
  readonly access: Access
  readonly startedAt: number
  readonly onJobCreated: (jobId: string) => void
  readonly deps: Deps
}

async function remediate(
  bucket: BucketResult,
  target: BucketTarget,
  { access, startedAt, onJobCreated, deps }: Acting,
): Promise<BucketResult> {
  const { identity } = access
  const { remediation } = target
  if (remediation.mode !== 'confirm' && remediation.mode !== 'run') return bucket
  const { mode, jobs } = remediation
  const { plan, report, region } = bucket
  if (plan === undefined || report === undefined || region === undefined) return bucket
  const source = await openBucket(bucket.bucket, identity.account, region, access)
  const work = await openBucket(jobs.work.bucket, identity.account, region, access)
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
      deadline: startedAt + jobs.waitTimeoutMs,
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
  return error === undefined ? told : failed(told, error, deps)
}
