// Knows what HeadObject says of an object, as far as it has to be compared.

import type { EncryptionStatus } from '../words/encryption.ts'

/** HeadObject, in the words of the inventory. */
export type ObjectState =
  | { readonly exists: false }
  | {
      readonly exists: true
      readonly encryption: EncryptionStatus
      readonly kmsKeyArn: string | undefined
      readonly bucketKey: boolean
    }
