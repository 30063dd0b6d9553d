import { afterEach, describe, expect, it } from '@jest/globals'
import { jobsOf, remediationOutputs } from '../support/remediation.ts'
import { BUCKET, closeScenarios, takePermission } from '../support/scenario.ts'
import { grantByAcl, grantByPolicy, openLogTarget } from '../support/scenes/access-logs.ts'

afterEach(closeScenarios)

describe('where server access logs are delivered, nothing is put under a KMS key', () => {
  it.each([
    ['the policy', grantByPolicy],
    ['the ACL', grantByAcl],
  ])('as %s shows', async (_, prepare) => {
    const { scenario, inputs } = await openLogTarget(prepare)

    const run = await scenario.run({ ...inputs, 'accepted-encryption': 'SSE-KMS' })

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 1, jobs: 0 })
    expect(run.report).toMatchObject({
      buckets: [{ scan: { heldBack: [{ reason: 'access-log-target', objects: 3 }] } }],
    })
    expect(run.summary).toContain('access-log-target')
    expect(jobsOf(scenario.world)).toEqual([])
  })

  it('but SSE-S3 is, and nobody asks for policy or ACL', async () => {
    const { scenario } = await openLogTarget(grantByPolicy)

    const run = await scenario.run(scenario.remediation)

    expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
    const asked = run.requests.filter(({ operation }) => /^GetBucket(Policy|Acl)$/.test(operation))
    expect(asked).toEqual([])
  })
})

it('takes a policy that lets others in for none of logs', async () => {
  const { scenario, inputs } = await openLogTarget((bucket) => {
    const Principal = { Service: ['s3.amazonaws.com', 'delivery.logs.amazonaws.com'] }
    const Resource = `arn:aws:s3:::${BUCKET}/*`
    bucket.policy = { Statement: [{ Effect: 'Allow', Principal, Action: 's3:PutObject', Resource }] }
  })
  expect(remediationOutputs(await scenario.run(inputs))).toMatchObject({ status: 'COMPLETE', succeeded: '2' })
})

it.each(['s3:GetBucketPolicy', 's3:GetBucketAcl'])('says what it does not know without %s', async (action) => {
  const { scenario, inputs } = await openLogTarget(() => {})
  takePermission(scenario, scenario.roles.remediation.arn, 'FindAccessLogTargets', action)

  const run = await scenario.run(inputs)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(run.stdout).toContain('Whether server access logs are delivered to the bucket could not be read')
})
