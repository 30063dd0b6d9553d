// Defines the terms of server-side encryption as S3 Inventory uses them, and the counts kept of objects.

/** The closed list of values in the EncryptionStatus column (S3 User Guide, "Amazon S3 Inventory list"). */
export const ENCRYPTION_STATUSES = ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C', 'NOT-SSE'] as const
export type EncryptionStatus = (typeof ENCRYPTION_STATUSES)[number]

/** True for a value of the closed list. Case-sensitive, because S3 writes exactly these values. */
export function isEncryptionStatus(text: string): text is EncryptionStatus {
  return (ENCRYPTION_STATUSES as readonly string[]).includes(text)
}

/** Number of objects and their bytes. Bytes are bigint: one bucket can hold more than 2^53 of them. */
export type Tally = { readonly objects: number; readonly bytes: bigint }

/** A tally whose bytes may be unknown: no Size column, or sizes not read (columnar reports: read for findings only). */
export type ObjectCount = { readonly objects: number; readonly bytes: bigint | undefined }

export const NO_OBJECTS: Tally = { objects: 0, bytes: 0n }

export function addTallies(a: Tally, b: Tally): Tally {
  return { objects: a.objects + b.objects, bytes: a.bytes + b.bytes }
}

/** Adds two counts. If the bytes of either are unknown, so is the sum. */
export function addCounts(a: ObjectCount, b: ObjectCount): ObjectCount {
  const bytes = a.bytes === undefined || b.bytes === undefined ? undefined : a.bytes + b.bytes
  return { objects: a.objects + b.objects, bytes }
}

export type TargetEncryption =
  | { readonly status: 'SSE-S3' }
  | { readonly status: 'SSE-KMS'; readonly kmsKeyArn: string; readonly bucketKey: boolean }
