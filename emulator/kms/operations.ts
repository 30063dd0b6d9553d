// The operations of the emulated KMS (KMS API Reference, "Actions").

import type { EmulatorResponse } from '../http.ts'
import type { KmsCall } from './call.ts'
import { describeKey } from './operations/describe-key.ts'
import { getKeyPolicy } from './operations/get-key-policy.ts'

export type KmsOperation = { readonly name: string; readonly handle: (call: KmsCall) => EmulatorResponse }

export const OPERATIONS: readonly KmsOperation[] = [
  { name: 'DescribeKey', handle: describeKey },
  { name: 'GetKeyPolicy', handle: getKeyPolicy },
]
