import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { BUCKET, closeScenarios, openScenario } from '../support/scenario.ts'
import { expectPlanRefused, makePlan, runApproved } from '../support/scenes/approved-plan.ts'

afterEach(closeScenarios)

it.each([
  ['policy', { 'accepted-encryption': 'SSE-S3' }, 'the policy differs'],
  ['scope', { exclude: 'old/1' }, 'the scope differs'],
  ['operations', { 'copy-engine': 'direct' }, 'the resulting work differs'],
])('refuses another %s and says so', async (_what, change, said) => {
  const scenario = await openScenario({ copiesDirectly: true })
  const id = await makePlan(scenario)

  const run = await runApproved(scenario, id, change)

  expectPlanRefused(run, scenario.world, 'This is not the approved plan', said)
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
})

it('refuses what a changed bucket makes of the plan', async () => {
  const scenario = await openScenario()
  const id = await makePlan(scenario)
  getBucket(scenario.world, BUCKET).versioning = 'Suspended'

  expectPlanRefused(await runApproved(scenario, id), scenario.world, 'such as its versioning')
})
