import { afterEach, expect, it } from '@jest/globals'
import { changeInventory } from '../support/inventory.ts'
import { BUCKET, closeScenarios, DAY_MS, openScenario } from '../support/scenario.ts'

afterEach(closeScenarios)

const GIVEN = `${BUCKET} = s3://acme-inventory/inventory/${BUCKET}/daily/`

it.each([
  ['a weekly configuration', 'Weekly', 8, BUCKET, 'NON_COMPLIANT'],
  ['a weekly configuration', 'Weekly', 10, BUCKET, 'INSUFFICIENT_DATA'],
  ['a daily configuration', 'Daily', 3, BUCKET, 'INSUFFICIENT_DATA'],
  ['a given location with weekly folders', 'Weekly', 8, GIVEN, 'NON_COMPLIANT'],
  ['a given location with one folder', 'Once', 3, GIVEN, 'INSUFFICIENT_DATA'],
] as const)('of %s (%s): after %i days %s is %s', async (_what, frequency, days, buckets, verdict) => {
  const scenario = await openScenario()
  const { world } = scenario
  if (frequency !== 'Once') changeInventory(world, () => ({ frequency }))
  if (frequency === 'Weekly') {
    world.clock.advance(7 * DAY_MS)
    await scenario.deliver()
  }
  world.clock.advance(days * DAY_MS)

  const run = await scenario.run({ buckets })

  expect(run.outputs.get('verdict')).toBe(verdict)
  expect(run.outputs.get('reason')).toBe(verdict === 'INSUFFICIENT_DATA' ? 'STALE' : '')
})
