// What every request to a bucket needs: its owner, its Region, and the client.

import type { S3Client } from '@aws-sdk/client-s3'

export type BucketUse = 'source' | 'destination' | 'work' | 'queries' | 'baseline'

/** A bucket with the client of its Region and the account that must own it. */
export type BucketHandle = {
  readonly client: S3Client
  /** The purpose of the bucket, which decides the statements that allow listing and reading it. */
  readonly use: BucketUse
  readonly bucket: string
  readonly owner: string
  readonly partition: string
}

export const bucketArn = (handle: Pick<BucketHandle, 'partition' | 'bucket'>) =>
  `arn:${handle.partition}:s3:::${handle.bucket}`
