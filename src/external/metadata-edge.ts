// Reads the S3 Metadata configuration of a bucket.

import { GetBucketMetadataConfigurationCommand, type InventoryTableConfigurationResult } from '@aws-sdk/client-s3'
import type { SeenMetadata } from '../engines/metadata-table/metadata-table.ts'
import { needing } from './attempt.ts'
import { errorNameOf, explainAwsError, httpStatusOf } from './aws-errors.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'
import { serverDateOf } from './watch-calls.ts'

type MetadataAnswer = {
  /** Undefined if the bucket has no configuration. */
  readonly seen: SeenMetadata | undefined
  /** S3's clock, epoch milliseconds; the runner's if S3 does not say. */
  readonly now: number
}

/**
 * GetBucketMetadataConfiguration, which answers for configurations of both versions. Whatever its code is, a 404 means that
 * there is none.
 */
export async function readMetadataConfiguration(source: BucketHandle, now: () => number): Promise<MetadataAnswer> {
  const attempt = needing('FindMetadataTable', 's3:GetBucketMetadataTableConfiguration', bucketArn(source))
  const input = { Bucket: source.bucket, ExpectedBucketOwner: source.owner }
  try {
    const answer = await source.client.send(new GetBucketMetadataConfigurationCommand(input))
    const found = answer.GetBucketMetadataConfigurationResult?.MetadataConfigurationResult
    const { DestinationResult: place, InventoryTableConfigurationResult: inventory } = found ?? {}
    return {
      seen: {
        bucketType: place?.TableBucketType,
        namespace: place?.TableNamespace,
        inventory: inventory && reshape(inventory),
      },
      now: serverDateOf(answer) ?? now(),
    }
  } catch (error) {
    if (httpStatusOf(error) === 404 && errorNameOf(error) !== 'NoSuchBucket') return { seen: undefined, now: now() }
    throw explainAwsError(error, attempt)
  }
}

function reshape(inventory: InventoryTableConfigurationResult): SeenMetadata['inventory'] {
  const { ConfigurationState: state, TableStatus: status, TableName: name, TableArn: arn, Error: error } = inventory
  const told = error && { code: error.ErrorCode ?? '', message: error.ErrorMessage ?? '' }
  return { state, status, name, arn, error: told }
}
