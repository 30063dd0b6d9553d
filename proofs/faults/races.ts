// Knows the suite of concurrent runs: several children in one world, whose requests a scheduler lets through one by one, in
// every order. There must be one job, and one copy of each object.

import { setTimeout as delay } from 'node:timers/promises'
import { startEmulator } from '../../emulator/index.ts'
import { oidcEnvironment } from '../../emulator/oidc/oidc.ts'
import type { LoggedRequest } from '../../emulator/traffic.ts'
import { addWorkPlace, describeEnd, openRig, type Rig, type RigOptions, type RunResult } from './rig.ts'
import { choose, countFigure, type Figure, type Named, type Orders, runAll, type Suite } from './suite.ts'
import { record } from './sweep.ts'
import { WORLDS } from './worlds.ts'

const DEPTH = 6
const CI_ORDERS = 8
const MAX_RERUNS = 3

export type Race = Named & {
  readonly children: number
  readonly order: readonly number[]
  /** Whether the first run has another work location than the others. */
  readonly apart: boolean
}

/** All sequences of `children` over `depth` steps; of two, also with a work location each. */
export function listRaces(children: number): Race[] {
  const ways = children === 2 ? [false, true] : [false]
  return ways.flatMap((apart) =>
    Array.from({ length: children ** DEPTH }, (_, index) => {
      const order = index.toString(children).padStart(DEPTH, '0')
      const name = `${children} runs${apart ? ' with a work location each' : ''}, order ${order}`
      return { name, children, order: [...order].map(Number), apart }
    }),
  )
}

type Scheduler = {
  readonly gate: (child: number) => (request: LoggedRequest) => Promise<void>
  readonly leave: (child: number) => void
}

/**
 * Lets a request through when every child that lives has one waiting, so that the order does not depend on who computes
 * faster. Children are brought to their first request about jobs; from there on `order` says who is next, then all in turn.
 */
function createScheduler({ children, order }: Race): Scheduler {
  const waiting = Array.from({ length: children }, () => [] as { about: string; pass: () => void }[])
  const alive = new Set(waiting.keys())
  let step = 0
  const next = (): void => {
    const living = [...alive]
    if (living.length === 0 || living.some((child) => waiting[child]?.length === 0)) return
    const early = step === 0 ? living.find((child) => !isAboutJobs(waiting[child]?.[0]?.about)) : undefined
    const wanted = early ?? order[step] ?? step % children
    if (early === undefined) step += 1
    const chosen = alive.has(wanted) ? wanted : living[step % living.length]
    waiting[chosen ?? 0]?.shift()?.pass()
    // Requests of one child that wait side by side announce themselves once only.
    setImmediate(next)
  }
  return {
    gate: (child) => (request) =>
      new Promise((resolve) => {
        waiting[child]?.push({ about: request.url, pass: resolve })
        next()
      }),
    leave: (child) => {
      alive.delete(child)
      next()
    },
  }
}

const isAboutJobs = (url: string | undefined): boolean => url?.startsWith('/v20180820/jobs') ?? false

/** Runs them at once, then again until all is done; the end must be `end`. */
export async function runRace(race: Race, end: string, options: RigOptions): Promise<readonly string[]> {
  const rig = await openRig(options)
  const elsewhere = addWorkPlace(rig)
  const scheduler = createScheduler(race)
  try {
    const children = Array.from({ length: race.children }, (_, child) =>
      runChild(rig, scheduler, child, race.apart && child === 0 ? elsewhere : {}),
    )
    const ends = await Promise.all(children)
    const problems: string[] = []
    let last: RunResult | undefined = ends.find(({ exitCode }) => exitCode !== 0)
    for (let rerun = 0; last !== undefined && last.exitCode !== 0; rerun += 1) {
      if (rerun === MAX_RERUNS) problems.push(`still ends with ${last.exitCode} after ${rerun} reruns`)
      last = rerun === MAX_RERUNS ? undefined : await rig.run()
    }
    const actual = describeEnd(rig.world)
    if (actual !== end) problems.push(`ended as ${actual} instead of ${end}`)
    return [...problems, ...rig.problems]
  } finally {
    await rig.close()
  }
}

async function runChild(
  rig: Rig,
  scheduler: Scheduler,
  child: number,
  inputs: Readonly<Record<string, string>>,
): Promise<RunResult> {
  const { url, close } = await startEmulator({ world: rig.world, gate: scheduler.gate(child) })
  const env = {
    AWS_ENDPOINT_URL: url,
    GITHUB_API_URL: `${url}/_github`,
    ...oidcEnvironment(rig.world, url),
  }
  try {
    return await rig.run({ env, inputs, runId: 1_000_000_001 + child })
  } finally {
    scheduler.leave(child)
    // The last answer may still be on its way.
    await delay(5)
    await close()
  }
}

async function run(orders: Orders): Promise<Figure[]> {
  const options = WORLDS.job ?? { seed: () => undefined }
  const { end } = await record(options)
  const all = [...listRaces(2), ...listRaces(3)]
  const races = choose(all, orders, CI_ORDERS)
  const failures = await runAll('races', races, orders, (race) => runRace(race, end, options))
  const detail = `${races.length} of ${all.length} orders of 2 and 3 runs to depth ${DEPTH}, of 2 also with a work location each`
  return [
    countFigure('S-16', 'orders of concurrent runs made a second job or copy', {
      cases: races.length,
      failures,
      detail,
    }),
  ]
}

export const races: Suite = { name: 'races', about: 'concurrent runs, in every order of their requests', run }
