// Decides when findings are remediated, and remediates all buckets together after a preflight, which a plan gets, too.

import { checkLocks } from '../batch/lost-locks.ts'
import { remediateBucket } from '../batch/remediate.ts'
import { type BucketPlan, listWork } from '../decide/bucket-plan.ts'
import { findUnrestored, type Unrestored } from '../direct/find-unrestored.ts'
import type { Deps } from '../external/deps.ts'
import { createObjectCalls } from '../external/direct-edge.ts'
import { absentAs404 } from '../external/faults.ts'
import { listVersionsSince, readLock } from '../external/lock-edge.ts'
import type { Proof } from '../findings/proof.ts'
import { KeySet } from '../objects/key-set.ts'
import { isCopyJob, jobOperationOf } from '../operations/registry.ts'
import { explainStop, NO_WORK_LOCATION } from '../preflight/explain.ts'
import { describeJob } from '../report/log.ts'
import type { BucketResult } from '../result/run-result.ts'
import type { BucketTarget, Inputs } from '../settings/settings-of-a-run.ts'
import { ActionError, asActionError } from '../words/errors.ts'
import type { Access } from './access.ts'
import { copyDirectly, type DirectScene, finishEarlierCopies } from './act-directly.ts'
import { actOneByOne } from './act-one-by-one.ts'
import { checkFirst, checkOnly } from './check-first.ts'
import type { Examined } from './examined.ts'
import { followAsked, lookAtAsked } from './follow-asked.ts'
import { createRemediationDeps, describeOptions, recordAllTags, tellRecords } from './job-deps.ts'
import { openBucket } from './open-bucket.ts'
import { logGroup } from './progress.ts'

/** Starts the jobs of the plans and waits for them. If a bucket fails, that is reported and the others continue. */
export async function act(
  examined: readonly Examined[],
  { asked, remediation: { mode } }: Inputs,
  deps: Deps,
): Promise<readonly BucketResult[]> {
  if (mode === 'none' || mode === 'cancel') return examined.map(({ result }) => result)
  if (mode !== 'plan' && examined.some(({ result }) => mayAct(result)))
    deps.log.group(
      mode === 'confirm'
        ? 'Create the jobs, suspended'
        : asked === undefined
          ? 'Encrypt in place'
          : `Run the operation ${asked.name}`,
    )
  const created: string[] = []
  const onJobCreated = (jobId: string) => {
    created.push(jobId)
    // Written immediately: if the run is cancelled now, the id is still known.
    deps.front.writeOutput('job-ids', JSON.stringify(created))
    deps.front.writeOutput('remediation-status', 'PENDING')
  }
  const acting = { startedAt: deps.now(), onJobCreated, deps }
  return await Promise.all(
    examined.map(async (bucket): Promise<BucketResult> => {
      const { result, target } = bucket
      try {
        if (mayAct(result) && target.remediation.mode !== 'plan') return await remediate(bucket, acting)
        return await finishOnly({ ...bucket, result: await checkOnly(bucket, deps) }, deps)
      } catch (error) {
        return failed(result, asActionError(error, 'REMEDIATION_FAILED'), deps)
      }
    }),
  )
}

/** Only a bucket with a verdict is remediated: what was not fully understood is not changed. */
function mayAct({ judgement, plan }: BucketResult): boolean {
  return (
    judgement.verdict !== 'INSUFFICIENT_DATA' &&
    plan !== undefined &&
    listWork(plan).length > 0 &&
    plan.refusal === undefined
  )
}

function failed(bucket: BucketResult, { message, hint }: ActionError, deps: Deps): BucketResult {
  deps.log.warning(`Remediation of s3://${bucket.bucket} failed: ${message}`)
  return { ...bucket, remediationError: { message, hint } }
}

type Acting = {
  readonly startedAt: number
  readonly onJobCreated: (jobId: string) => void
  readonly deps: Deps
}

async function remediate(examined: Examined, acting: Acting): Promise<BucketResult> {
  const { target, access, source, result: bucket } = examined
  const { remediation } = target
  const { plan, region } = bucket
  const { report, scan } = bucket.approved ?? bucket
  const proof = scan?.proof
  if (remediation.mode !== 'confirm' && remediation.mode !== 'run') return bucket
  if (plan === undefined || proof === undefined || region === undefined) return bucket
  if (access === undefined || source === undefined) return bucket
  const { mode, jobs } = remediation
  const { deps } = acting
  const { checks, work } = await checkFirst(bucket, { plan, report, region, target, mode, access, source, deps })
  const checked = { ...bucket, preflight: checks }
  const stop = explainStop(checks)
  if (stop !== undefined || work === undefined) return failed(checked, stop ?? NO_WORK_LOCATION, deps)
  const scene: Scene = {
    ...acting,
    access,
    bucket: plan.bucket,
    target,
    mode,
    jobs,
    plan,
    proof,
    region,
    source,
    work,
  }
  const archive = await lookAtArchived(scene)
  const [told, direct] = await Promise.all([
    runJobs(checked, scene, archive.others),
    // Not thrown, because the end of the jobs must still be reported.
    copyDirectly(scene, archive.ends).catch((error: unknown) => asActionError(error, 'REMEDIATION_FAILED')),
  ])
  if (direct instanceof ActionError) return failed(told, direct, scene.deps)
  if (target.asked !== undefined) return await actOneByOne(told, scene)
  return direct === undefined ? await finishEarlier(told, scene) : { ...told, direct }
}

/** If there is nothing to do, or nothing may be done, an earlier run may still have left an unfinished copy. */
async function finishOnly({ target, access, source, result }: Examined, deps: Deps): Promise<BucketResult> {
  if (result.judgement.verdict === 'INSUFFICIENT_DATA' || target.remediation.mode !== 'run') return result
  if (access === undefined || source === undefined || result.region === undefined) return result
  const { jobs } = target.remediation
  if (target.asked !== undefined) return result
  const wanted = { use: 'work', bucket: jobs.work.bucket, owner: access.identity.account } as const
  const { handle: work } = await openBucket(wanted, result.region, access)
  return await finishEarlier(result, { deps, jobs, mode: 'run', bucket: target.bucket, source, work })
}

async function finishEarlier(bucket: BucketResult, scene: DirectScene): Promise<BucketResult> {
  const error = await finishEarlierCopies(scene)
  return error === undefined ? bucket : failed(bucket, error, scene.deps)
}

/** What remediating one bucket needs. */
type Scene = Acting &
  DirectScene & {
    readonly access: Access
    readonly target: BucketTarget
    readonly plan: BucketPlan
    readonly proof: Proof
    readonly region: string
  }

/** Each object is either restored or copied, never both: a restore is requested only for what cannot be copied now. */
async function lookAtArchived({ deps, plan, source, target }: Scene): Promise<Unrestored> {
  const toFollow = plan.directCopies.filter(({ group }) => group.operation === 'restore')
  const [first] = toFollow
  if (first === undefined) return { ends: new Map(), others: new KeySet() }
  const { accepted, keyRule } = target
  const rules = { target: first.target, accepted, keyRule }
  const calls = createObjectCalls(source, { locks: plan.objectLock !== undefined })
  return await findUnrestored(plan.bucket, toFollow, rules, calls, deps.signal)
}

async function runJobs(bucket: BucketResult, scene: Scene, notToRestore: KeySet): Promise<BucketResult> {
  const { deps, plan } = scene
  if (plan.jobs.length === 0) return bucket
  const options = describeOptions(bucket, scene)
  const batch = createRemediationDeps(bucket, scene)
  const asWanted = await recordAllTags(plan, options, batch, deps.log)
  const archived = await lookAtAsked(scene)
  const leaveAlone = archived?.leaveAlone ?? (asWanted.size > 0 ? asWanted : notToRestore)
  const { outcomes, errors } = await remediateBucket(plan, { ...options, leaveAlone }, batch)
  for (const outcome of outcomes) logGroup(describeJob(outcome), deps)
  const followed = archived && (await followAsked(archived, outcomes, scene))
  const acted = {
    ...bucket,
    jobs: outcomes,
    ...(followed && { oneByOne: { planned: plan.jobs, result: followed } }),
    ...(asWanted.size > 0 && { alreadyDone: asWanted.size }),
    ...(plan.jobs.some((job) => jobOperationOf(job).recordsTags) && tellRecords(scene)),
  }
  const told = await lookForLostLocks(acted, scene)
  const [error] = errors
  return error === undefined ? told : failed(told, error, deps)
}

/** After all jobs of the bucket have finished copying; until then, the check is left to a later run. */
async function lookForLostLocks(bucket: BucketResult, { deps, plan, source }: Scene): Promise<BucketResult> {
  const copies = plan.jobs.filter(isCopyJob)
  const copyJobs = bucket.jobs.filter((job) => jobOperationOf(job).makesNewObjects)
  const goesOn = copyJobs.some(({ state }) => state === 'pending' || state === 'awaiting-confirmation')
  if (plan.objectLock === undefined || copyJobs.length === 0 || goesOn || deps.signal.aborted) return bucket
  try {
    const lockCheck = await checkLocks(plan.bucket, copies, {
      listVersionsSince: (key, since) => listVersionsSince(source, key, since, deps.signal),
      readLock: (key, versionId) => absentAs404(() => readLock(source, key, versionId, deps.signal)),
    })
    return { ...bucket, lockCheck }
  } catch (error) {
    const { message, hint } = asActionError(error, 'REMEDIATION_FAILED')
    const said = `Whether a lock was set during the copy could not be checked: ${message}`
    return failed(bucket, new ActionError('REMEDIATION_FAILED', said, { ...(hint && { hint }), cause: error }), deps)
  }
}
