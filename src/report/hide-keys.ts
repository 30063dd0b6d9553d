// Removes object keys from text that everyone may read: messages can name an object by its ARN or address, in our words
// or in AWS's. Samples of keys are omitted where they are rendered; this covers all other text.

import type { RunResult } from '../result/run-result.ts'

/** The unchanged text if keys may be listed; otherwise with `…` for the keys of objects in the run's source buckets. */
export function hideKeys(text: string, { listKeys, buckets }: Pick<RunResult, 'listKeys' | 'buckets'>): string {
  if (listKeys || buckets.length === 0) return text
  const names = new Set(buckets.map(({ bucket }) => bucket))
  return text
    .replace(QUOTED_BY_AWS, (whole, start: string, bucket: string) => (names.has(bucket) ? `${start}…` : whole))
    .replace(ENCODED_BY_US, (whole, start: string, bucket: string) => (names.has(bucket) ? `${start}…` : whole))
}

/** A key in AWS's own words ends at the closing quotation mark, which JSON escapes; it can contain anything else. */
const QUOTED_BY_AWS = /((?<=")arn:[\w-]+:s3:::([a-z0-9.-]+)\/)(?!\*")[^"\\`\n]+/g
/** A key in our words is percent-encoded; the `*` of a policy is not a key. */
const ENCODED_BY_US = /((?:arn:[\w-]+:s3:::|s3:\/\/)([a-z0-9.-]+)\/)(?=[A-Za-z0-9._/%-])[A-Za-z0-9._/%-]+/g
