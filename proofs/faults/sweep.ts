// Knows the sweeps: every request of a recorded remediation, in every phase, with every fault, alone and in pairs; then
// the same action again until it ends. Whatever happened, the end must be that of a run nothing happened to.

import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import { type JobStatus, TERMINAL_STATUSES } from '../../emulator/s3-control/job.ts'
import { advanceJobs } from '../../emulator/s3-control/lifecycle.ts'
import { batchState } from '../../emulator/s3-control/state.ts'
import type { LoggedRequest } from '../../emulator/traffic.ts'
import type { World } from '../../emulator/world.ts'
import { listStrikes, type Strike } from './effects.ts'
import { countCopies, countOrphans, describeEnd, openRig, type Rig, type RigOptions, type RunResult } from './rig.ts'

/** More reruns than this do not help any more. */
const MAX_RERUNS = 4

export type Stroke = { readonly request: number; readonly operation: string; readonly strike: Strike }

export type SweepCase = { readonly name: string; readonly strokes: readonly Stroke[] }

/** What became of a case. */
export type CaseEnd = {
  /** Sentences; empty when all is well. */
  readonly problems: readonly string[]
  /** Whether the faults really struck. */
  readonly struck: boolean
  /** How the first run ended: an exit code, or a signal. */
  readonly firstEnd: string
  readonly reruns: number
  readonly orphans: number
  /** Of runs that were signalled: milliseconds of real time to the end, and requests that began after it. */
  readonly afterSignal: { readonly ms: number; readonly requests: number } | undefined
}

/** What a remediation of this world looks like when nothing happens to it. */
export type Recording = { readonly requests: readonly LoggedRequest[]; readonly end: string }

/** Runs the remediation to its end without a fault; the requests are those of its first run. */
export async function record(options: RigOptions): Promise<Recording> {
  const rig = await openRig(options)
  try {
    const first = await rig.run()
    let last = first
    // What waits for a restore is over only with a later run.
    if (isPending(last)) last = await rig.run()
    if (last.exitCode !== 0 || rig.problems.length > 0)
      throw new Error(`the recorded run ended with ${last.exitCode}: ${rig.problems.join('; ')}`)
    return { requests: first.requests, end: describeEnd(rig.world) }
  } finally {
    await rig.close()
  }
}

/** The next run goes on with what this one left, whether the step failed or not. */
const isPending = ({ outputs }: RunResult): boolean => outputs.get('remediation-status') === 'PENDING'
const isEnded = (run: RunResult): boolean => run.exitCode === 0 && !isPending(run)
const sayEnd = (run: RunResult): string => `${run.exitCode}${isPending(run) ? ' (PENDING)' : ''}`

/** Every single fault at every request of a recording. */
export function listSingles(world: string, { requests }: Recording): SweepCase[] {
  return listStrokes(requests).map((stroke) => ({ name: `${world}/${renderStroke(stroke)}`, strokes: [stroke] }))
}

/** One of each kind: what a pair adds is the order and the place, not the size of the hole. */
const OF_PAIRS = /^(before: (503|reset|SIGKILL)|after: (500|reset|SIGKILL)|body half: reset|before: expired token)$/

/**
 * Every pair of faults at two requests, the later one numbered in the run as it continues after the first. Of the faults
 * only those that leave a process running come first.
 */
export function* listPairs(world: string, { requests }: Recording): Generator<SweepCase> {
  const strokes = listStrokes(requests).filter(({ strike }) => OF_PAIRS.test(strike.name))
  for (const first of strokes.filter(({ strike }) => strike.signal === undefined)) {
    for (const second of strokes) {
      if (second.request <= first.request) continue
      yield { name: `${world}/${renderStroke(first)} + ${renderStroke(second)}`, strokes: [first, second] }
    }
  }
}

function listStrokes(requests: readonly LoggedRequest[]): Stroke[] {
  const [first] = requests
  return requests.flatMap((logged) =>
    listStrikes(logged).map((strike) => ({
      request: logged.number - (first?.number ?? 1) + 1,
      operation: logged.operation,
      strike,
    })),
  )
}

const renderStroke = ({ request, operation, strike }: Stroke): string => `${request} ${operation}, ${strike.name}`

/** Runs a case in a fresh world and holds its end against the recorded one. */
export async function runCase(one: SweepCase, options: RigOptions, recording: Recording): Promise<CaseEnd> {
  const rig = await openRig(options)
  try {
    const { first, struck, afterSignal } = await runStruck(rig, one)
    const isSignalled = one.strokes.some(({ strike }) => strike.signal === 'SIGINT' || strike.signal === 'SIGTERM')
    const problems = struck && isSignalled ? checkLastWords(rig, first) : []
    const firstEnd = String(first.signal ?? first.exitCode)
    rig.world.faults.length = 0
    let reruns = 0
    for (let last = first; !isEnded(last); reruns += 1) {
      if (reruns === MAX_RERUNS) {
        problems.push(`still ends with ${sayEnd(last)} after ${reruns} reruns: ${lastErrorOf(last)}`)
        break
      }
      last = await rig.run()
    }
    await finishJobs(rig.world)
    const orphans = countOrphans(rig.world)
    return {
      problems: [...problems, ...rig.problems, ...checkEnd(rig, recording)],
      struck,
      firstEnd,
      reruns,
      orphans,
      afterSignal,
    }
  } finally {
    await rig.close()
  }
}

/** What S3 does after the last task of a job: nobody has to wait for it if a listing shows that nothing is left to do. */
const FINISHING = new Set<JobStatus>(['Completing', 'Cancelling', 'Failing'])

/** Lets S3 end the jobs that need nothing more; others stay as they are. */
async function finishJobs(world: World): Promise<void> {
  const left = [...batchState(world).jobs.values()].filter(({ status }) => !TERMINAL_STATUSES.has(status))
  if (left.every(({ status }) => FINISHING.has(status))) for (const _ of left) await advanceJobs(world)
}

async function runStruck(rig: Rig, { strokes }: SweepCase) {
  const { world } = rig
  let handle: ActionHandle | undefined
  let struck = 0
  let signalledAt = 0
  let loggedAtSignal = 0
  for (const { request, operation, strike } of strokes) {
    const onStrike = (): void => {
      struck += 1
      signalledAt = performance.now()
      loggedAtSignal = world.log.length
    }
    const fault = strike.make(() => handle, onStrike)
    // A fault that lasts strikes every repetition of the request, whatever its number then is.
    const match = fault.times > 1 ? { operation } : { number: world.log.length + request }
    world.faults.push({ match, ...fault })
  }
  const first = await rig.run({
    // Last words of a cancelled run have a guard of their own, which must not be hastened.
    hastens: strokes.every(({ strike }) => strike.signal === undefined),
    onStart: (started) => {
      handle = started
    },
  })
  const isSignalled = strokes.some(({ strike }) => strike.signal !== undefined && strike.signal !== 'SIGKILL')
  const afterSignal = {
    ms: performance.now() - signalledAt,
    requests: world.log.length - loggedAtSignal,
  }
  return { first, struck: struck === strokes.length, afterSignal: isSignalled && struck ? afterSignal : undefined }
}

/** A run that was cancelled in time leaves its summary, its outputs and the ids of the jobs it started. */
function checkLastWords({ world }: Rig, { exitCode, outputs, summary, requests }: RunResult): string[] {
  const problems: string[] = []
  if (exitCode !== 130) problems.push(`cancelled, it ended with ${exitCode}`)
  if (summary === '') problems.push('cancelled, it left no summary')
  const answered = requests.some(({ operation, status }) => operation === 'CreateJob' && status === 200)
  const [job] = batchState(world).jobs.values()
  const polled = requests.some(({ operation }) => operation === 'DescribeJob')
  if (answered && polled && job !== undefined && !(outputs.get('job-ids') ?? '').includes(job.id))
    problems.push('cancelled, it does not name the job it had created')
  return problems
}

function checkEnd({ world }: Rig, { end }: Recording): string[] {
  const problems: string[] = []
  const actual = describeEnd(world)
  if (actual !== end) problems.push(`ended as ${actual} instead of ${end}`)
  const twice = [...countCopies(world)].filter(([, times]) => times > 1).map(([key]) => key)
  if (twice.length > 0) problems.push(`copied more than once: ${twice.join(', ')}`)
  if (countOrphans(world) > 1) problems.push(`${countOrphans(world)} orphan job manifests`)
  return problems
}

const lastErrorOf = ({ annotations }: RunResult): string =>
  annotations.findLast(({ level }) => level === 'error')?.message ?? 'no error was told'
