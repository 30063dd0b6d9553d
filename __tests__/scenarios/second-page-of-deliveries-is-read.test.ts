import { afterEach, expect, it } from '@jest/globals'
import { seedObject } from '../../emulator/seed.ts'
import { DESTINATION_BUCKET } from '../../emulator/stage.ts'
import { BUCKET, closeScenarios, countOf, DAY_MS, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

it('reads the second page of deliveries: the newest report is behind a thousand older ones', async () => {
  const scenario = await openScenario()
  const { world } = scenario
  for (let days = 1; days <= 1000; days += 1) {
    const folder = new Date(world.clock.now() - days * DAY_MS).toISOString().slice(0, 16).replace(':', '-')
    const key = `inventory/${BUCKET}/daily/${folder}Z/manifest.json`
    seedObject(world, DESTINATION_BUCKET, { key, body: '{}', status: 'SSE-S3' })
  }

  const run = await scenario.run()

  expect(countOf(run, 'ListObjectsV2')).toBe(2)
  expect([run.outputs.get('verdict'), run.outputs.get('inventory-date')]).toEqual([
    'NON_COMPLIANT',
    '2026-11-20T12:00:00.000Z',
  ])
})
