// The operations of the emulated STS (STS API Reference, "Actions").

import type { EmulatorResponse } from '../http.ts'
import type { StsCall } from './call.ts'
import { assumeRole } from './operations/assume-role.ts'
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity.ts'
import { getCallerIdentity } from './operations/get-caller-identity.ts'

export type StsOperation = {
  readonly name: string
  readonly handle: (call: StsCall) => EmulatorResponse | Promise<EmulatorResponse>
}

export const OPERATIONS: readonly StsOperation[] = [
  { name: 'AssumeRole', handle: assumeRole },
  { name: 'AssumeRoleWithWebIdentity', handle: assumeRoleWithWebIdentity },
  { name: 'GetCallerIdentity', handle: getCallerIdentity },
]
