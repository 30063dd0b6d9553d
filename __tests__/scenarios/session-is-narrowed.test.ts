// A run gives its own session no more than it needs, whatever its role may do.

import { afterEach, describe, expect, it } from '@jest/globals'
import { seedCredential } from '../../emulator/seed.ts'
import { DESTINATION_BUCKET, WORK_BUCKET } from '../../emulator/stage.ts'
import { stsSettings } from '../../emulator/sts/session-policy.ts'
import { jobsOf, remediationOutputs } from '../support/remediation.ts'
import {
  BUCKET,
  closeScenarios,
  countOperations,
  expectNoAnswer,
  type Scenario,
  type ScenarioRun,
} from '../support/scenario.ts'
import { allowed, BATCH_ROLE, ofS3, openBroad, READS, WRITES } from '../support/scenes/sessions.ts'

afterEach(closeScenarios)

describe.each(['none', 'plan'])('a session for remediation: %s', (remediation) => {
  it('can neither write to any bucket nor create, confirm or pass anything, even when its role could', async () => {
    const scenario = await openBroad()

    const run = await scenario.run({ ...scenario.remediation, remediation })

    expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
    expect(allowed(scenario.world, WRITES)).toEqual([])
    expect(allowed(scenario.world, READS)).toEqual(READS)
    expect(run.stdout).toContain('The session is restricted to what this run needs, by action and by resource')
  })
})

it('is as broad as the role only where narrow-session is false, which the log says', async () => {
  const scenario = await openBroad()
  const run = await scenario.run({ 'narrow-session': 'false' })
  expect(allowed(scenario.world, WRITES)).toEqual(WRITES)
  expect(run.stdout).toContain('narrow-session is false')
})

it('reads nothing but the place it was given', async () => {
  const scenario = await openBroad()
  await scenario.run({ buckets: `${BUCKET} = s3://${DESTINATION_BUCKET}/inventory/${BUCKET}/daily/` })
  expect(allowed(scenario.world, READS)).toEqual(READS)
  expect(
    allowed(scenario.world, [
      ['s3:GetObject', ofS3('another/x')],
      ['s3:ListBucket', ofS3('another')],
    ]),
  ).toEqual([])
})

it('of a run encrypts, and writes to its own places only', async () => {
  const scenario = await openBroad()

  const run = await scenario.run(scenario.remediation)

  expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })
  const own = [
    ['s3:PutObject', ofS3(`${BUCKET}/old/1`)],
    ['s3:PutObject', ofS3(`${WORK_BUCKET}/s3-encryption/x`)],
    ['s3:CreateJob', '*'],
  ] as const
  expect(allowed(scenario.world, own)).toEqual(own)
  const foreign = [
    ['s3:PutObject', ofS3(`${DESTINATION_BUCKET}/inventory/x`)],
    ['s3:PutObject', ofS3('another/x')],
    ['s3:PutObject', ofS3(`${WORK_BUCKET}/another/x`)],
    ['s3:DeleteObject', ofS3(`${BUCKET}/old/1`)],
    ['s3:DeleteObject', ofS3(`${WORK_BUCKET}/s3-encryption/x`)],
    ['s3:BypassGovernanceRetention', ofS3(`${BUCKET}/old/1`)],
  ] as const
  expect(allowed(scenario.world, foreign)).toEqual([])
  const passed = { 'iam:passedtoservice': 'batchoperations.s3.amazonaws.com' }
  expect(allowed(scenario.world, [['iam:PassRole', BATCH_ROLE]], passed)).toHaveLength(1)
  expect(
    allowed(scenario.world, [['iam:PassRole', BATCH_ROLE]], { 'iam:passedtoservice': 'lambda.amazonaws.com' }),
  ).toEqual([])
  expect(allowed(scenario.world, [['iam:PassRole', 'arn:aws:iam::111122223333:role/admin']], passed)).toEqual([])
})

it('of confirm writes to no object of the source bucket', async () => {
  const scenario = await openBroad()
  await scenario.run({ ...scenario.remediation, remediation: 'confirm' })
  expect(jobsOf(scenario.world)).toHaveLength(1)
  expect(allowed(scenario.world, [['s3:PutObject', ofS3(`${BUCKET}/old/1`)]])).toEqual([])
})

it('of an event that may not remediate writes nothing, whatever was asked for', async () => {
  const scenario = await openBroad()
  const event = { name: 'pull_request', payload: { repository: { private: true } } }
  await scenario.run(scenario.remediation, { event })
  expect(allowed(scenario.world, WRITES)).toEqual([])
})

describe('one session for several buckets', () => {
  const SECOND = 'acme-logs'
  const run = (scenario: Scenario, buckets: readonly string[]): Promise<ScenarioRun> =>
    scenario.run({ ...scenario.remediation, buckets: buckets.join('\n') })

  it('may do in each what that one needs', async () => {
    const scenario = await openBroad({ sourceBuckets: [BUCKET, SECOND] })
    await run(scenario, [BUCKET, SECOND])
    const puts = [BUCKET, SECOND, 'another'].map((bucket) => ['s3:PutObject', ofS3(`${bucket}/k`)] as const)
    expect(allowed(scenario.world, puts)).toEqual(puts.slice(0, 2))
  })

  it('is narrowed by action where the names of all do not fit, which the log says', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `acme-${'x'.repeat(40)}-${index}`)
    const scenario = await openBroad()
    const result = await run(scenario, [BUCKET, ...names])
    expect(result.stdout).toMatch(
      /restricted to what this run needs, by action \(session policy of [\d,]+ of 2,048 characters\)/,
    )
    expect(allowed(scenario.world, [['s3:PutObject', ofS3('another/k')]])).toHaveLength(1)
    expect(
      allowed(scenario.world, [
        ['s3:DeleteObject', ofS3(`${BUCKET}/old/1`)],
        ['s3:PutBucketPolicy', ofS3(BUCKET)],
      ]),
    ).toEqual([])
  })
})

describe('a session policy that STS packs to more than it takes', () => {
  it('is followed by a shorter one, which renewals keep to', async () => {
    const scenario = await openBroad()
    stsSettings(scenario.world).packedSizeOf = (text) => (text.includes('arn:') ? 101 : 60)
    const run = await scenario.run(scenario.remediation)
    expect(remediationOutputs(run)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
    expect(run.stdout).toContain('restricted to what this run needs, by action (')
    expect(allowed(scenario.world, [['s3:DeleteObject', ofS3(`${BUCKET}/old/1`)]])).toEqual([])
  })

  it('is refused by name where even the shortest is too large, and S3 is never asked', async () => {
    const scenario = await openBroad()
    stsSettings(scenario.world).packedSizeOf = () => 101
    expectNoAnswer(await scenario.run(), 'NO_CREDENTIALS', 'PackedPolicyTooLarge', 'narrow-session: false')
    expect(countOperations(scenario.world, ['s3', 's3-control'])).toEqual({})
  })
})

it('cannot be had of ambient credentials, which the log says', async () => {
  const scenario = await openBroad()
  const { accessKeyId, secretAccessKey } = seedCredential(scenario.world)
  const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }
  const run = await scenario.run({ 'role-to-assume': '' }, { env })
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
  expect(run.stdout).toContain('The credentials from the environment are used as they are')
})
