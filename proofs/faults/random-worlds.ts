// Knows the suite of random worlds: objects, classes, foreign writes, failing tasks and early ends drawn by a seed. What a
// run counts must be what really happened.

import type { Job, JobEvent } from '../../emulator/s3-control/job.ts'
import { batchState, scriptJob } from '../../emulator/s3-control/state.ts'
import { seedDeleteMarker } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { BUCKET, openRig, type Rig, seedFindings, writeAsClient } from './rig.ts'
import { choose, countFigure, type Figure, type Named, type Orders, runAll, type Suite } from './suite.ts'

const WORLDS = 10_000
const CI_WORLDS = 16
const CLASSES = ['STANDARD', 'STANDARD_IA', 'GLACIER_IR', 'INTELLIGENT_TIERING']
const FAILURES = [
  { httpStatus: 403, errorCode: 'AccessDenied', message: 'Access Denied' },
  { httpStatus: 500, errorCode: 'InternalError', message: 'We encountered an internal error.' },
  { httpStatus: 503, errorCode: 'SlowDown', message: 'Please reduce your request rate.' },
]

/** Numbers from 0 up to 1, the same for each seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type RandomWorld = Named & { readonly seed: number }

async function runWorld({ seed }: RandomWorld): Promise<readonly string[]> {
  const random = createRandom(seed)
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)]
  const keys = Array.from({ length: 1 + Math.floor(random() * 12) }, (_, index) => `k/${index}`)
  const rig = await openRig({
    seed: (world) => {
      for (const key of keys) {
        const storageClass = pick(CLASSES)
        seedFindings(world, [key], { storageClass, ...(random() < 0.3 ? { status: 'SSE-S3' as const } : {}) })
      }
    },
  })
  try {
    disturb(rig.world, keys, random, pick)
    const { report } = await rig.run()
    return [...rig.problems, ...compareCounts(rig, report)]
  } finally {
    await rig.close()
  }
}

/** Writes and deletions after the report, tasks that fail, and jobs that end early. */
function disturb(
  world: World,
  keys: readonly string[],
  random: () => number,
  pick: <T>(items: readonly T[]) => T | undefined,
): void {
  world.clock.advance(3_600_000)
  for (const key of keys) {
    const draw = random()
    if (draw < 0.1) writeAsClient(world, key, 'newer')
    else if (draw < 0.2) seedDeleteMarker(world, BUCKET, { key, lastModified: world.clock.now() })
  }
  const failing = new Map(keys.filter(() => random() < 0.15).map((key) => [key, pick(FAILURES)]))
  for (const _ of CLASSES) {
    const at = Math.floor(random() * 5) / 4
    const ends: JobEvent[] = [
      { at, kind: 'cancel', reason: 'a person' },
      { at, kind: 'fail', code: 'InternalError', reason: 'none' },
      { at, kind: 'pause', polls: 2 },
    ]
    const event = random() < 0.3 ? pick(ends) : undefined
    scriptJob(world, {
      failTask: (task) => failing.get(task.key ?? ''),
      ...(event === undefined ? {} : { events: [event] }),
    })
  }
}

type Tasks = {
  readonly succeeded: number
  readonly failed: number
  readonly notAttempted: number
  readonly failures: readonly { readonly httpStatus: string; readonly tasks: number }[]
}
type Told = {
  readonly buckets: readonly { readonly jobs: readonly { readonly jobId: string; readonly tasks?: Tasks }[] }[]
}

/** What the report says of each job, held against the job itself. */
function compareCounts({ world }: Rig, report: unknown): string[] {
  const told = (report as Told | undefined)?.buckets.flatMap(({ jobs }) => jobs) ?? []
  return [...batchState(world).jobs.values()].flatMap((job) => {
    const one = told.find(({ jobId }) => jobId === job.id)
    const truth = JSON.stringify(countTruth(job))
    const said = JSON.stringify(one?.tasks && countTold(one.tasks))
    return said === truth ? [] : [`job ${job.id}: told ${said}, true is ${truth}`]
  })
}

const countStatus = (byStatus: Map<string, number>): [string, number][] => [...byStatus].sort()

function countTruth({ results, tasks }: Job) {
  const failures = new Map<string, number>()
  for (const { succeeded, httpStatus } of results)
    if (!succeeded) failures.set(String(httpStatus), (failures.get(String(httpStatus)) ?? 0) + 1)
  const failed = results.filter(({ succeeded }) => !succeeded).length
  const notAttempted = (tasks?.length ?? 0) - results.length
  return { succeeded: results.length - failed, failed, notAttempted, failures: countStatus(failures) }
}

function countTold({ succeeded, failed, notAttempted, failures: groups }: Tasks) {
  const failures = new Map<string, number>()
  for (const { httpStatus, tasks } of groups) failures.set(httpStatus, (failures.get(httpStatus) ?? 0) + tasks)
  return { succeeded, failed, notAttempted, failures: countStatus(failures) }
}

async function run(orders: Orders): Promise<Figure[]> {
  const all = Array.from({ length: WORLDS }, (_, seed) => ({ name: `world ${seed}`, seed }))
  const cases = choose(all, orders, CI_WORLDS)
  const failures = await runAll('random', cases, orders, runWorld)
  return [countFigure('S-23', 'random worlds were counted wrong', { cases: cases.length, failures })]
}

export const random: Suite = { name: 'random', about: 'counts of random worlds against what really happened', run }
