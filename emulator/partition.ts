// The partitions of AWS: separate clouds with their own accounts, ARNs and host names. A world is in the partition of
// its Region, and nothing in it can access another (AWS General Reference, "Amazon Resource Names"; IAM User Guide,
// "IAM identifiers").

import type { World } from './world.ts'

export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov'

/** The partition of the world's Region. */
export function partitionOf({ region }: Pick<World, 'region'>): Partition {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

/** The suffix of the host names of the world's services. */
export function hostSuffixOf(world: Pick<World, 'region'>): string {
  return partitionOf(world) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'
}

/** Audience of GitHub's tokens in this partition (GitHub Docs, "Configuring OpenID Connect in Amazon Web Services"). */
export function audienceOf(world: Pick<World, 'region'>): string {
  return `sts.${hostSuffixOf(world)}`
}

/** The ARN of a bucket, or of an object in it. */
export function bucketArn(world: Pick<World, 'region'>, bucket: string, key?: string): string {
  return `arn:${partitionOf(world)}:s3:::${bucket}${key === undefined ? '' : `/${key}`}`
}

/** The partitions of all ARNs in a text. */
export function namedPartitions(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(/\barn:(aws[a-z-]*):/g), ([, partition = '']) => partition))
}
