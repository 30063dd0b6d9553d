import { afterEach, expect, it } from '@jest/globals'
import type { InventoryConfiguration } from '../../emulator/world.ts'
import { BUCKET, closeScenarios, expectNoAnswer, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

type Case = readonly [
  what: string,
  inventoryId: string,
  change: (daily: InventoryConfiguration) => readonly InventoryConfiguration[],
  said: string,
]

it.each<Case>([
  ['there is none', '', () => [], 'Bucket acme-data has no inventory configuration.'],
  [
    'it is disabled',
    '',
    (daily) => [{ ...daily, enabled: false }],
    'no enabled inventory configuration (found: "daily")',
  ],
  ['there is none of that name', 'weekly', (daily) => [daily], 'no inventory configuration "weekly"; it has "daily"'],
])('says which inventory configuration is missing when %s', async (_what, inventoryId, change, said) => {
  const scenario = await openScenario()
  const bucket = scenario.world.buckets.get(BUCKET)
  for (const daily of bucket?.inventory.values() ?? [])
    if (bucket) bucket.inventory = new Map(change(daily).map((configuration) => [configuration.id, configuration]))

  const run = await scenario.run({ 'inventory-id': inventoryId })

  expectNoAnswer(run, 'NO_INVENTORY_CONFIGURATION', said)
  expect(run.annotated).toContain('aws s3api put-bucket-inventory-configuration --bucket acme-data')
})
