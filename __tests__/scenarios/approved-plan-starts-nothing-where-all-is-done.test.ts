import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, openScenario, passNight } from '../support/scenario.ts'
import { makePlan, rewrite, runApproved } from '../support/scenes/approved-plan.ts'

afterEach(closeScenarios)

it('starts nothing where the newest report shows all of it done', async () => {
  const scenario = await openScenario()
  const id = await makePlan(scenario)
  for (const key of ['old/1', 'old/2']) rewrite(scenario.world, key)
  await passNight(scenario)

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'NONE', jobs: 0 })
  expect(run.outputs.get('verdict')).toBe('COMPLIANT')
})
