// Defines billing rules by storage class other than rates (Amazon S3 pricing page, "Storage pricing", footnotes).

import type { Tally } from '../words/encryption.ts'
import { meanSize } from './parts.ts'

const KIB = 1024n

/**
 * `minimumDays`: minimum storage duration that is charged; `minimumBytes`: smaller objects are billed as this size;
 * `isArchive`: the class adds `ARCHIVE_OVERHEAD` to every object.
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

/** No minimum if the page names none. */
export function billingRulesOf(storageClass: string): BillingRules {
  return { minimumDays: 0, minimumBytes: 0n, isArchive: false, ...RULES.get(storageClass) }
}

/**
 * "AWS charges for 40 KB of additional metadata for each archived object, with 8 KB charged at S3 Standard rates and
 * 32 KB charged at S3 Glacier Flexible Retrieval or S3 Deep Archive rates."
 */
export const ARCHIVE_OVERHEAD = { asClass: 32n * KIB, asStandard: 8n * KIB } as const

/**
 * In some classes small objects are billed as larger ones, and archived objects with their index. Only totals are
 * known, so every object is assumed to have the mean size.
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
