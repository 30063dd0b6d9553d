import { afterEach, expect, it } from '@jest/globals'
import { onlyJob, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, countOperations, openScenario, passNight } from '../support/scenario.ts'
import { makePlan, runApproved } from '../support/scenes/approved-plan.ts'

afterEach(closeScenarios)

it('confirms the suspended job of the plan after a newer report', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  const id = await makePlan(scenario)
  await runApproved(scenario, id, { remediation: 'confirm' })
  expect(onlyJob(world).status).toBe('Suspended')
  await passNight(scenario)

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2' })
  expect(countOperations(world)).toMatchObject({ CreateJob: 1, UpdateJobStatus: 1 })
})
