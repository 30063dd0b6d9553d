// Knows the billing rules by storage class that are not rates (Amazon S3 pricing page, "Storage pricing", footnotes).

import type { Tally } from '../words/encryption.ts'
import { meanSize } from './parts.ts'

const KIB = 1024n

/**
 * `minimumDays`: paid for at least; `minimumBytes`: a smaller object is billed as one of this size; `isArchive`: the
 * class carries `ARCHIVE_OVERHEAD` with every object.
 */
type BillingRules = {
  readonly minimumDays: number
  readonly minimumBytes: bigint
  readonly isArchive: boolean
}

const RULES: ReadonlyMap<string, Partial<BillingRules>> = new Map([
  ['STANDARD_IA', { minimumDays: 30, minimumBytes: 128n * KIB }],
  ['ONEZONE_IA', { minimumDays: 30, minimumBytes: 128n * KIB }],
  ['GLACIER_IR', { minimumDays: 90, minimumBytes: 128n * KIB }],
  ['GLACIER', { minimumDays: 90, isArchive: true }],
  ['DEEP_ARCHIVE', { minimumDays: 180, isArchive: true }],
])

/** No minimum where the page names none. */
export function billingRulesOf(storageClass: string): BillingRules {
  return { minimumDays: 0, minimumBytes: 0n, isArchive: false, ...RULES.get(storageClass) }
}

/**
 * "AWS charges for 40 KB of additional metadata for each archived object, with 8 KB charged at S3 Standard rates and
 * 32 KB charged at S3 Glacier Flexible Retrieval or S3 Deep Archive rates."
 */
export const ARCHIVE_OVERHEAD = { asClass: 32n * KIB, asStandard: 8n * KIB } as const

/**
 * Small objects of some classes are billed as larger ones, and archived ones with their index; only totals are known,
 * so all are taken for the mean size.
 */
export function billableBytes(storageClass: string, { bytes, objects }: Tally): bigint {
  const { isArchive, minimumBytes } = billingRulesOf(storageClass)
  const least = minimumBytes * BigInt(objects)
  const overhead = isArchive ? ARCHIVE_OVERHEAD.asClass * BigInt(objects) : 0n
  return (bytes > least ? bytes : least) + overhead
}

/** Intelligent-Tiering: "smaller objects [than 128 KB] will not be monitored [...] with no monitoring and automation charge". */
export function isMonitored(tally: Tally): boolean {
  return meanSize(tally) >= 128n * KIB
}
