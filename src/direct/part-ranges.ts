// Divides an object into the parts of a multipart copy (S3 User Guide, "Amazon S3 multipart upload limits").

import { MAX_COPY_BYTES } from '../findings/need.ts'
import type { PartRange } from './direct-deps.ts'

const MIB = 1024 ** 2
export const MAX_PARTS = 10_000
/** Large enough for few requests; small enough that a failed part costs little and many are copied concurrently. */
const USUAL_PART_BYTES = 512 * MIB

/**
 * Size of each part except the last: 512 MiB, or a larger multiple of 1 MiB if that would give more than 10,000 parts.
 */
export function choosePartBytes(size: number): number {
  return Math.max(USUAL_PART_BYTES, Math.ceil(size / MAX_PARTS / MIB) * MIB)
}

/**
 * The ranges that make up an object, in order.
 * @throws RangeError for an object that cannot be copied in parts: empty, or more than 10,000 parts of 5 GiB
 */
export function listPartRanges(size: number, partBytes = choosePartBytes(size)): PartRange[] {
  const parts = Math.ceil(size / partBytes)
  if (size <= 0 || parts > MAX_PARTS || partBytes > MAX_COPY_BYTES) {
    throw new RangeError(`${size} bytes cannot be copied in parts of ${partBytes}`)
  }
  return Array.from({ length: parts }, (_, index) => ({
    number: index + 1,
    first: index * partBytes,
    last: Math.min((index + 1) * partBytes, size) - 1,
  }))
}
