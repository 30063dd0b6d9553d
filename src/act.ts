// Knows when anything is done about findings at all, and does it for all buckets at once.

import type { Access, AccessOf } from './access.ts'
import { KeySet } from './batch/key-set.ts'
import { remediateBucket } from './batch/remediate.ts'
import { copyPlanned } from './direct/copy-planned.ts'
import type { DirectProgress } from './direct/deps.ts'
import { findUnrestored, type Unrestored } from './direct/find-unrestored.ts'
import type { DirectOutcomeOfPlan } from './direct/outcome.ts'
import { ActionError, asActionError } from './errors.ts'
import { openBucket } from './examine.ts'
import { createS3ControlClient } from './external/aws.ts'
import { createBatchDeps } from './external/batch-edge.ts'
import { clientOptions, type Deps } from './external/deps.ts'
import { createObjectCalls } from './external/direct-edge.ts'
import { writeOutput } from './external/runner.ts'
import type { BucketHandle } from './external/s3.ts'
import { createUploadJournal } from './external/upload-journal.ts'
import type { BucketTarget, Inputs, JobInputs } from './inputs.ts'
import type { InventoryReport } from './inventory/report.ts'
import type { BucketPlan } from './plan.ts'
import { sayCopyProgress, sayJobProgress } from './progress.ts'
import { describeDirectCopies, describeJob } from './report/log.ts'
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
  deps.log.group(mode === 'confirm' ? 'Create the jobs, suspended' : 'Encrypt in place')
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
    plan.jobs.length + plan.directCopies.length > 0 &&
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

async function remediate(bucket: BucketResult, target: BucketTarget, acting: Acting): Promise<BucketResult> {
  const { identity } = acting.access
  const { remediation } = target
  const { plan, report, region } = bucket
  if (remediation.mode !== 'confirm' && remediation.mode !== 'run') return bucket
  if (plan === undefined || report === undefined || region === undefined) return bucket
  const { mode, jobs } = remediation
  const source = await openBucket(bucket.bucket, identity.account, region, acting.access)
  const work = await openBucket(jobs.work.bucket, identity.account, region, acting.access)
  refuseOtherRegion(jobs.work.bucket, work.region, region)
  const scene: Scene = { ...acting, target, mode, jobs, plan, report, region, source: source.handle, work: work.handle }
  const archive = await lookAtArchived(scene)
  const [told, direct] = await Promise.all([
    runJobs(bucket, scene, archive.others),
    // Not thrown, because the jobs' end must be told all the same.
    copyDirectly(scene, archive.ends).catch((error: unknown) => asActionError(error, 'REMEDIATION_FAILED')),
  ])
  return direct instanceof ActionError ? failed(told, direct, scene.deps) : { ...told, direct }
}

/**
 * A job runs in the Region of the objects it changes (S3 User Guide, "Creating an S3 Batch Operations job"), and no page
 * says that it reads its job manifest, or writes its report, in another one.
 */
function refuseOtherRegion(workBucket: string, workRegion: string, region: string): void {
  if (workRegion === region) return
  throw new ActionError(
    'REMEDIATION_REFUSED',
    `work-location names ${workBucket}, which lies in ${workRegion}; accepted is a bucket in ${region}, the Region of the source bucket.`,
    {
      hint: `Nothing was written. Set work-location to a bucket in ${region}; in a config file, give the entries of each Region their own.`,
    },
  )
}

/** What acting on one bucket needs to know. */
type Scene = Acting & {
  readonly target: BucketTarget
  readonly mode: 'confirm' | 'run'
  readonly jobs: JobInputs
  readonly plan: BucketPlan
  readonly report: InventoryReport
  readonly region: string
  readonly source: BucketHandle
  readonly work: BucketHandle
}

/** No object is in both hands: a restore is asked for what cannot be copied now, and for nothing else. */
async function lookAtArchived({ deps, plan, source, target }: Scene): Promise<Unrestored> {
  const [restore] = plan.jobs.filter(({ operation }) => operation === 'S3InitiateRestoreObject')
  if (restore === undefined) return { ends: new Map(), others: new KeySet() }
  const toFollow = plan.directCopies.filter(({ group }) => group.operation === 'restore')
  const { accepted, keyRule } = target
  const rules = { target: restore.target, accepted, keyRule }
  return await findUnrestored(plan.bucket, toFollow, rules, createObjectCalls(source), deps.signal)
}

async function runJobs(bucket: BucketResult, scene: Scene, notToRestore: KeySet): Promise<BucketResult> {
  const { access, deps, jobs, mode, onJobCreated, plan, region, report, source, startedAt, target, work } = scene
  const { identity } = access
  if (plan.jobs.length === 0) return bucket
  const { account, partition } = identity
  const client = createS3ControlClient(clientOptions(region, deps), identity.session)
  const { outcomes, errors } = await remediateBucket(
    plan,
    {
      mode,
      account,
      region,
      partition,
      roleArn: jobs.batchRoleArn,
      priority: jobs.priority,
      workLocation: { ...jobs.work, owner: account },
      report: { manifestMd5: report.manifestMd5, createdAt: report.manifest.createdAt },
      wait: jobs.wait,
      deadline: startedAt + jobs.waitTimeoutMs,
      pollIntervalMs: jobs.pollIntervalMs,
      accepted: target.accepted,
      keyRule: target.keyRule,
      notToRestore,
      signal: deps.signal,
    },
    {
      ...createBatchDeps({
        client,
        account,
        partition,
        region,
        source,
        work,
        timing: deps,
        checksums: plan.jobs.every(({ target: { status } }) => status === 'SSE-S3'),
      }),
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

/** The copies this action makes itself. Nothing of them can wait suspended, so `confirm` leaves them to a later `run`. */
async function copyDirectly(scene: Scene, knownEnds: Unrestored['ends']): Promise<DirectOutcomeOfPlan | undefined> {
  const { deps, jobs, mode, plan, source, startedAt, target, work } = scene
  const planned = plan.directCopies
  if (planned.length === 0) return undefined
  if (mode === 'confirm') return { planned, result: undefined }
  const deadline = new AbortController()
  const stopTimer = deps.startTimer(Math.max(0, startedAt + jobs.waitTimeoutMs - deps.now()), () => deadline.abort())
  const signal = AbortSignal.any([deps.signal, deadline.signal])
  try {
    const result = await copyPlanned(
      plan.bucket,
      planned,
      { accepted: target.accepted, keyRule: target.keyRule, knownEnds },
      {
        ...createObjectCalls(source),
        ...createUploadJournal(work, jobs.work.prefix, plan.bucket, deps),
        now: deps.now,
        sleep: (ms) => deps.sleep(ms),
        random: Math.random,
        onProgress: limitProgress(deps, plan.bucket),
      },
      signal,
    )
    logGroup(describeDirectCopies(plan.bucket, result), deps)
    return { planned, result }
  } finally {
    stopTimer()
  }
}

const PROGRESS_INTERVAL_MS = 10_000

function limitProgress(deps: Deps, bucket: string): (progress: DirectProgress) => void {
  let toldAt = deps.now()
  return (progress) => {
    const now = deps.now()
    if (now - toldAt < PROGRESS_INTERVAL_MS) return
    toldAt = now
    deps.log.info(`${bucket}: ${sayCopyProgress(progress)}`)
  }
}
