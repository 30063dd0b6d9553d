// Knows how object keys are kept out of what everybody may read: messages can name an object by its ARN or address, in
// our words or in AWS's. Samples of keys are left out where they are rendered; this is for everything else.

import type { RunResult } from '../result/run-result.ts'

/** The text as it is where keys may be listed; else with `…` for the keys of objects in the run's source buckets. */
export function hideKeys(text: string, { listKeys, buckets }: Pick<RunResult, 'listKeys' | 'buckets'>): string {
  if (listKeys || buckets.length === 0) return text
  const names = new Set(buckets.map(({ bucket }) => bucket))
  return text
    .replace(QUOTED_BY_AWS, (whole, start: string, bucket: string) => (names.has(bucket) ? `${start}…` : whole))
    .replace(ENCODED_BY_US, (whole, start: string, bucket: string) => (names.has(bucket) ? `${start}…` : whole))
}

/** A key in AWS's own words ends at the quotation mark behind it, which JSON escapes; it can hold anything else. */
const QUOTED_BY_AWS = /((?<=")arn:[\w-]+:s3:::([a-z0-9.-]+)\/)(?!\*")[^"\\`\n]+/g
/** A key in our words is percent-encoded; `*` of a policy is not a key. */
const ENCODED_BY_US = /((?:arn:[\w-]+:s3:::|s3:\/\/)([a-z0-9.-]+)\/)(?=[A-Za-z0-9._/%-])[A-Za-z0-9._/%-]+/g
