// Decides when S3 makes reports: every day, or every Sunday (UTC) for weekly configurations (S3 User Guide, "S3
// Inventory").

import type { World } from '../world.ts'
import { type Delivery, type DeliveryOptions, deliverInventory } from './deliver.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const SUNDAY = 0

/**
 * Advances the clock by `days`: on each new day, every enabled configuration that is due delivers a report whose scan
 * started at 01:00 UTC of that day, as seen in delivered reports.
 */
export async function advanceDays(
  world: World,
  days: number,
  options: Omit<DeliveryOptions, 'at' | 'rows'> = {},
): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = []
  for (let day = 0; day < days; day += 1) {
    world.clock.advance(DAY_MS)
    deliveries.push(...(await deliverDue(world, options)))
  }
  return deliveries
}

async function deliverDue(world: World, options: Omit<DeliveryOptions, 'at' | 'rows'>): Promise<readonly Delivery[]> {
  const at = lastScanStart(world.clock.now())
  const isSunday = new Date(at).getUTCDay() === SUNDAY
  const deliveries: Delivery[] = []
  for (const bucket of world.buckets.values()) {
    for (const configuration of bucket.inventory.values()) {
      const isDue = configuration.enabled && (configuration.frequency === 'Daily' || isSunday)
      if (isDue) deliveries.push(await deliverInventory(world, bucket.name, configuration.id, { ...options, at }))
    }
  }
  return deliveries
}

/** The last 01:00 UTC that is not in the future. */
function lastScanStart(now: number): number {
  return Math.floor((now - HOUR_MS) / DAY_MS) * DAY_MS + HOUR_MS
}
