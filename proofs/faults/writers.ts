// Knows the suite of foreign writes: somebody else writes or deletes an object at every moment of its remediation. What
// they wrote must stand.

import { scriptJob } from '../../emulator/s3-control/state.ts'
import { seedDeleteMarker } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { BUCKET, openRig, writeAsClient } from './rig.ts'
import { choose, countFigure, type Figure, type Named, type Orders, runAll, type Suite } from './suite.ts'
import { record } from './sweep.ts'
import { WORLDS } from './worlds.ts'

const CI_WRITES = 20
const KEYS: Readonly<Record<string, readonly string[]>> = {
  job: ['old/1', 'old/2'],
  direct: ['old/1'],
  parts: ['huge'],
  restore: ['old/1', 'old/2'],
}

type Act = { readonly what: string; readonly run: (world: World, key: string) => void }

const ACTS: readonly Act[] = [
  { what: 'write', run: (world, key) => writeAsClient(world, key, 'newer') },
  {
    what: 'two writes',
    run: (world, key) => {
      writeAsClient(world, key, 'newer')
      writeAsClient(world, key, 'newest')
    },
  },
  {
    what: 'deletion',
    run: (world, key) => void seedDeleteMarker(world, BUCKET, { key, lastModified: world.clock.now() }),
  },
  {
    what: 'deletion and write',
    run: (world, key) => {
      seedDeleteMarker(world, BUCKET, { key, lastModified: world.clock.now() })
      writeAsClient(world, key, 'again')
    },
  },
]

type Foreign = Named & {
  readonly world: string
  readonly key: string
  readonly act: Act
  /** A request and a side of it, or a task of the job. */
  readonly moment: { readonly request: number; readonly phase: 'before' | 'after' } | 'before task' | 'after task'
}

async function listForeign(): Promise<Foreign[]> {
  const found: Foreign[] = []
  for (const [world, options] of Object.entries(WORLDS)) {
    const { requests } = await record(options)
    const moments: Foreign['moment'][] = [
      ...requests.flatMap((_, index) => (['before', 'after'] as const).map((phase) => ({ request: index + 1, phase }))),
      ...(world === 'job' ? (['before task', 'after task'] as const) : []),
    ]
    for (const moment of moments)
      for (const key of KEYS[world] ?? [])
        for (const act of ACTS) {
          const when = typeof moment === 'string' ? moment : `${moment.phase} ${moment.request}`
          found.push({ name: `${world}/${act.what} of ${key} ${when}`, world, key, act, moment })
        }
  }
  return found
}

async function runForeign({ world: name, key, act, moment }: Foreign): Promise<readonly string[]> {
  const rig = await openRig(WORLDS[name] ?? { seed: () => undefined })
  const { world } = rig
  let acted = 0
  const strike = (): void => {
    acted += 1
    world.clock.advance(1000)
    act.run(world, key)
  }
  if (typeof moment === 'string') {
    scriptJob(world, {
      onTask: (task, phase) => {
        if (task.key === key && moment === `${phase} task`) strike()
      },
    })
  } else {
    const match = { number: world.log.length + moment.request }
    world.faults.push({ match, phase: moment.phase, effect: { kind: 'call', run: strike }, times: 1 })
  }
  try {
    await rig.run()
    await rig.run()
    return [...rig.problems, ...(acted > 0 ? [] : ['nobody wrote anything'])]
  } finally {
    await rig.close()
  }
}

async function run(orders: Orders): Promise<Figure[]> {
  const all = await listForeign()
  const cases = choose(all, orders, CI_WRITES)
  const failures = await runAll('writers', cases, orders, runForeign)
  const detail = `${cases.length} of ${all.length} moments and kinds of a foreign write`
  return [countFigure('S-15', 'foreign writes were replaced by older data', { cases: cases.length, failures, detail })]
}

export const writers: Suite = { name: 'writers', about: 'somebody else writes at every moment of a remediation', run }
