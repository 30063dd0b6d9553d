// Knows names that S3 accepts in place of a bucket name but that are not general purpose buckets.

/** Suffixes that S3 reserves for other resources (S3 User Guide, "General purpose bucket naming rules"). */
const RESERVED_ENDINGS: readonly (readonly [ending: string, what: string])[] = [
  ['-s3alias', 'the alias of an access point'],
  ['--ol-s3', 'the alias of an Object Lambda access point'],
  ['--op-s3', 'the alias of an access point of S3 on Outposts'],
  ['.mrap', 'the alias of a Multi-Region Access Point'],
  ['--x-s3', 'a directory bucket'],
  ['--table-s3', 'a table bucket'],
]

/**
 * What a name refers to if it is not a general purpose bucket. Access points give access to objects only: S3 Inventory,
 * its reports and the settings of a bucket need the bucket name (S3 User Guide, "Access point compatibility").
 */
export function findOtherThan(name: string): string | undefined {
  return RESERVED_ENDINGS.find(([ending]) => name.endsWith(ending))?.[1]
}
