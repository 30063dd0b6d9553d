import { afterEach, expect, it } from '@jest/globals'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import type { InventoryConfiguration } from '../../emulator/world.ts'
import { BUCKET, closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

async function openWithSecond(change: Partial<InventoryConfiguration>) {
  const scenario = await openScenario()
  const inventory = scenario.world.buckets.get(BUCKET)?.inventory
  const daily = inventory?.get('daily')
  if (daily) inventory?.set('second', { ...daily, id: 'second', ...change })
  await deliverInventory(scenario.world, BUCKET, 'second')
  return scenario
}

it('asks which one when two would do, and takes the one it is told', async () => {
  const scenario = await openWithSecond({})

  expectNoAnswer(await scenario.run(), 'INVALID_INPUT', '"daily", "second"', 'Set the input inventory-id')
  const run = await scenario.run({ 'inventory-id': 'second' })
  expect(run.report).toMatchObject({ verdict: 'NON_COMPLIANT', buckets: [{ report: { configurationId: 'second' } }] })
})

it('prefers the one of the whole bucket', async () => {
  const scenario = await openWithSecond({ filterPrefix: 'new/' })

  const run = await scenario.run()

  expect(run.report).toMatchObject({ verdict: 'NON_COMPLIANT', buckets: [{ report: { configurationId: 'daily' } }] })
})
