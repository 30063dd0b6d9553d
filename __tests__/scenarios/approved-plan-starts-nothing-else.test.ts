import { afterEach, expect, it } from '@jest/globals'
import { expectCopiedOnce, remediationOutputs, seedFindings, statuses } from '../support/remediation.ts'
import { closeScenarios, openScenario, passNight } from '../support/scenario.ts'
import { makePlan, runApproved } from '../support/scenes/approved-plan.ts'

afterEach(closeScenarios)

it('starts what was approved and nothing else, and says what is left for another plan', async () => {
  const scenario = await openScenario()
  const id = await makePlan(scenario)
  seedFindings(scenario.world, ['late/1'])
  await passNight(scenario)

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', jobs: 1, succeeded: '2' })
  expect(run.summary).toContain('1 left: not in the approved plan')
  expectCopiedOnce(scenario.world, ['old/1', 'old/2'])
  expect(statuses(scenario.world)['late/1']).toBe('NOT-SSE')
})
