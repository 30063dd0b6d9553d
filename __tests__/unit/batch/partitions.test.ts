// A run in each partition: every ARN it writes is of that partition, and so are its endpoints and its console.

import { describe, expect, it } from '@jest/globals'
import { remediateBucket } from '../../../src/batch/remediate.ts'
import { createS3Client, createS3ControlClient, createStsClient } from '../../../src/external/aws.ts'
import { createBatchDouble } from '../../support/batch-double.ts'
import { makeJob, makeOptions, makePlan, NOW } from '../../support/batch-plan.ts'

const PARTITIONS = [
  { partition: 'aws', region: 'eu-west-1', suffix: 'amazonaws.com', page: 'https://eu-west-1.console.aws.amazon.com/' },
  { partition: 'aws-cn', region: 'cn-north-1', suffix: 'amazonaws.com.cn', page: 'https://console.amazonaws.cn/' },
  {
    partition: 'aws-us-gov',
    region: 'us-gov-west-1',
    suffix: 'amazonaws.com',
    page: 'https://console.amazonaws-us-gov.com/',
  },
] as const

describe.each(PARTITIONS)('$partition', ({ partition, region, suffix, page }) => {
  it('writes no ARN of another one, finds its job again, and links to its console', async () => {
    const keys = ['a', 'b']
    const world = createBatchDouble({ bucket: 'src', keys, startAt: NOW })
    const roleArn = `arn:${partition}:iam::111122223333:role/batch`
    const kmsKeyArn = `arn:${partition}:kms:${region}:111122223333:key/k`
    const target = { status: 'SSE-KMS', kmsKeyArn, bucketKey: true } as const
    const plan = makePlan([makeJob(keys, { target, naming: 'kms-key-id', canaryObjects: 2 })])
    const options = makeOptions({ partition, region, roleArn })

    const run = await remediateBucket(plan, options, world.deps)
    const again = await remediateBucket(plan, options, world.deps)

    expect([run.errors, again.errors, world.warnings]).toEqual([[], [], []])
    expect(world.jobs).toHaveLength(1)
    const written = JSON.stringify(world.jobs.map(({ request }) => request))
    const arns = written.match(/arn:[^"]+/g) ?? []
    expect(arns.length).toBeGreaterThan(4)
    expect(arns.filter((arn) => !arn.startsWith(`arn:${partition}:`))).toEqual([])
    expect(run.outcomes[0]?.url).toMatch(new RegExp(`^${page}s3/jobs/`))
  })

  it('speaks to its own S3, S3 Control and STS', async () => {
    const options = {
      region,
      env: {},
      version: '0',
      onAnswer: () => undefined,
      signal: new AbortController().signal,
      startTimer: () => () => undefined,
    }
    const session = { provider: undefined, expire: undefined }
    const hosts = [
      createS3Client(options, session).config.endpointProvider({ Region: region, Bucket: 'acme-data' }),
      createS3ControlClient(options, session).config.endpointProvider({
        Region: region,
        AccountId: '111122223333',
        RequiresAccountId: true,
      }),
      createStsClient(options).config.endpointProvider({ Region: region }),
    ].map(({ url }) => url.hostname)
    expect(hosts).toEqual([
      `acme-data.s3.${region}.${suffix}`,
      `111122223333.s3-control.${region}.${suffix}`,
      `sts.${region}.${suffix}`,
    ])
  })
})
