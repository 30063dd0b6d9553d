// Opens a bucket with a client for its own Region.

import type { BucketHandle } from '../external/bucket-handle.ts'
import { findRegion } from '../external/s3.ts'
import type { Access } from './access.ts'

/**
 * A handle whose client uses the bucket's own Region, which a request to `homeRegion` finds. `serverDate`: S3's clock
 * when it answered, epoch milliseconds; undefined if the bucket is in another Region.
 */
export async function openBucket(
  wanted: Pick<BucketHandle, 'use' | 'bucket' | 'owner'>,
  homeRegion: string,
  { identity, s3ForRegion }: Access,
) {
  const at = (region: string): BucketHandle => ({
    ...wanted,
    client: s3ForRegion(region),
    partition: identity.partition,
  })
  const { region = homeRegion, serverDate } = await findRegion(at(homeRegion))
  return { region, handle: at(region), serverDate }
}
