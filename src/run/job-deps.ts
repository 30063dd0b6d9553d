// What the jobs of a bucket are started with: their options, the calls to AWS, and the record of what they replace.

import type { BatchDeps } from '../batch/batch-deps.ts'
import type { RemediationOptions } from '../batch/options.ts'
import { recordFolder, recordTags } from '../batch/tag-records.ts'
import type { BucketPlan } from '../decide/bucket-plan.ts'
import { findKey } from '../decide/target-key.ts'
import { createS3ControlClient } from '../external/aws.ts'
import { createBatchDeps } from '../external/batch-edge.ts'
import { clientOptions, type Deps } from '../external/deps.ts'
import type { Proof } from '../findings/proof.ts'
import { KeySet } from '../objects/key-set.ts'
import type { BucketResult } from '../result/run-result.ts'
import type { BucketTarget } from '../settings/settings-of-a-run.ts'
import { formatCount } from '../words/numbers.ts'
import type { Access } from './access.ts'
import type { DirectScene } from './act-directly.ts'
import { sayJobProgress } from './progress.ts'

type JobScene = DirectScene & {
  readonly access: Access
  readonly target: BucketTarget
  readonly plan: BucketPlan
  readonly proof: Proof
  readonly region: string
  readonly startedAt: number
  readonly onJobCreated: (jobId: string) => void
}

/** Where it is recorded. */
export const tellRecords = ({ bucket, jobs: { work } }: Pick<JobScene, 'bucket' | 'jobs'>) => ({
  recordsAt: `s3://${work.bucket}/${recordFolder(work.prefix, bucket)}/`,
})

/** Before any object is tagged: what an operation replaces is recorded, and what is as wanted gets no task. */
export async function recordAllTags(plan: BucketPlan, options: RemediationOptions, deps: BatchDeps, log: Deps['log']) {
  const all = new KeySet()
  const onRecorded = (objects: number) => {
    if (objects % RECORDS_TOLD_EVERY === 0)
      log.progress(`${plan.bucket}: tags of ${formatCount(objects)} objects recorded`)
  }
  for (const job of plan.jobs) {
    await recordTags(plan.bucket, job, options, { ...deps, onRecorded }, options.signal, all)
  }
  return all
}

const RECORDS_TOLD_EVERY = 10_000

export function describeOptions(bucket: BucketResult, scene: JobScene): RemediationOptions {
  const { access, deps, jobs, mode, proof, region, startedAt, target } = scene
  const { account, partition } = access.identity
  return {
    mode,
    account,
    region,
    partition,
    roleArn: jobs.batchRoleArn,
    priority: jobs.priority,
    workLocation: { ...jobs.work, owner: account },
    proof,
    leftOut: bucket.approved?.leftOut,
    wait: jobs.wait,
    deadline: startedAt + jobs.waitTimeoutMs,
    pollIntervalMs: jobs.pollIntervalMs,
    accepted: target.accepted,
    keyRule: target.keyRule,
    signal: deps.signal,
  }
}

export function createRemediationDeps(bucket: BucketResult, scene: JobScene): BatchDeps {
  const { access, deps, onJobCreated, plan, region, source, work } = scene
  const { account, partition, session } = access.identity
  const client = createS3ControlClient(clientOptions(region, deps), session)
  const checksums = findKey(plan.jobs) === undefined
  return {
    ...createBatchDeps({ client, account, partition, region, source, work, timing: deps, checksums }),
    now: deps.now,
    sleep: deps.sleep,
    random: Math.random,
    onJobCreated: (jobId) => {
      onJobCreated(jobId)
      deps.log.info(`Job ${jobId} for s3://${bucket.bucket}`)
    },
    onProgress: (progress) => deps.log.progress(sayJobProgress(progress)),
    warn: deps.log.warning,
  }
}
