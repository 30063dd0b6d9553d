import { afterEach, expect, it } from '@jest/globals'
import type { ActionHandle } from '../../emulator/runner/run-action.ts'
import { expectCopiedOnce, onlyJob, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios, openScenario, type Scenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const open = () => openScenario({ seed: (world) => seedFindings(world, ['old/1']) })

/** Runs until the `request`-th request of the run has its effect; the process never hears of that. True if it was killed. */
async function runAndKill({ world, run, remediation }: Scenario, request: number): Promise<boolean> {
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

async function expectCompletion(scenario: Scenario): Promise<void> {
  const result = await scenario.run(scenario.remediation)
  expect(remediationOutputs(result)).toEqual({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '1', failed: '0' })
  expect(onlyJob(scenario.world).status).toBe('Complete')
  expectCopiedOnce(scenario.world, ['old/1'])
}

it('ends with one job and one copy when run after run is killed one request later', async () => {
  const scenario = await open()
  let request = 1
  while (await runAndKill(scenario, request)) request += 1
  expect(request).toBeGreaterThan(20)
  await expectCompletion(scenario)
}, 120_000)

it('ends with one job and one copy wherever in the remediation a single run is killed', async () => {
  const whole = await open()
  const { requests } = await whole.run(whole.remediation)
  const first = requests.findIndex(({ operation }) => operation === 'ListJobs') + 1
  expect(requests.length - first).toBeGreaterThan(8)
  for (let request = first; request <= requests.length; request += 1) {
    const scenario = await open()
    expect(await runAndKill(scenario, request)).toBe(true)
    await expectCompletion(scenario)
    await closeScenarios()
  }
}, 120_000)
