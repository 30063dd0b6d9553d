import { afterEach, expect, it } from '@jest/globals'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { seedObject } from '../../emulator/seed.ts'
import { remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario, passNight } from '../support/scenario.ts'
import { expectPlanRefused, makePlan, runApproved } from '../support/scenes/approved-plan.ts'

afterEach(closeScenarios)

it('is one approval for several buckets', async () => {
  const scenario = await openScenario({ sourceBuckets: [BUCKET, 'acme-logs'] })
  const { world } = scenario
  seedObject(world, 'acme-logs', { key: 'a', size: 5, status: 'NOT-SSE', lastModified: OLD })
  world.clock.advance(60_000)
  await deliverInventory(world, 'acme-logs', 'daily')
  const buckets = `${BUCKET}\nacme-logs`
  const id = await makePlan(scenario, { buckets })
  expect(id).toMatch(/^2026-11-20T12-01-00Z-/)
  await passNight(scenario)

  const one = await runApproved(scenario, id, { buckets: BUCKET })
  expectPlanRefused(one, world, 'the buckets differ')

  const both = await runApproved(scenario, id, { buckets: `acme-logs\n${BUCKET}` })
  expect(remediationOutputs(both)).toMatchObject({ exitCode: 0, status: 'COMPLETE', jobs: 2, succeeded: '3' })
})
