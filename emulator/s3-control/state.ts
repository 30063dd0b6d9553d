// The state of S3 Batch Operations in the emulator: its jobs, tokens, scripts and settings.

import { createHash } from 'node:crypto'
import { partitionOf } from '../partition.ts'
import { serviceState, type World } from '../world.ts'
import type { Job, JobScript } from './job.ts'
import type { JobRequest } from './job-request.ts'
import type { BatchSettings } from './settings.ts'

export type BatchState = {
  readonly settings: BatchSettings
  /** By job id, oldest first. */
  readonly jobs: Map<string, Job>
  /** By account and client request token. */
  readonly tokens: Map<string, { readonly fingerprint: string; readonly jobId: string; readonly at: number }>
  /** Scripts for future jobs, first in, first out. */
  readonly scripts: JobScript[]
  jobsCreated: number
  /** Settles when the jobs were last advanced. */
  advancing: Promise<void>
}

/** The state of S3 Batch Operations in this world; tests change its settings in place. */
export function batchState(world: World): BatchState {
  return serviceState(world, 's3-batch', () => ({
    settings: {
      pacing: {
        newPolls: 0,
        preparingPolls: 0,
        readyPolls: 0,
        completingPolls: 0,
        activePolls: 2,
        tasksPerPoll: undefined,
        stepMs: 30_000,
        advanceClockPerPollMs: 0,
      },
      report: {
        lineEnd: '\n' as const,
        columnOrder: 'observed' as const,
        rowsPerFile: Number.POSITIVE_INFINITY,
        delivery: 'normal' as const,
        missingResultsFile: false,
        wrongMd5: false,
        truncated: false,
        doubleSlash: false,
        editRows: undefined,
        editManifest: undefined,
      },
      copiesLose: 'nothing' as const,
      suspendWhenConfirmationUnset: true,
      callsBeforeVisible: 0,
      thresholdOvershootTasks: 0,
      errorNames: 'model' as const,
      progressError: { succeeded: 0, failed: 0 },
    },
    jobs: new Map<string, Job>(),
    tokens: new Map<string, { fingerprint: string; jobId: string; at: number }>(),
    scripts: [],
    jobsCreated: 0,
    advancing: Promise.resolve(),
  }))
}

/** Assigns a script to a job or, without an id, to the next job that is created. */
export function scriptJob(world: World, script: JobScript, jobId?: string): void {
  const state = batchState(world)
  if (jobId === undefined) {
    state.scripts.push(script)
    return
  }
  const job = state.jobs.get(jobId)
  if (job === undefined) throw new Error(`There is no job ${jobId} to script`)
  job.script = startScript(script)
}

function startScript(script: JobScript): Job['script'] {
  return { script, events: [...(script.events ?? [])].sort((a, b) => a.at - b.at), shownPolls: 0, pausedPolls: 0 }
}

/** Adds a new job in state New. */
export function addJob(world: World, account: string, request: JobRequest): Job {
  const state = batchState(world)
  state.jobsCreated += 1
  const id = createJobId(state.jobsCreated)
  const job: Job = {
    id,
    arn: `arn:${partitionOf(world)}:s3:${world.region}:${account}:job/${id}`,
    account,
    number: state.jobsCreated,
    request,
    createdAt: world.clock.now(),
    priority: request.priority,
    status: 'New',
    pollsInStatus: 0,
    steppedAt: world.clock.now(),
    tags: request.tags,
    statusUpdateReason: undefined,
    failureReasons: [],
    suspendedAt: undefined,
    terminatedAt: undefined,
    activeSince: undefined,
    activeMs: 0,
    tasks: undefined,
    results: [],
    tasksFailed: 0,
    thresholdCrossedAt: undefined,
    generatedManifest: undefined,
    script: startScript(state.scripts.shift() ?? {}),
  }
  state.jobs.set(id, job)
  return job
}

/** A UUID, the same for the n-th job of every world. */
function createJobId(number: number): string {
  const hex = createHash('sha256').update(`job ${number}`).digest('hex')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5')
}
