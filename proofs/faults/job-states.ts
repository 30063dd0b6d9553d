// Knows the suite of job states: all thirteen of S3 and one nobody knows, shown at every step of a job's life, and every
// way a job ends before its time.

import { JOB_STATUSES, type JobScript, type JobStatus, TERMINAL_STATUSES } from '../../emulator/s3-control/job.ts'
import { scriptJob } from '../../emulator/s3-control/state.ts'
import { countCopies, openRig, seedFindings } from './rig.ts'
import { choose, countFigure, type Figure, type Named, type Orders, runAll, type Suite } from './suite.ts'

const CI_STATES = 12
const MAX_RUNS = 4
const KEYS = ['old/1', 'old/2', 'old/3', 'old/4']
const SHARES = [0, 0.5, 1]
/** States a job of ours passes by itself. */
const PASSED: readonly JobStatus[] = ['New', 'Preparing', 'Ready', 'Active', 'Completing']

type StateCase = Named & { readonly script: JobScript }

function listStates(): StateCase[] {
  const shown = [...JOB_STATUSES.filter((status) => !TERMINAL_STATUSES.has(status)), 'Hibernating']
  return [
    ...PASSED.flatMap((from) =>
      shown.map((status) => ({ name: `${status} shown from ${from}`, script: { show: { status, from, polls: 3 } } })),
    ),
    ...SHARES.flatMap((at): StateCase[] => [
      { name: `paused at ${at}`, script: { events: [{ at, kind: 'pause', polls: 4 }] } },
      { name: `cancelled at ${at}`, script: { events: [{ at, kind: 'cancel', reason: 'a person' }] } },
      { name: `failed at ${at}`, script: { events: [{ at, kind: 'fail', code: 'InternalError', reason: 'none' }] } },
    ]),
  ]
}

async function runState({ script }: StateCase): Promise<readonly string[]> {
  const rig = await openRig({ seed: (world) => seedFindings(world, KEYS) })
  try {
    scriptJob(rig.world, script)
    let last = await rig.run()
    for (let runs = 1; last.exitCode !== 0 && runs < MAX_RUNS; runs += 1) last = await rig.run()
    const copies = [...countCopies(rig.world)].map(([key, times]) => `${key} x${times}`).sort()
    const problems = [...rig.problems]
    if (last.exitCode !== 0) problems.push(`still ends with ${last.exitCode} after ${MAX_RUNS} runs`)
    if (copies.join() !== KEYS.map((key) => `${key} x1`).join()) problems.push(`copied ${copies.join(', ')}`)
    return problems
  } finally {
    await rig.close()
  }
}

async function run(orders: Orders): Promise<Figure[]> {
  const all = listStates()
  const cases = choose(all, orders, CI_STATES)
  const failures = await runAll('states', cases, orders, runState)
  const detail = `${cases.length} of ${all.length} states and ends, at each step of a job's life`
  return [
    countFigure('S-21', 'job states did not end with each object copied once', {
      cases: cases.length,
      failures,
      detail,
    }),
  ]
}

export const states: Suite = { name: 'states', about: 'all 13 job states, an unknown one, and early ends', run }
