import { afterEach, expect, it } from '@jest/globals'
import { settle } from '../../emulator/unsettled.ts'
import { expectCopiedOnce, oldKeys, remediationOutputs, workObjects } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { runAndKill, seedFewMore } from '../support/scenes/canaries.ts'

afterEach(closeScenarios)

it('copies each object once wherever in the trial a run is killed', async () => {
  const open = async () => {
    const scenario = await openScenario({ seed: seedFewMore })
    settle(scenario.world, 'new-object-metadata', 'keeps-metadata')
    return scenario
  }
  const whole = await open()
  const { requests } = await whole.run(whole.remediation)
  const first = requests.findIndex(({ operation }) => operation === 'ListJobs') + 1
  expect(requests.length - first).toBeGreaterThan(30)
  for (let request = first; request <= requests.length; request += 3) {
    const scenario = await open()
    expect(await runAndKill(scenario, request)).toBe(true)
    const result = await scenario.run(scenario.remediation)
    expect(remediationOutputs(result)).toEqual({
      exitCode: 0,
      status: 'COMPLETE',
      jobs: 2,
      succeeded: '8',
      failed: '0',
    })
    expectCopiedOnce(scenario.world, oldKeys(8))
    expect(workObjects(scenario.world).filter((key) => key.includes('/canaries/'))).toHaveLength(1)
    await closeScenarios()
  }
}, 900_000)
