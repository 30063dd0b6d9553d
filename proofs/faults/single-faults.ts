// Knows the suites of single and paired faults, and how many of their cases CI can afford.

import { choose, countFigure, type Figure, type Orders, runAll, type Suite } from './suite.ts'
import { type CaseEnd, listPairs, listSingles, type Recording, record, runCase, type SweepCase } from './sweep.ts'
import { WORLDS } from './worlds.ts'

const CI_SINGLES = 60
const CI_PAIRS = 8

/**
 * Up to here, where the scan ends, most worlds make the same requests: they are swept in the world `job` alone. Others
 * scan in their own way.
 */
const SAME_REQUESTS = 16
const OWN_SCANS: ReadonlySet<string> = new Set([
  'job',
  'athena',
  'athena-streamed',
  'athena-joined',
  'metadata',
  'list',
  'tags',
  'tags-merged',
  'restored',
  'functions',
])
const isNew = (world: string, { strokes }: SweepCase): boolean =>
  OWN_SCANS.has(world) || strokes.some(({ request }) => request > SAME_REQUESTS)

async function recordWorlds(): Promise<ReadonlyMap<string, Recording>> {
  const recordings = new Map<string, Recording>()
  for (const [world, options] of Object.entries(WORLDS)) recordings.set(world, await record(options))
  const starts = [...recordings]
    .filter(([world]) => world === 'job' || !OWN_SCANS.has(world))
    .map(([, { requests }]) =>
      requests
        .slice(0, SAME_REQUESTS)
        .map(({ operation }) => operation)
        .join(),
    )
  if (new Set(starts).size > 1) throw new Error(`worlds differ within their first ${SAME_REQUESTS} requests`)
  return recordings
}

type Ends = { readonly one: SweepCase; readonly end: CaseEnd }[]

async function sweep(
  suite: string,
  orders: Orders,
  list: (world: string, recording: Recording) => Iterable<SweepCase>,
  sample: number,
) {
  const recordings = await recordWorlds()
  const all = [...recordings].flatMap(([world, recording]) =>
    [...list(world, recording)].filter((one) => isNew(world, one)),
  )
  const cases = choose(all, orders, sample)
  const ends: Ends = []
  const failures = await runAll(suite, cases, orders, async (one) => {
    const world = one.name.slice(0, one.name.indexOf('/'))
    const [options, recording] = [WORLDS[world], recordings.get(world)]
    if (options === undefined || recording === undefined) throw new Error(`there is no world "${world}"`)
    const end = await runCase(one, options, recording)
    ends.push({ one, end })
    return end.problems
  })
  return { cases, ends, failures, total: all.length }
}

const isSignal = ({ strokes }: SweepCase): boolean => strokes.some(({ strike }) => strike.signal !== undefined)

async function runSingles(orders: Orders): Promise<Figure[]> {
  const { ends, failures, total } = await sweep('singles', orders, listSingles, CI_SINGLES)
  const part = (wanted: boolean) => ({
    cases: ends.filter(({ one }) => isSignal(one) === wanted).length,
    failures: failures.filter(({ name }) => ends.some(({ one }) => one.name === name && isSignal(one) === wanted)),
  })
  const signalled = ends.flatMap(({ end }) => end.afterSignal ?? [])
  const slowest = Math.max(0, ...signalled.map(({ ms }) => ms))
  const requests = Math.max(0, ...signalled.map(({ requests }) => requests))
  const struck = ends.filter(({ end }) => end.struck).length
  const orphans = Math.max(0, ...ends.map(({ end }) => end.orphans))
  const detail = `${struck} of ${ends.length} faults struck, out of ${total} possible; at most ${orphans} orphan job manifest`
  return [
    countFigure('S-12', 'crash points (SIGKILL, SIGINT, SIGTERM) did not converge', { ...part(true), detail }),
    countFigure('S-13', 'single faults did not end as without them', { ...part(false), detail }),
    {
      id: 'S-20',
      figure: `${(slowest / 1000).toFixed(2)} s from a cancel to the end, slowest of ${signalled.length}`,
      target: '< 3 s',
      ok: slowest < 3000,
      detail: `at most ${requests} requests began after the signal`,
      command: 'npm run test:faults',
    },
  ]
}

async function runPairs(orders: Orders): Promise<Figure[]> {
  const { cases, failures, total } = await sweep('pairs', orders, listPairs, CI_PAIRS)
  const detail = `${cases.length} of ${total} pairs`
  return [countFigure('S-14', 'pairs of faults did not end as without them', { cases: cases.length, failures, detail })]
}

export const singles: Suite = {
  name: 'singles',
  about: 'every request of a remediation x phase x fault, then again to the end',
  run: runSingles,
}

export const pairs: Suite = {
  name: 'pairs',
  about: 'two faults in one remediation, then again to the end',
  run: runPairs,
}
