// Lends crews of scan workers to buckets, one after the other: a crew that ended its scans well serves the next bucket.

import { type ScanCrew, type StartTimer, startScanCrew } from './pool.ts'

export type Crews = {
  /** Runs `use` with a crew of its own, a new one only if none is free. */
  readonly lend: <T>(use: (crew: ScanCrew) => Promise<T>) => Promise<T>
  /** Ends the crews that are not lent. */
  readonly stop: () => Promise<void>
}

/** @param workers threads of each crew. `start`: another way to start one. */
export function createCrews(
  workers: number,
  options: { readonly startTimer: StartTimer; readonly start?: typeof startScanCrew },
): Crews {
  const { startTimer, start = startScanCrew } = options
  const free: ScanCrew[] = []
  return {
    lend: async (use) => {
      const crew = free.pop() ?? start(workers, { startTimer })
      try {
        return await use(crew)
      } finally {
        // After a scan that failed or was left, a worker may still be busy with its files.
        if (crew.workers.every((worker) => worker.isFree())) free.push(crew)
        else await crew.stop()
      }
    },
    stop: async () => {
      await Promise.all(free.splice(0).map((crew) => crew.stop()))
    },
  }
}
