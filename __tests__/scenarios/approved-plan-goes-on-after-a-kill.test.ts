import { afterEach, expect, it } from '@jest/globals'
import { expectCopiedOnce, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, countOperations, openScenario, passNight } from '../support/scenario.ts'
import { makePlan, runApproved } from '../support/scenes/approved-plan.ts'

afterEach(closeScenarios)

it('goes on after a kill with the same plan-id, also with a newer report by then', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  const id = await makePlan(scenario)
  // Nobody waits for the job: it is as if the run had been killed behind CreateJob.
  const first = await runApproved(scenario, id, { wait: 'false' })
  expect(remediationOutputs(first)).toMatchObject({ status: 'PENDING', jobs: 1 })
  await passNight(scenario)

  const again = await runApproved(scenario, id)

  expect(again.outputs.get('job-ids')).toBe(first.outputs.get('job-ids'))
  expect(remediationOutputs(again)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2' })
  expect(countOperations(world)).toMatchObject({ CreateJob: 1 })
  expectCopiedOnce(world, ['old/1', 'old/2'])
})
