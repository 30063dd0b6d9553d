// A key of AWS KMS in the emulated world.

import type { IamPolicy } from '../iam/types.ts'

export type KmsKey = {
  readonly arn: string
  readonly account: string
  state: KmsKeyState
  /** Values of KMS: `ENCRYPT_DECRYPT`, `SIGN_VERIFY`, … and `SYMMETRIC_DEFAULT`, `RSA_2048`, … */
  readonly usage: string
  readonly spec: string
  readonly manager: 'AWS' | 'CUSTOMER'
  /** Replaces the default key policy, which delegates everything to the account's IAM policies. */
  policy?: IamPolicy | undefined
}

/** KMS Developer Guide, "Key states of AWS KMS keys". */
export type KmsKeyState =
  | 'Creating'
  | 'Enabled'
  | 'Disabled'
  | 'PendingDeletion'
  | 'PendingReplicaDeletion'
  | 'PendingImport'
  | 'Unavailable'
  | 'Updating'
