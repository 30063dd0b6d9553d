// The emulator's clock: it is stopped, or runs, and a test may advance it.

export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  advance(ms: number): void
}

/** A clock that is stopped unless advanced, or runs with real time from `start` if `running`. */
export function createClock(start: number, running: boolean): Clock {
  const realStart = Date.now()
  let offset = 0
  return {
    now: () => start + offset + (running ? Date.now() - realStart : 0),
    advance: (ms) => {
      offset += ms
    },
  }
}
