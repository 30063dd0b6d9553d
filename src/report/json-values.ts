// Values of the JSON report: numbers that JavaScript can represent exactly, others as text, null for unknown values.

import { ENCRYPTION_STATUSES, type EncryptionStatus, type ObjectCount } from '../words/encryption.ts'
import { safeText } from '../words/outside-text.ts'

/** JSON values; a time is in ISO format. Undefined members are omitted. */
export type Json =
  | string
  | number
  | boolean
  | Date
  | null
  | undefined
  | readonly Json[]
  | { readonly [name: string]: Json }

/** A message and its hint, both encoded: they may contain untrusted text. */
export function told(text: { readonly message: string; readonly hint?: string | undefined }): {
  message: string
  hint: string | undefined
} {
  return { message: safeText(text.message), hint: text.hint === undefined ? undefined : safeText(text.hint) }
}

export function byStatus(tallies: Readonly<Record<EncryptionStatus, ObjectCount>>): Json {
  return Object.fromEntries(ENCRYPTION_STATUSES.map((status) => [status, tally(tallies[status])]))
}

/** `bytes` is null if the scan did not read sizes, or the report has none. */
export function tally({ objects, bytes }: ObjectCount): {
  readonly objects: number
  readonly bytes: number | string | null
} {
  return { objects, bytes: bytes === undefined ? null : count(bytes) }
}

/** A number if JSON readers keep it exact, a decimal string above 2^53 - 1. */
export function count(bytes: bigint): number | string {
  return bytes <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(bytes) : bytes.toString()
}
