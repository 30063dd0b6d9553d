// Records which reports were written, and when in the history each was listed: the truth that verdicts are compared
// with.

import { serviceState, type World } from '../world.ts'

export type DeliveryRecord = {
  readonly sourceBucket: string
  readonly manifestKey: string
  /** Time of the listing, in epoch milliseconds: later versions are not in the report. */
  readonly at: number
  readonly filterPrefix: string
  /** Number of entries in the history of writes when the report was listed. */
  readonly historyLength: number
  /** True if a test changed the content of the report, so that it does not describe this world. */
  readonly forged: boolean
}

/** Every report of the world, oldest first. */
export function deliveries(world: World): DeliveryRecord[] {
  return serviceState(world, 'inventory-deliveries', () => [])
}
