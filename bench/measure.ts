// Knows how contenders are timed: in turns, so that a busy machine slows all of them, and by the median of the rounds.

export type Contender = {
  readonly name: string
  /** What stands ready before anybody asks, such as threads; before each run, and not timed. */
  readonly prepare?: (() => Promise<unknown>) | undefined
  readonly run: () => Promise<unknown>
}

export type Timing = {
  /** Seconds. */
  readonly median: number
  readonly least: number
  readonly greatest: number
}

export const ROUNDS = 5

/** Runs each contender once per round; answers its timing by name. */
export async function measureInterleaved(
  contenders: readonly Contender[],
  say: (line: string) => void,
  rounds: number = ROUNDS,
): Promise<ReadonlyMap<string, Timing>> {
  const seconds = new Map(contenders.map(({ name }) => [name, [] as number[]]))
  for (let round = 1; round <= rounds; round += 1) {
    const texts: string[] = []
    for (const { name, prepare, run } of contenders) {
      await prepare?.()
      const taken = await timeOnce(run)
      seconds.get(name)?.push(taken)
      texts.push(`${name} ${taken.toPrecision(3)} s`)
    }
    say(`round ${round} of ${rounds}: ${texts.join(', ')}`)
  }
  return new Map([...seconds].map(([name, taken]) => [name, summarizeTimes(taken)]))
}

/** Seconds one run takes. */
export async function timeOnce(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return (performance.now() - start) / 1000
}

/** Median (the mean of the middle two when there are two), least and greatest. Throws when there are none. */
export function summarizeTimes(times: readonly number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b)
  const low = sorted[Math.floor((sorted.length - 1) / 2)]
  const high = sorted[Math.ceil((sorted.length - 1) / 2)]
  const [least, greatest] = [sorted[0], sorted.at(-1)]
  if (low === undefined || high === undefined || least === undefined || greatest === undefined) {
    throw new Error('there are no times to sum up')
  }
  return { median: (low + high) / 2, least, greatest }
}

/** Finds the timing of a contender that was in the list. */
export function timingOf(timings: ReadonlyMap<string, Timing>, name: string): Timing {
  const timing = timings.get(name)
  if (timing === undefined) throw new Error(`"${name}" was not measured`)
  return timing
}
