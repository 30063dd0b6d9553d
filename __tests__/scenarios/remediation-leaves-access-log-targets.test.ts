import { afterEach, describe, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import type { Bucket, World } from '../../emulator/world.ts'
import { allowTargetKey, jobsOf, oldKeys, remediationOutputs, seedFindings } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario, type Scenario, takePermission } from '../support/scenario.ts'

afterEach(closeScenarios)

const grantByPolicy = (bucket: Bucket) => {
  bucket.policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${BUCKET}/*`,
      },
    ],
  }
}
const grantByAcl = (bucket: Bucket) => {
  bucket.ownership = 'BucketOwnerPreferred'
  bucket.grants = ['WRITE', 'READ_ACP'].map((permission) => ({
    grantee: 'http://acs.amazonaws.com/groups/s3/LogDelivery',
    permission,
  }))
}

async function open(prepare: (bucket: Bucket, world: World) => void) {
  const scenario = await openScenario({
    seed: (world) => {
      prepare(getBucket(world, BUCKET), world)
      seedFindings(world, oldKeys(2))
      seedObject(world, BUCKET, { key: 'new', size: 100, status: 'SSE-S3', lastModified: OLD })
    },
  })
  const { arn } = seedKmsKey(scenario.world)
  allowTargetKey(scenario, arn)
  const { batch } = scenario.roles
  const Action = ['kms:GenerateDataKey', 'kms:Decrypt']
  batch.policies = [...batch.policies, { Statement: [{ Effect: 'Allow', Action, Resource: arn }] }]
  return { scenario, inputs: kmsInputs(scenario, arn) }
}

const kmsInputs = ({ remediation }: Scenario, arn: string) => ({
  ...remediation,
  'target-encryption': 'SSE-KMS',
  'kms-key-arn': arn,
})

describe('where server access logs are delivered, nothing is put under a KMS key', () => {
  it.each([
    ['the policy', grantByPolicy],
    ['the ACL', grantByAcl],
  ])('as %s shows', async (_, prepare) => {
    const { scenario, inputs } = await open(prepare)

    const run = await scenario.run({ ...inputs, 'accepted-encryption': 'SSE-KMS' })

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, jobs: 0 })
    expect(run.report).toMatchObject({
      buckets: [{ scan: { heldBack: [{ reason: 'access-log-target', objects: 3 }] } }],
    })
    expect(run.summary).toContain('access-log-target')
    expect(jobsOf(scenario.world)).toEqual([])
  })

  it('but SSE-S3 is, and nobody asks for policy or ACL', async () => {
    const { scenario } = await open(grantByPolicy)

    const run = await scenario.run(scenario.remediation)

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
    const asked = run.requests.filter(({ operation }) => /^GetBucket(Policy|Acl)$/.test(operation))
    expect(asked).toEqual([])
  })
})

it('takes a policy that lets others in for none of logs', async () => {
  const { scenario, inputs } = await open((bucket) => {
    const Principal = { Service: ['s3.amazonaws.com', 'delivery.logs.amazonaws.com'] }
    const Resource = `arn:aws:s3:::${BUCKET}/*`
    bucket.policy = { Statement: [{ Effect: 'Allow', Principal, Action: 's3:PutObject', Resource }] }
  })
  expect(remediationOutputs(await scenario.run(inputs))).toMatchObject({ status: 'COMPLETE', succeeded: '2' })
})

it.each(['s3:GetBucketPolicy', 's3:GetBucketAcl'])('says what it does not know without %s', async (action) => {
  const { scenario, inputs } = await open(() => {})
  takePermission(scenario, scenario.roles.remediation.arn, 'FindAccessLogTargets', action)

  const run = await scenario.run(inputs)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(run.stdout).toContain('Whether server access logs are delivered to the bucket could not be read')
})
