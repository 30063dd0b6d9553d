import { afterEach, expect, it } from '@jest/globals'
import { expectCopiedOnce, oldKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios, openScenario, passNight } from '../support/scenario.ts'
import { makePlan, rewrite, runApproved } from '../support/scenes/approved-plan.ts'

afterEach(closeScenarios)

it('confirms it also where the newer report leaves objects out', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(3)) })
  const { world } = scenario
  const id = await makePlan(scenario)
  await runApproved(scenario, id, { remediation: 'confirm' })
  rewrite(world, 'old/1')
  await passNight(scenario)

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2' })
  expectCopiedOnce(world, ['old/2', 'old/3'])
})
