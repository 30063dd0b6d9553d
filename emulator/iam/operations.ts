// The operations of the emulated IAM (IAM API Reference, "Actions").

import type { EmulatorResponse } from '../http.ts'
import type { IamCall } from './call.ts'
import { getRole } from './operations/get-role.ts'
import { simulatePrincipalPolicy } from './operations/simulate-principal-policy.ts'

export type IamOperation = { readonly name: string; readonly handle: (call: IamCall) => EmulatorResponse }

export const OPERATIONS: readonly IamOperation[] = [
  { name: 'GetRole', handle: getRole },
  { name: 'SimulatePrincipalPolicy', handle: simulatePrincipalPolicy },
]
