// Knows the scene of a report that lists a part of the bucket.

import type { InventoryConfiguration } from '../../../emulator/world.ts'
import { changeInventory } from '../inventory.ts'
import { openScenario, type Scenario } from '../scenario.ts'

export function limitTo({ world }: Scenario, filterPrefix: string | undefined): void {
  changeInventory(world, () => ({ filterPrefix }))
}

/** The bucket holds `new/*`, encrypted, and `old/*`, which is not: the only report lists `prefix`. */
export async function openLimited(
  prefix: string,
  format: InventoryConfiguration['destination']['format'] = 'CSV',
): Promise<Scenario> {
  const scenario = await openScenario({ deliver: false, format })
  limitTo(scenario, prefix)
  scenario.world.clock.advance(6 * 3_600_000)
  await scenario.deliver()
  return scenario
}
