// Names the storage rates of a class in a table, by the amount stored.

/**
 * The rates of a class whose storage is cheaper beyond 50 TB and 500 TB a month (Amazon S3 pricing page, "Storage
 * pricing"). If only the first rate, the highest, was seen, it applies to all amounts.
 */
export function storedAt(storageClass: string, first: string, over50 = first, over500 = over50) {
  return {
    [`${storageClass}.gb-month`]: first,
    [`${storageClass}.gb-month-over-50-tb`]: over50,
    [`${storageClass}.gb-month-over-500-tb`]: over500,
  }
}
