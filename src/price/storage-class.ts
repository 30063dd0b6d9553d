// Knows the rules of billing by storage class that are no rates (S3 User Guide, "Understanding S3 storage classes").

const KIB_128 = 128n * 1024n

/** `minimumDays`: paid for at least; `minimumBytes`: a smaller object is billed as one of this size. */
export type BillingRules = { readonly minimumDays: number; readonly minimumBytes: bigint }

const RULES: ReadonlyMap<string, BillingRules> = new Map([
  ['STANDARD_IA', { minimumDays: 30, minimumBytes: KIB_128 }],
  ['ONEZONE_IA', { minimumDays: 30, minimumBytes: KIB_128 }],
  ['GLACIER_IR', { minimumDays: 90, minimumBytes: KIB_128 }],
  ['GLACIER', { minimumDays: 90, minimumBytes: 0n }],
  ['DEEP_ARCHIVE', { minimumDays: 180, minimumBytes: 0n }],
])

/** No minimum where the guide names none. */
export function billingRulesOf(storageClass: string): BillingRules {
  return RULES.get(storageClass) ?? { minimumDays: 0, minimumBytes: 0n }
}
