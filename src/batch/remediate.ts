// Remediates a bucket: starts every planned job, canaries first, waits for all of them, and concludes each.

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import type { BucketPlan } from '../decide/bucket-plan.ts'
import type { PlannedJob } from '../operations/registry.ts'
import { faultOf, retry } from '../time/retry.ts'
import { ActionError, asActionError, messageOf } from '../words/errors.ts'
import { InterruptedError, stopOnAbort } from './abort.ts'
import type { BatchDeps } from './batch-deps.ts'
import type { CanarySource } from './canary.ts'
import {
  concludeCovered,
  concludeJob,
  describeBlocked,
  describePending,
  describeUnproven,
  type OwnJob,
} from './conclude.ts'
import type { JobOutcome } from './job-outcome.ts'
import type { RemediationOptions } from './options.ts'
import type { KnownJob } from './start.ts'
import { type StartResult, startJob } from './start-job.ts'
import { UPDATING } from './survey.ts'
import { createTrials, type Trial, type Trials } from './trials.ts'
import { createWatch, type Settled, type Watch, waitForJobs } from './wait.ts'

type Remediation = {
  readonly outcomes: readonly JobOutcome[]
  /** Why planned jobs were not started or confirmed. Jobs that were started are in `outcomes` nevertheless. */
  readonly errors: readonly ActionError[]
}

/** A job that is waited for: one of this plan, its canary, or one that prevents it. */
type Task = { readonly watch: Watch } & (
  | { readonly own: OwnJob; readonly trial?: Trial }
  | { readonly own?: undefined; readonly blocker: KnownJob; readonly planned: PlannedJob }
)

type Run = {
  readonly bucket: string
  readonly options: RemediationOptions
  readonly deps: BatchDeps
  readonly outcomes: JobOutcome[]
  readonly errors: ActionError[]
  readonly trials: Trials
  tasks: Task[]
}

/**
 * Remediates one bucket as planned. Run again after any interruption, it attaches to existing jobs or counts their
 * results, so that each object is copied at most once. Never throws: when the signal aborts, existing jobs are returned
 * as pending at once.
 */
export async function remediateBucket(
  plan: BucketPlan,
  options: RemediationOptions,
  deps: BatchDeps,
): Promise<Remediation> {
  const run: Run = {
    bucket: plan.bucket,
    options,
    deps: stopOnAbort(deps, options.signal),
    outcomes: [],
    errors: [],
    trials: createTrials(),
    tasks: [],
  }
  if (plan.refusal) {
    const error = new ActionError('REMEDIATION_REFUSED', plan.refusal.message, plan.refusal)
    return { outcomes: [], errors: plan.jobs.length > 0 ? [error] : [] }
  }
  try {
    await startAll(run, plan.jobs)
    while (options.wait && run.tasks.length > 0) await settleSome(run)
  } catch (error) {
    if (!(error instanceof InterruptedError)) run.errors.push(asActionError(error, 'REMEDIATION_FAILED'))
  }
  for (const task of run.tasks) run.outcomes.push(describeUnsettled(run, task))
  return { outcomes: run.trials.tell(run.outcomes), errors: run.errors }
}

/** Starts each of these jobs, and then those whose canaries have passed. */
async function startAll(run: Run, jobs: readonly PlannedJob[]): Promise<void> {
  await startEach(run, jobs)
  await startEach(run, run.trials.takeTried())
}

/** If one job cannot be started, the others still are. */
async function startEach(run: Run, jobs: readonly PlannedJob[]): Promise<void> {
  for (const planned of jobs) {
    try {
      await startOne(run, planned)
    } catch (error) {
      if (error instanceof InterruptedError) throw error
      run.errors.push(asActionError(error, 'REMEDIATION_FAILED'))
    }
  }
}

async function startOne(run: Run, planned: PlannedJob): Promise<void> {
  const { bucket, options, deps } = run
  const result = await startJob(bucket, planned, options, deps, run.trials.isTried(planned))
  if (result.kind === 'untried') return await startTrial(run, run.trials.open(result.planned), result.canary)
  await follow(run, planned, result)
  for (const part of result.covered) run.outcomes.push(await concludeCovered(bucket, planned, part, options, deps))
}

/**
 * Tries a plan on a few objects: they are copied by a separate job; if it has finished already, its objects are only
 * read.
 */
async function startTrial(run: Run, trial: Trial, source: CanarySource): Promise<void> {
  const { bucket, options, deps } = run
  try {
    const canary = await trial.prepare(source, options, deps)
    const result = await startJob(bucket, canary, options, deps)
    await follow(run, canary, result, trial)
    if (result.kind === 'refused' || result.kind === 'unproven') trial.fail()
    for (const part of result.covered) {
      const outcome = await concludeCovered(bucket, canary, part, options, deps)
      trial.addJob(part.known.job, outcome)
      run.trials.keep(outcome, trial)
    }
    if (result.kind === 'covered') await trial.judge(options, deps)
  } catch (error) {
    trial.fail()
    throw error
  }
}

/** Starts to wait for a job that was started, or records why there is nothing to wait for. */
async function follow(run: Run, planned: PlannedJob, result: StartResult, trial?: Trial): Promise<void> {
  const { bucket, options } = run
  const { storageClass } = planned.group
  if (result.kind === 'blocked') {
    const { by: blocker } = result
    const watch = createWatch(
      { jobId: blocker.jobId, bucket, storageClass, rows: planned.group.tally.objects },
      blocker.job,
    )
    run.tasks.push({ watch, blocker, planned: trial?.planned ?? planned })
  }
  if (result.kind === 'started') {
    const { jobId, origin, source, rows, known } = result
    const own: OwnJob = { jobId, bucket, planned, origin, source, rows }
    const watch = createWatch({ jobId, bucket, storageClass, rows }, known?.job)
    run.tasks.push({ watch, own, ...(trial && { trial }) })
    if (known?.job.Status === 'Suspended') await confirmIfMeant(run, watch)
  }
  if (result.kind === 'refused') run.errors.push(result.error)
  if (result.kind === 'unproven') {
    run.outcomes.push(describeUnproven(bucket, planned, result.job, result.rows, result.reason, options))
  }
}

/** Waits until more jobs settle, then starts the jobs that were waiting for them. */
async function settleSome(run: Run): Promise<void> {
  const { tasks, options, deps } = run
  const settled = await waitForJobs(
    tasks.map(({ watch }) => watch),
    options,
    deps,
  )
  for (const end of settled) {
    const task = tasks.find(({ watch }) => watch === end.watch)
    if (task) await settleOrTell(run, task, end)
  }
}

/** A job whose outcome cannot be determined is reported with its status; the others are still waited for. */
async function settleOrTell(run: Run, task: Task, end: Settled): Promise<void> {
  try {
    await settle(run, task, end)
  } catch (error) {
    if (error instanceof InterruptedError) throw error
    run.errors.push(asActionError(error, 'REMEDIATION_FAILED'))
    if (run.tasks.includes(task)) run.outcomes.push(describeUnsettled(run, task))
    forget(run, task)
  }
}

async function settle(run: Run, task: Task, end: Settled): Promise<void> {
  if (end.end === 'aborted') throw new InterruptedError()
  if (!task.own) {
    forget(run, task)
    if (end.end === 'terminal' && run.deps.now() < run.options.deadline) await startAll(run, [task.planned])
    else run.outcomes.push(describeUnsettled(run, task))
    return
  }
  if (end.end === 'suspended' && (await confirmIfMeant(run, task.watch))) return
  // Remains a task until its outcome is determined: if an abort comes in between, it must still be reported.
  const outcome = await concludeJob(task.own, end, run.options, run.deps)
  const trial = end.end === 'terminal' ? task.trial : undefined
  if (trial === undefined) run.outcomes.push(outcome)
  else run.trials.keep(outcome, trial)
  forget(run, task)
  if (trial === undefined) return
  if (task.watch.job !== undefined) trial.addJob(task.watch.job, outcome)
  await trial.judgeEnd(outcome, run.options, run.deps)
  await startAll(run, [])
}

function forget(run: Run, task: Task): void {
  run.tasks = run.tasks.filter((other) => other !== task)
}

function describeUnsettled({ bucket, options }: Run, task: Task): JobOutcome {
  if (task.own) return describePending(task.own, task.watch.job, options)
  return describeBlocked(bucket, task.planned, task.blocker, task.watch.job, options)
}

/** In mode `run`, confirms a suspended job of exactly this plan. True if the job now continues. */
async function confirmIfMeant(run: Run, watch: Watch): Promise<boolean> {
  const { options, deps } = run
  if (options.mode !== 'run') return false
  try {
    await retry(() => deps.confirmJob(watch.jobId), UPDATING, { ...deps, signal: options.signal })
    return markConfirmed(watch)
  } catch (error) {
    if (error instanceof InterruptedError) throw error
    // It has just been confirmed or cancelled, or the response to an earlier attempt was lost: the next DescribeJob
    // shows which.
    if (faultOf(error) === 'wrong-status') return markConfirmed(watch)
    run.errors.push(
      error instanceof ActionError
        ? error
        : new ActionError('REMEDIATION_FAILED', `Job ${watch.jobId} could not be confirmed: ${messageOf(error)}`, {
            hint: 'It stays suspended: confirm it in the console, or allow s3:UpdateJobStatus and run again.',
            cause: error,
          }),
    )
    return false
  }
}

function markConfirmed(watch: Watch): true {
  watch.whenSuspended = 'wait'
  const confirmed: JobDescriptor = { ...watch.job, Status: 'Ready' }
  watch.job = confirmed
  return true
}
