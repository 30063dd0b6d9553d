// Knows how values of the JSON report are written: numbers that JavaScript can hold, others as text, null for what is not known.

import { ENCRYPTION_STATUSES, type EncryptionStatus, type ObjectCount } from '../words/encryption.ts'
import { safeText } from '../words/outside-text.ts'

/** What JSON can carry, a time in ISO form. Undefined members are left out. */
export type Json =
  | string
  | number
  | boolean
  | Date
  | null
  | undefined
  | readonly Json[]
  | { readonly [name: string]: Json }

/** A message and its hint, each through the gate: outside text may be inside. */
export function told(text: { readonly message: string; readonly hint?: string | undefined }): {
  message: string
  hint: string | undefined
} {
  return { message: safeText(text.message), hint: text.hint === undefined ? undefined : safeText(text.hint) }
}

export function byStatus(tallies: Readonly<Record<EncryptionStatus, ObjectCount>>): Json {
  return Object.fromEntries(ENCRYPTION_STATUSES.map((status) => [status, tally(tallies[status])]))
}

/** `bytes` is null where the scan did not read sizes, or the report has none. */
export function tally({ objects, bytes }: ObjectCount): {
  readonly objects: number
  readonly bytes: number | string | null
} {
  return { objects, bytes: bytes === undefined ? null : count(bytes) }
}

/** A number while JSON readers keep it exact, a decimal string above 2^53 - 1. */
export function count(bytes: bigint): number | string {
  return bytes <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(bytes) : bytes.toString()
}
