// Knows the suite of long waits: six hours of virtual time on sessions of one hour.

import { batchState } from '../../emulator/s3-control/state.ts'
import { openRig, seedFindings } from './rig.ts'
import type { Figure, Suite } from './suite.ts'

const MINUTE_MS = 60_000
const POLL_MINUTES = 1
const HOURS = 6
const POLLS = (HOURS * 60) / POLL_MINUTES

async function run(): Promise<Figure[]> {
  const keys = Array.from({ length: POLLS }, (_, index) => `old/${index}`)
  const rig = await openRig({
    seed: (world) => seedFindings(world, keys),
    inputs: { 'poll-interval': `${POLL_MINUTES}m`, 'wait-timeout': '8h', 'role-duration-seconds': '3600' },
  })
  const { world } = rig
  try {
    Object.assign(batchState(world).settings.pacing, {
      tasksPerPoll: 1,
      stepMs: undefined,
      advanceClockPerPollMs: POLL_MINUTES * MINUTE_MS,
    })
    const before = world.clock.now()
    const result = await rig.run()
    const hours = (world.clock.now() - before) / (60 * MINUTE_MS)
    const sessions = result.requests.filter(({ operation }) => operation === 'AssumeRoleWithWebIdentity').length
    const refused = result.requests.filter(
      ({ service, status = 500 }) => service !== 'github' && (status === 400 || status >= 500),
    )
    const problems = [...rig.problems, ...(result.exitCode === 0 ? [] : [`ended with ${result.exitCode}`])]
    return [
      {
        id: 'S-19',
        figure: `${hours.toFixed(1)} h of waiting with ${sessions - 1} renewed sessions, ${refused.length} failed calls`,
        target: '>= 6 h, >= 6 renewals, <= 1 failed call',
        ok: problems.length === 0 && hours >= HOURS && sessions - 1 >= HOURS && refused.length <= 1,
        detail: problems.join('; '),
        command: 'npm run test:faults -- --suite wait',
      },
    ]
  } finally {
    await rig.close()
  }
}

export const wait: Suite = { name: 'wait', about: 'six hours of virtual waiting on sessions of one hour', run }
