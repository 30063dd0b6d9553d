import { afterEach, expect, it } from '@jest/globals'
import { remediationOutputs } from '../support/remediation.ts'
import { closeScenarios, DAY_MS, HOUR_MS, openScenario } from '../support/scenario.ts'
import { makePlan, runApproved } from '../support/scenes/approved-plan.ts'

afterEach(closeScenarios)

it('takes the report that was there, not a newer one that was still being delivered', async () => {
  const scenario = await openScenario({ deliver: false })
  const { world, deliver } = scenario
  world.clock.advance(DAY_MS / 4)
  const [older, newer] = [world.clock.now() - 2 * HOUR_MS, world.clock.now() - HOUR_MS]
  await deliver({ at: older })
  await deliver({ at: newer, stage: 'no-checksum' })
  const id = await makePlan(scenario)
  world.clock.advance(HOUR_MS)
  await deliver({ at: newer })

  const run = await runApproved(scenario, id)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
  expect(run.outputs.get('inventory-date')).toBe(new Date(newer).toISOString())
  expect(run.report).toMatchObject({ buckets: [{ approvedPlan: { createdAt: new Date(older).toISOString() } }] })
})
