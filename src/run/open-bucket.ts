// Knows how a bucket is opened: with a client for its own Region.

import type { BucketHandle } from '../external/bucket-handle.ts'
import { findRegion } from '../external/s3.ts'
import type { Access } from './access.ts'

/** A handle whose client speaks to the bucket's own Region; `homeRegion` is asked where that is. */
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
  const region = (await findRegion(at(homeRegion))) ?? homeRegion
  return { region, handle: at(region) }
}
