// Tries the plans of a bucket: jobs for many objects start after all their canaries have passed (ADR 6).

import type { JobDescriptor } from '@aws-sdk/client-s3-control'
import type { PlannedJob, PlannedTrial } from '../operations/registry.ts'
import { ActionError } from '../words/errors.ts'
import type { BatchDeps } from './batch-deps.ts'
import { type CanaryJob, type CanarySource, planCanaryJob, prepareCanary, readCanary } from './canary.ts'
import type { CanaryRecord } from './canary-record.ts'
import { SETTLED_CAUSES } from './failure-cause.ts'
import type { CanaryReading, JobOutcome } from './job-outcome.ts'
import { judgeCanary } from './judge-canary.ts'
import type { RemediationOptions } from './options.ts'

/** One planned job and its canary. */
export type Trial = {
  readonly planned: PlannedTrial
  /** The canary as a job; its objects are recorded before it is started. @throws ActionError */
  readonly prepare: (source: CanarySource, options: RemediationOptions, deps: BatchDeps) => Promise<PlannedTrial>
  /** Adds an ended job that copied some of the objects. */
  readonly addJob: (job: JobDescriptor, outcome: JobOutcome) => void
  /** Compares the objects after all are copied. @throws ActionError unless nothing was lost */
  readonly judge: (options: RemediationOptions, deps: BatchDeps) => Promise<void>
  /** The same after the canary's own job has ended. @throws ActionError unless it succeeded and nothing was lost */
  readonly judgeEnd: (outcome: JobOutcome, options: RemediationOptions, deps: BatchDeps) => Promise<void>
  /** Marks the trial as failed: neither its job nor any other that waits for its canary is started. */
  readonly fail: () => void
  readonly state: () => 'open' | 'passed' | 'failed'
  readonly reading: () => CanaryReading | undefined
}

export type Trials = {
  /** Returns the trial of a job; creates it if there is none. */
  readonly open: (planned: PlannedTrial) => Trial
  readonly isTried: (planned: PlannedJob) => boolean
  /** Jobs to start now; each is returned once. None while a canary is running, or after one that did not pass. */
  readonly takeTried: () => readonly PlannedJob[]
  /** Keeps the outcome of a canary's job; the job for the other objects reports it as part of its outcome. */
  readonly keep: (outcome: JobOutcome, trial: Trial) => void
  /** All outcomes, with what was read from the canary objects. */
  readonly tell: (outcomes: readonly JobOutcome[]) => readonly JobOutcome[]
}

/** Starts without any trial. */
export function createTrials(): Trials {
  const trials = new Map<PlannedJob, Trial>()
  const taken = new Set<PlannedJob>()
  const kept = new Map<string, { readonly outcome: JobOutcome; readonly trial: Trial }>()
  return {
    open(planned) {
      const trial = trials.get(planned) ?? createTrial(planned)
      trials.set(planned, trial)
      return trial
    },
    isTried: (planned) => trials.get(planned)?.state() === 'passed',
    takeTried() {
      const all = [...trials.values()]
      if (all.some((trial) => trial.state() !== 'passed')) return []
      const ready = all.map(({ planned }) => planned).filter((planned) => !taken.has(planned))
      for (const planned of ready) taken.add(planned)
      return ready
    },
    keep: (outcome, trial) => kept.set(outcome.jobId, { outcome, trial }),
    tell(outcomes) {
      const told = new Set(outcomes.map(({ jobId }) => jobId))
      const others = [...kept.values()].map(({ outcome }) => outcome).filter(({ jobId }) => !told.has(jobId))
      return [...others, ...outcomes].map((outcome) => {
        const own = kept.get(outcome.jobId)
        if (!outcome.isCanary || own === undefined) return outcome
        const canary = own.trial.reading()
        // The job for the other objects found it finished; this run may have started it a minute ago.
        return { ...outcome, origin: own.outcome.origin, ...(canary && { canary }) }
      })
    },
  }
}

function createTrial(planned: PlannedTrial): Trial {
  let state: 'open' | 'passed' | 'failed' = 'open'
  let record: CanaryRecord | undefined
  let reading: CanaryReading | undefined
  const jobs: CanaryJob[] = []
  const judge: Trial['judge'] = async (options, deps) => {
    if (record === undefined) throw new ActionError('INTERNAL_ERROR', 'A canary was judged before it was prepared.')
    state = 'failed'
    reading = await readCanary(record, planned, jobs, deps)
    const error = judgeCanary(reading, planned, record, options)
    if (error !== undefined) throw error
    state = 'passed'
  }
  return {
    planned,
    async prepare(source, options, deps) {
      record ??= await prepareCanary(planned, source, options, deps)
      return planCanaryJob(planned, record)
    },
    // With so few tasks, the samples are complete.
    addJob: (job, { reconciliation }) =>
      jobs.push({ job, failed: (reconciliation?.failures ?? []).flatMap(({ samples }) => samples) }),
    judge,
    async judgeEnd(outcome, options, deps) {
      state = 'failed'
      const error = findFailure(outcome, planned)
      if (error !== undefined) throw error
      await judge(options, deps)
    },
    fail: () => {
      state = 'failed'
    },
    state: () => state,
    reading: () => reading,
  }
}

/** Objects changed or deleted since the report do not fail a canary; any other failure does. */
function findFailure({ state, reconciliation }: JobOutcome, { group }: PlannedTrial): ActionError | undefined {
  const failed = (reconciliation?.failures ?? []).filter(({ cause }) => !SETTLED_CAUSES.has(cause))
  const isWhole = state === 'complete' && reconciliation?.notAttempted === 0
  if (isWhole && failed.length === 0) return undefined
  const tasks = failed.reduce((sum, failure) => sum + failure.tasks, 0)
  const what = isWhole ? `${tasks} of its tasks failed` : `its job ended ${state}`
  return new ActionError(
    'REMEDIATION_FAILED',
    `The canary failed: ${what}. The job over all ${group.tally.objects} objects (${group.storageClass}) was not started.`,
    { hint: failed[0]?.hint ?? 'Check its job below, fix the cause, and run again.' },
  )
}
