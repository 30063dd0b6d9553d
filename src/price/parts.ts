// Estimates the number of parts in multipart copies of objects of which only the total size is known.

import { MAX_COPY_BYTES } from '../findings/need.ts'
import type { Tally } from '../words/encryption.ts'

const MIB = 1n << 20n
const USUAL_PART_BYTES = 512n * MIB
/** S3 User Guide, "Amazon S3 multipart upload limits". */
const MAX_PARTS = 10_000n

/** Whether an object of the mean size must be copied in parts. */
export function needsParts(tally: Tally): boolean {
  return meanSize(tally) > BigInt(MAX_COPY_BYTES)
}

/** Mean size of the objects in bytes, rounded up. */
export function meanSize({ bytes, objects }: Tally): bigint {
  return objects === 0 ? 0n : divideUp(bytes, BigInt(objects))
}

/** Parts of all objects, assuming each has the mean size: 512 MiB each, or larger if 10,000 parts are not enough. */
export function countParts(tally: Tally): number {
  const size = meanSize(tally)
  const larger = divideUp(divideUp(size, MAX_PARTS), MIB) * MIB
  const partBytes = larger > USUAL_PART_BYTES ? larger : USUAL_PART_BYTES
  return Number(divideUp(size, partBytes)) * tally.objects
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor
}
