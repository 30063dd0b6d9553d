// Knows how stories change the inventory configuration of the bucket.

import { getBucket } from '../../emulator/s3/state.ts'
import { seedReportKey } from '../../emulator/stage.ts'
import type { InventoryConfiguration, World } from '../../emulator/world.ts'
import { BUCKET } from './scenario.ts'

/** Changes the configuration `daily`; the reports to come are made by it. */
export function changeInventory(
  world: World,
  change: (daily: InventoryConfiguration) => Partial<InventoryConfiguration>,
): void {
  const { inventory } = getBucket(world, BUCKET)
  const daily = inventory.get('daily')
  if (daily === undefined) throw new Error('no inventory configuration')
  inventory.set('daily', { ...daily, ...change(daily) })
}

/** Reports of the bucket are under a key from now on, by default one that lets S3 use it; its ARN is returned. */
export function encryptReports(world: World, keyId = seedReportKey(world, BUCKET).arn): string {
  const encryption = { kind: 'SSE-KMS', keyId } as const
  changeInventory(world, ({ destination }) => ({ destination: { ...destination, encryption } }))
  return keyId
}

/** Takes fields out of the inventory configuration: its reports then lack those columns. */
export const withoutColumns =
  (...names: string[]) =>
  (world: World): void =>
    changeInventory(world, ({ optionalFields }) => ({
      optionalFields: optionalFields.filter((field) => !names.includes(field)),
    }))
