import { afterEach, expect, it } from '@jest/globals'
import { copiesByKey, expectCopiedOnce, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, openScenario } from '../support/scenario.ts'
import { MANY, seedMany } from '../support/scenes/canaries.ts'

afterEach(closeScenarios)

it('waits suspended in mode confirm, the canary first and then the others', async () => {
  const scenario = await openScenario({ seed: seedMany })
  const { world } = scenario
  const confirm = { ...scenario.remediation, remediation: 'confirm' }

  const first = await scenario.run(confirm)
  expect(remediationOutputs(first)).toMatchObject({ status: 'AWAITING_CONFIRMATION', jobs: 1 })
  expect(copiesByKey(world).size).toBe(0)

  const second = await scenario.run(scenario.remediation)
  expect(remediationOutputs(second)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 2, succeeded: '1001' })
  expectCopiedOnce(world, MANY)
})
