// Determines whether an object can be read now, as far as a report shows. Pure; does not decide what to do.

/**
 * - `readable`: needs no restore
 * - `archived`: in S3 Glacier Flexible Retrieval or S3 Glacier Deep Archive; the report does not show restored copies
 * - `archived-tier`: in an archive tier of S3 Intelligent-Tiering
 * - `tier-unknown`: in S3 Intelligent-Tiering, and the report does not show the tier
 * - `archived-oddly`: in an archive tier of a class that has none
 */
export const STANDINGS = ['readable', 'archived', 'archived-tier', 'tier-unknown', 'archived-oddly'] as const
export type Standing = (typeof STANDINGS)[number]

export const ARCHIVE_CLASSES: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE'])
/** Tiers of Intelligent-Tiering that need a restore; ARCHIVE_INSTANT_ACCESS does not. */
export const ARCHIVE_TIERS: ReadonlySet<string> = new Set([
  'ARCHIVE',
  'DEEP_ARCHIVE',
  'ARCHIVE_ACCESS',
  'DEEP_ARCHIVE_ACCESS',
])

export const isArchiveClass = (storageClass: string) => ARCHIVE_CLASSES.has(storageClass)
const isArchiveTier = (accessTier: string) => ARCHIVE_TIERS.has(accessTier)

/** `accessTier`: '' for none, undefined if the report has no such column. */
export function findStanding(storageClass: string, accessTier: string | undefined): Standing {
  if (isArchiveClass(storageClass)) return 'archived'
  if (storageClass !== 'INTELLIGENT_TIERING') return isArchiveTier(accessTier ?? '') ? 'archived-oddly' : 'readable'
  if (accessTier === undefined) return 'tier-unknown'
  return isArchiveTier(accessTier) ? 'archived-tier' : 'readable'
}
