import { afterEach, expect, it } from '@jest/globals'
import { orderedKeys } from '../support/remediation.ts'
import { closeScenarios } from '../support/scenario.ts'
import { heldBack, openLocked, seedHeld } from '../support/scenes/locks.ts'

afterEach(closeScenarios)

it.each(['CSV', 'ORC', 'Parquet'] as const)(
  'an event hold that the report tells holds the object back without a look, whatever its date (%s)',
  async (format) => {
    const scenario = await openLocked(0, { seed: seedHeld, format })
    scenario.world.clock.advance(3 * 86_400_000)
    const run = await scenario.run({ ...scenario.remediation, 'max-inventory-age': '7d' })
    expect(run.report).toMatchObject({ buckets: [heldBack('object-lock', 1)] })
    expect(orderedKeys(scenario.world)).toEqual(['old/1'])
    expect(run.requests.filter(({ url }) => url.includes('/held'))).toEqual([])
  },
)
