// Knows how a table names what storage costs, by how much of it there is.

/**
 * The rates of a class whose storage is cheaper beyond 50 TB and 500 TB a month (Amazon S3 pricing page, "Storage
 * pricing"). Where only the first was seen, it holds for all: the dearest.
 */
export function storedAt(storageClass: string, first: string, over50 = first, over500 = over50) {
  return {
    [`${storageClass}.gb-month`]: first,
    [`${storageClass}.gb-month-over-50-tb`]: over50,
    [`${storageClass}.gb-month-over-500-tb`]: over500,
  }
}
