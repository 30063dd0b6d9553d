import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, DAY_MS, openScenario } from '../support/scenario.ts'
import { expectPlanRefused, makePlan, runApproved } from '../support/scenes/approved-plan.ts'

afterEach(closeScenarios)

it('refuses a plan that is too old, whatever max-inventory-age says, and the verdict stands', async () => {
  const scenario = await openScenario()
  const id = await makePlan(scenario)
  for (let night = 0; night < 8; night += 1) scenario.world.clock.advance(DAY_MS)
  await scenario.deliver()

  const run = await runApproved(scenario, id, { 'max-inventory-age': '30d' })

  expectPlanRefused(run, scenario.world, 'approved-plan-max-age')
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')

  const longer = await runApproved(scenario, id, { 'approved-plan-max-age': '9d' })

  expect(remediationOutputs(longer)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
})
