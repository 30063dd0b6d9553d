// The operations of AWS Organizations that are emulated, by name.

import type { EmulatorResponse } from '../http.ts'
import type { OrganizationsCall } from './call.ts'
import { listAccounts } from './operations/list-accounts.ts'

type Operation = { readonly name: string; readonly handle: (call: OrganizationsCall) => EmulatorResponse }

export const OPERATIONS: readonly Operation[] = [{ name: 'ListAccounts', handle: listAccounts }]
