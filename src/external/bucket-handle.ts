// Knows what every request to a bucket needs: whose it is, where it is, and with which client.

import type { S3Client } from '@aws-sdk/client-s3'

export type BucketUse = 'source' | 'destination' | 'work'

/** A bucket with the client of its Region and the account that must own it. */
export type BucketHandle = {
  readonly client: S3Client
  /** What the bucket is for, and so which statements let it be listed and read. */
  readonly use: BucketUse
  readonly bucket: string
  readonly owner: string
  readonly partition: string
}

export const bucketArn = (handle: Pick<BucketHandle, 'partition' | 'bucket'>) =>
  `arn:${handle.partition}:s3:::${handle.bucket}`
