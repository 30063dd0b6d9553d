import { afterEach, expect, it } from '@jest/globals'
import { deliverInventory } from '../../emulator/inventory/deliver.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { BUCKET, closeScenarios, countOf, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('reads the second page of inventory configurations: the wanted one is the 101st', async () => {
  const scenario = await openScenario({ deliver: false })
  const { inventory } = getBucket(scenario.world, BUCKET)
  const daily = inventory.get('daily')
  if (daily === undefined) throw new Error('no inventory configuration')
  for (let index = 0; index < 100; index += 1)
    inventory.set(`a-${index}`, { ...daily, id: `a-${index}`, enabled: false })
  await deliverInventory(scenario.world, BUCKET, 'daily')

  const run = await scenario.run()

  expect(countOf(run, 'ListBucketInventoryConfigurations')).toBe(2)
  expect(run.report).toMatchObject({ verdict: 'NON_COMPLIANT', buckets: [{ report: { configurationId: 'daily' } }] })
})
