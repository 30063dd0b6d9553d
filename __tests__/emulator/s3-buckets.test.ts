import {
  DeleteBucketTaggingCommand,
  GetBucketTaggingCommand,
  ListBucketsCommand,
  PutBucketTaggingCommand,
} from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { listingPages } from '../../emulator/s3/pages.ts'
import { seedBucket, seedCredential } from '../../emulator/seed.ts'
import { BUCKET, refusalOf, type Stage, setStage } from './s3-support.ts'

let stage: Stage
beforeEach(async () => {
  stage = await setStage()
  for (const name of ['logs-1', 'logs-2']) seedBucket(stage.world, { name, region: 'eu-west-1' })
  seedBucket(stage.world, { name: 'theirs', owner: '999999999999' })
})
afterEach(() => stage.close())

const list = (input = {}) => stage.s3.send(new ListBucketsCommand(input))
const namesIn = ({
  Buckets = [],
}: {
  readonly Buckets?: readonly { readonly Name?: string | undefined }[] | undefined
}) => Buckets.map(({ Name }) => Name)

describe('ListBuckets', () => {
  it('lists the own buckets of all Regions, and tells Regions only if it is asked for something', async () => {
    expect((await list()).Buckets?.map(({ Name, BucketRegion }) => [Name, BucketRegion])).toEqual([
      [BUCKET, undefined],
      ['logs-1', undefined],
      ['logs-2', undefined],
    ])
    expect((await list({ MaxBuckets: 10_000 })).Buckets?.map(({ BucketRegion }) => BucketRegion)).toEqual([
      'us-east-1',
      'eu-west-1',
      'eu-west-1',
    ])
  })

  it('goes on from page to page, and ends without a token', async () => {
    const first = await list({ MaxBuckets: 2 })
    expect([namesIn(first), first.ContinuationToken === 'logs-1']).toEqual([[BUCKET, 'logs-1'], false])
    const second = await list({ MaxBuckets: 2, ContinuationToken: first.ContinuationToken })
    expect([namesIn(second), second.ContinuationToken]).toEqual([['logs-2'], undefined])
    listingPages(stage.world).most = 1
    expect(namesIn(await list({ MaxBuckets: 2 }))).toEqual([BUCKET])
  })

  it('filters by prefix and Region, and refuses lengths that S3 does not have', async () => {
    expect(await list({ Prefix: 'logs-' })).toMatchObject({ Prefix: 'logs-', Buckets: [{}, {}] })
    expect(namesIn(await list({ BucketRegion: 'us-east-1' }))).toEqual([BUCKET])
    for (const MaxBuckets of [0, 10_001]) expect(await refusalOf(list({ MaxBuckets }))).toBe('400 InvalidArgument')
    expect(await refusalOf(list({ ContinuationToken: '*' }))).toBe('400 InvalidArgument')
  })

  it('needs s3:ListAllMyBuckets', async () => {
    const nobody = seedCredential(stage.world, {
      principal: { arn: 'arn:aws:iam::111122223333:user/x', account: '111122223333', policies: [] },
    })
    expect(await refusalOf(stage.connect(nobody).send(new ListBucketsCommand({})))).toBe('403 AccessDenied')
  })
})

describe('tags of a bucket', () => {
  const put = (count: number) => {
    const TagSet = Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: 'v' }))
    return stage.s3.send(new PutBucketTaggingCommand({ Bucket: BUCKET, Tagging: { TagSet } }))
  }
  const get = () => stage.s3.send(new GetBucketTaggingCommand({ Bucket: BUCKET }))

  it('are put, read, and removed; at most 50', async () => {
    expect(await refusalOf(get())).toBe('404 NoSuchTagSet')
    await put(50)
    expect((await get()).TagSet).toHaveLength(50)
    expect(await refusalOf(put(51))).toBe('400 BadRequest')
    await stage.s3.send(new DeleteBucketTaggingCommand({ Bucket: BUCKET }))
    expect(await refusalOf(get())).toBe('404 NoSuchTagSet')
  })
})
