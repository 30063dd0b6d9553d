import { afterEach, expect, it } from '@jest/globals'
import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import { advanceJobs } from '../../emulator/s3-control/lifecycle.ts'
import { expectCopiedOnce, remediationOutputs, seedFindings, statuses } from '../support/remediation.ts'
import { closeScenarios, HOUR_MS, type Scenario } from '../support/scenario.ts'
import { generate, listingJobs, openUnlisted, workingJobs } from '../support/scenes/generator.ts'

afterEach(closeScenarios)

const open = () => openUnlisted({ seed: (world) => seedFindings(world, ['old/1']) })

/** True if the run was killed: its `request`-th request has its effect, and the process never hears of that. */
async function generateAndKill(scenario: Scenario, request: number): Promise<boolean> {
  const { world } = scenario
  let handle: ActionHandle | undefined
  world.faults.push({
    match: { number: world.log.length + request },
    phase: 'before',
    effect: { kind: 'call', run: () => void handle?.kill('SIGKILL') },
    times: 1,
  })
  const inputs = { ...scenario.remediation, source: 'manifest-generator' }
  const { signal } = await scenario.run(inputs, { onStart: (started) => (handle = started) })
  return signal === 'SIGKILL'
}

it('copies each object once, and leaves no job that only lists, wherever a run is killed', async () => {
  const whole = await open()
  const { requests } = await generate(whole)
  const first = requests.findIndex(({ operation }) => operation === 'ListJobs') + 1
  // From then on it is a remediation like any other (remediation-survives-kill-at-every-request.test.ts).
  const last = requests.findLastIndex(({ operation }) => operation === 'CreateJob') + 1
  expect(last - first).toBeGreaterThan(8)
  for (let request = first; request <= last; request += 1) {
    const scenario = await open()
    const { world } = scenario
    expect(await generateAndKill(scenario, request)).toBe(true)
    // S3 lists the objects, and nobody takes the list for longer than any run leaves a listing job suspended.
    for (let step = 0; step < 3; step += 1) await advanceJobs(world)
    world.clock.advance(2 * HOUR_MS)

    const run = await generate(scenario)

    const isDone = run.outputs.get('verdict') === 'INSUFFICIENT_DATA'
    if (isDone) expect(run.outputs.get('reason')).toBe('EVIDENCE_MISSING')
    else expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '1' })
    expect(statuses(world)['old/1']).toBe('SSE-S3')
    expect(workingJobs(world)).toHaveLength(1)
    expect(listingJobs(world).filter(({ status }) => status !== 'Cancelled' && status !== 'Failed')).toEqual([])
    expectCopiedOnce(world, ['old/1'])
    await closeScenarios()
  }
}, 240_000)
