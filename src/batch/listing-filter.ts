// Translates a selection into the filter of S3's manifest generator, as far as that goes. The filter only spares requests:
// every object that it lets through is looked at and judged by the selection itself, so it may let through too many, but
// must keep none back that is selected.

import type { JobManifestGeneratorFilter, S3StorageClass } from '@aws-sdk/client-s3-control'
import type { ObjectFilter } from '../findings/object-filter.ts'

/** S3 API Reference, "JobManifestGeneratorFilter", MatchAnyStorageClass: REDUCED_REDUNDANCY is not among them. */
const CLASSES: readonly S3StorageClass[] = [
  'DEEP_ARCHIVE',
  'GLACIER',
  'GLACIER_IR',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'STANDARD',
  'STANDARD_IA',
]

/** What an object must be to be listed, beside its encryption. */
export type ListingLimits = Omit<JobManifestGeneratorFilter, 'MatchAnyObjectEncryption'>

type Wanted = {
  /** Objects written later are not listed. */
  readonly asOf: Date
  /** All keys begin with it; '' for every key. */
  readonly prefix: string
  readonly include: readonly string[]
  /** Of the operation that was asked for; undefined for an encryption. */
  readonly filter: ObjectFilter | undefined
}

export function limitListing({ asOf, prefix, include, filter = {} }: Wanted): ListingLimits {
  const { largerThan, smallerThan, olderThanMs, newerThanMs, storageClasses } = filter
  const classes = CLASSES.filter((name) => storageClasses?.includes(name))
  return {
    CreatedBefore: olderThanMs === undefined ? asOf : before(asOf, olderThanMs - SECOND_MS),
    ...(newerThanMs !== undefined && { CreatedAfter: before(asOf, newerThanMs + SECOND_MS) }),
    // "Larger than -1" is every object.
    ...(largerThan !== undefined && largerThan >= 0 && { ObjectSizeGreaterThanBytes: largerThan }),
    ...(smallerThan !== undefined && { ObjectSizeLessThanBytes: smallerThan }),
    ...(classes.length > 0 && classes.length === storageClasses?.length && { MatchAnyStorageClass: classes }),
    ...limitKeys(prefix, include),
  }
}

/** HeadObject, which decides, shows whole seconds; S3 may keep more. */
const SECOND_MS = 1000

/** Never later than `asOf`. */
const before = (asOf: Date, ms: number): Date => new Date(asOf.getTime() - Math.max(0, ms))

/** One constraint at most: how S3 joins several is not documented. */
function limitKeys(prefix: string, include: readonly string[]): Pick<ListingLimits, 'KeyNameConstraint'> {
  if (prefix !== '') return { KeyNameConstraint: { MatchAnyPrefix: [prefix] } }
  const [only, ...others] = include
  const [, suffix] = /^\*\*([^*?/][^*?]*)$/s.exec(only ?? '') ?? []
  if (suffix === undefined || others.length > 0 || !suffix.isWellFormed()) return {}
  return { KeyNameConstraint: { MatchAnySuffix: [suffix] } }
}
