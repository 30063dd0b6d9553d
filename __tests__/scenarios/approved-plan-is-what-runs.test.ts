import { afterEach, expect, it } from '@jest/globals'
import { expectCopiedOnce, remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, openScenario, passNight } from '../support/scenario.ts'
import { makePlan, runApproved } from '../support/scenes/approved-plan.ts'

afterEach(closeScenarios)

it('runs overnight, with a newer report in between: the approved objects once, the verdict from the newer one', async () => {
  const scenario = await openScenario()
  const id = await makePlan(scenario)
  const day1 = { 'inventory-date': '2026-11-20T12:00:00.000Z' }
  await passNight(scenario)

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2' })
  expect(run.outputs.get('inventory-date')).toBe('2026-11-21T12:00:00.000Z')
  expect(run.outputs.get('plan-id')).toBe(id)
  expectCopiedOnce(scenario.world, ['old/1', 'old/2'])
  expect(run.report).toMatchObject({
    planId: id,
    buckets: [{ approvedPlan: { createdAt: day1['inventory-date'], leftOut: 0, notPlanned: 0 } }],
  })
})
