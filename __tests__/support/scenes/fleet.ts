// Knows the scene of a fleet of buckets.

import { deliverInventory } from '../../../emulator/inventory/deliver.ts'
import { seedObject } from '../../../emulator/seed.ts'
import { openScenario } from '../scenario.ts'

export const BUCKETS = ['acme-data', 'acme-logs', 'acme-archive', 'acme-lost']

export async function openFleet() {
  const scenario = await openScenario({
    sourceBuckets: BUCKETS,
    deliver: false,
    seed: (world) => {
      const seedOld = (bucket: string, key: string) =>
        seedObject(world, bucket, { key, size: 1000, status: 'NOT-SSE', lastModified: Date.UTC(2022, 0, 1) })
      for (const bucket of BUCKETS) seedObject(world, bucket, { key: 'new', size: 10, status: 'SSE-S3' })
      seedOld('acme-data', 'old/1')
      seedOld('acme-data', 'exports/1')
      seedOld('acme-logs', 'exports/2')
      seedOld('acme-logs', 'exports/3')
      seedOld('acme-archive', 'a/1')
    },
  })
  for (const bucket of BUCKETS) await deliverInventory(scenario.world, bucket, 'daily')
  return scenario
}
