// Lists the general purpose buckets of an account, and reads the tags of a bucket.

import { GetBucketTaggingCommand, ListBucketsCommand, type S3Client } from '@aws-sdk/client-s3'
import { ActionError } from '../words/errors.ts'
import { absentAs, asking } from './asking.ts'
import { needing } from './attempt.ts'
import { type BucketHandle, bucketArn } from './bucket-handle.ts'

export type AccountBucket = {
  readonly name: string
  /** Undefined if S3 does not say. */
  readonly region: string | undefined
}

/** S3 returns up to 10,000 at once, which is a response of several megabytes. */
const PAGE = 1000
/** General purpose buckets of all times; those of US East before 2018 could have capital letters and underscores. */
const NAME = /^[A-Za-z0-9._-]{3,255}$/

/**
 * All general purpose buckets of the account, in all Regions of its partition; directory, table and vector buckets are not
 * among them (S3 API Reference, "ListBuckets"). `onPage` is told how many are known so far.
 * @throws ActionError ACCESS_DENIED without s3:ListAllMyBuckets; UNREADABLE for a name that is none
 */
export async function listAccountBuckets(
  client: S3Client,
  onPage: (count: number) => void,
): Promise<readonly AccountBucket[]> {
  const attempt = needing('ListBucketsOfTheAccount', 's3:ListAllMyBuckets', '*')
  const found: AccountBucket[] = []
  let token: string | undefined
  do {
    // With a parameter, S3 returns pages, and the Region of each bucket.
    const command = new ListBucketsCommand({ MaxBuckets: PAGE, ContinuationToken: token })
    const page = await asking(attempt, () => client.send(command))
    found.push(
      ...(page.Buckets ?? []).map(({ Name, BucketRegion }) => ({ name: checkName(Name), region: BucketRegion })),
    )
    token = page.ContinuationToken
    onPage(found.length)
  } while (token !== undefined && token !== '')
  return found
}

function checkName(name = ''): string {
  if (NAME.test(name)) return name
  throw new ActionError('UNREADABLE', 'S3 listed a bucket whose name is not that of a bucket.')
}

/** The tags of a bucket, or why they may not be read. @throws ActionError SERVICE_UNAVAILABLE */
export async function readBucketTags(handle: BucketHandle): Promise<ReadonlyMap<string, string> | ActionError> {
  const command = new GetBucketTaggingCommand({ Bucket: handle.bucket, ExpectedBucketOwner: handle.owner })
  try {
    const answer = await asking(needing('ReadTagsOfBuckets', 's3:GetBucketTagging', bucketArn(handle)), () =>
      absentAs('NoSuchTagSet', () => handle.client.send(command)),
    )
    return new Map((answer?.TagSet ?? []).map(({ Key = '', Value = '' }) => [Key, Value]))
  } catch (error) {
    if (error instanceof ActionError && error.code !== 'SERVICE_UNAVAILABLE') return error
    throw error
  }
}
