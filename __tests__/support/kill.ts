// Knows how a story kills a run in the middle.

import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import type { Scenario } from './scenario.ts'

/** Runs until the `request`-th request of the run has its effect; the process never hears of that. True if it was killed. */
export async function runAndKill({ world, run, remediation }: Scenario, request: number): Promise<boolean> {
  let handle: ActionHandle | undefined
  world.faults.push({
    match: { number: world.log.length + request },
    phase: 'before',
    effect: { kind: 'call', run: () => void handle?.kill('SIGKILL') },
    times: 1,
  })
  const { signal } = await run(remediation, { onStart: (started) => (handle = started) })
  return signal === 'SIGKILL'
}
