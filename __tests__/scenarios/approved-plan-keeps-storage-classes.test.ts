import { afterEach, expect, it } from '@jest/globals'
import { oldKeys, orderedKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { closeScenarios, openScenario, passNight } from '../support/scenario.ts'
import { makePlan, runApproved } from '../support/scenes/approved-plan.ts'

afterEach(closeScenarios)

it('does not put an object back into the storage class of the approved report', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })
  const { world } = scenario
  const id = await makePlan(scenario)
  // What a lifecycle transition does: nothing but the class changes, LastModified stays.
  seedFindings(world, ['old/1'], { storageClass: 'STANDARD_IA' })
  await passNight(scenario)

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', succeeded: '1' })
  expect(orderedKeys(world)).toEqual(['old/2'])
})
