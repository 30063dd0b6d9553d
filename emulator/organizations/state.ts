// The organization of a world, as a test sets it up.

import { serviceState, type World } from '../world.ts'

export type OrganizationAccount = {
  /** 12 digits. */
  readonly id: string
  readonly name: string
  /** ACTIVE, SUSPENDED, PENDING_ACTIVATION, PENDING_CLOSURE or CLOSED (Organizations User Guide, "account states"). */
  readonly state: string
}

/** `page`: accounts on a page; a page may be shorter than asked for. */
export const organizationState = (world: World): { accounts: OrganizationAccount[]; page: number } =>
  serviceState(world, 'organizations', () => ({ accounts: [], page: 20 }))
