// Writes the lifecycle rule that acts on objects with given tags (S3 API Reference, "LifecycleRule").

import type { Tag } from './asked-operation.ts'

/** Long enough that nobody moves anything by pasting it unread. */
const EXAMPLE_DAYS = 90

/** An example for PutBucketLifecycleConfiguration: days and class are for the reader to choose. */
export function describeLifecycleRule(tags: readonly Tag[]): unknown {
  const named = tags.map(({ key, value }) => ({ Key: key, Value: value }))
  const [only] = named
  return {
    ID: 'tagged-objects',
    Status: 'Enabled',
    Filter: named.length === 1 ? { Tag: only } : { And: { Tags: named } },
    Transitions: [{ Days: EXAMPLE_DAYS, StorageClass: 'GLACIER' }],
  }
}
