// Knows what a suite of fault cases is to the command, how its cases are spread over processes, and what a figure is.

import { createHash } from 'node:crypto'

/** One line of the scorecard (docs/reliability.md). */
export type Figure = {
  readonly id: string
  readonly figure: string
  readonly target: string
  readonly ok: boolean
  readonly detail: string
  readonly command: string
}

export type Orders = {
  /** Every case, not only the sample of CI. */
  readonly all: boolean
  /** Only cases whose name contains it. */
  readonly only: string | undefined
  /** Cases of each suite, instead of its own number for CI. */
  readonly sample: number | undefined
  /** Of the chosen cases, how many from the beginning to leave out, because an earlier command ran them. */
  readonly skip: number
  /** Cases at a time; each is a child process and the emulator's share of this one. */
  readonly processes: number
  readonly say: (line: string) => void
}

export type Suite = {
  readonly name: string
  /** What it proves, in one line. */
  readonly about: string
  readonly run: (orders: Orders) => Promise<readonly Figure[]>
}

/** A case with its name, by which it can be run again. */
export type Named = { readonly name: string }

export type Failure = { readonly name: string; readonly problems: readonly string[] }

/**
 * The cases an order asks for: those of one name, all, or a sample that is the same each time and spread over
 * all of them, or over those of one name. A smaller sample is the beginning of a larger one.
 */
export function choose<T extends Named>(cases: Iterable<T>, orders: Orders, usual: number): readonly T[] {
  return chooseAll(cases, orders, usual).slice(orders.skip)
}

function chooseAll<T extends Named>(
  cases: Iterable<T>,
  { all, only, sample: wanted }: Orders,
  usual: number,
): readonly T[] {
  const found = [...cases].filter(({ name }) => only === undefined || name.includes(only))
  const sample = wanted ?? usual
  if (all || (only !== undefined && wanted === undefined) || found.length <= sample) return found
  const byHash = found.map((one) => ({ one, hash: createHash('md5').update(one.name).digest('hex') }))
  return byHash
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .slice(0, sample)
    .map(({ one }) => one)
}

const PROGRESS_MS = 10_000

/** Runs the cases, some at a time, tells progress and each failure at once, and gives the failures back. */
export async function runAll<T extends Named>(
  suite: string,
  cases: readonly T[],
  orders: Orders,
  run: (one: T) => Promise<readonly string[]>,
): Promise<readonly Failure[]> {
  const failures: Failure[] = []
  const queue = cases.values()
  let done = 0
  let toldAt = performance.now()
  const work = async (): Promise<void> => {
    for (const one of queue) {
      const problems = await run(one)
      done += 1
      if (problems.length > 0) {
        failures.push({ name: one.name, problems })
        orders.say(`FAILED ${suite} "${one.name}"`)
        for (const problem of new Set(problems)) orders.say(`  ${problem}`)
      }
      if (performance.now() - toldAt > PROGRESS_MS) {
        toldAt = performance.now()
        orders.say(`${suite}: ${done} of ${cases.length}`)
      }
    }
  }
  await Promise.all(Array.from({ length: orders.processes }, work))
  return failures
}

/** A figure that is right when nothing failed. */
export function countFigure(
  id: string,
  what: string,
  counts: { readonly cases: number; readonly failures: readonly Failure[]; readonly detail?: string },
): Figure {
  const { cases, failures, detail } = counts
  const failed = failures.length
  return {
    id,
    figure: `${failed} of ${cases.toLocaleString('en-US')} ${what}`,
    target: '0',
    ok: failed === 0 && cases > 0,
    detail:
      detail ??
      failures
        .map(({ name }) => name)
        .slice(0, 5)
        .join('; '),
    command: 'npm run test:faults',
  }
}
