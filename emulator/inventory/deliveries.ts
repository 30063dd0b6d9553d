// Knows which reports were written, and where in the history each was listed: the truth a verdict can be held against.

import { serviceState, type World } from '../world.ts'

export type DeliveryRecord = {
  readonly sourceBucket: string
  readonly manifestKey: string
  /** Clock of the listing, epoch milliseconds: younger versions are not in the report. */
  readonly at: number
  readonly filterPrefix: string
  /** Entries the history of writes had when the report was listed. */
  readonly historyLength: number
  /** True when a test changed what the report says, so that it does not speak of this world. */
  readonly forged: boolean
}

/** Every report of the world, oldest first. */
export function deliveries(world: World): DeliveryRecord[] {
  return serviceState(world, 'inventory-deliveries', () => [])
}
