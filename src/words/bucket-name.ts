// Knows names that S3 accepts instead of a bucket name, and that are not general purpose buckets.

/** Endings that S3 keeps for other things (S3 User Guide, "General purpose bucket naming rules"). */
const RESERVED_ENDINGS: readonly (readonly [ending: string, what: string])[] = [
  ['-s3alias', 'the alias of an access point'],
  ['--ol-s3', 'the alias of an Object Lambda access point'],
  ['--op-s3', 'the alias of an access point of S3 on Outposts'],
  ['.mrap', 'the alias of a Multi-Region Access Point'],
  ['--x-s3', 'a directory bucket'],
  ['--table-s3', 'a table bucket'],
]

/**
 * What a name stands for when it is not a general purpose bucket's. Only objects are reached through access points: S3
 * Inventory, its reports and a bucket's settings go by the bucket (S3 User Guide, "Access point compatibility").
 */
export function findOtherThan(name: string): string | undefined {
  return RESERVED_ENDINGS.find(([ending]) => name.endsWith(ending))?.[1]
}
