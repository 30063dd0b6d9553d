// Before anything is created, a run looks at what it rests on: what is wrong stops it, what nobody can say does not.

import { afterEach, describe, expect, it } from '@jest/globals'
import { iamDecisions } from '../../emulator/iam/evaluate.ts'
import type { IamStatement } from '../../emulator/iam/types.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedBucket } from '../../emulator/seed.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import { createRole, serviceTrustPolicy } from '../../emulator/sts/roles.ts'
import { listPermissions } from '../support/permissions.ts'
import {
  allowPreflight,
  jobsOf,
  oldKeys,
  remediationOutputs,
  seedFindings,
  workObjects,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, openScenario, requestsOf, takePermission } from '../support/scenario.ts'
import {
  ALL_FINE,
  allowBatchRole,
  BATCH_ROLE,
  expectStopped,
  expectUnknown,
  openPreflight,
  openWithKey,
  preflightOf,
  runWithPreflight,
  statusesOf,
} from '../support/scenes/preflight.ts'

afterEach(closeScenarios)

it('finds everything fine where it may look at everything, and says so in one line', async () => {
  const scenario = await openPreflight()

  const result = await runWithPreflight(scenario)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(statusesOf(result)).toEqual(ALL_FINE)
  expect(result.summary).not.toContain('Preflight')
  expect(iamDecisions(scenario.world).filter(({ allowed }) => !allowed)).toEqual([])
})

it('finds the key and its policy fine, too', async () => {
  const { scenario, inputs } = await openWithKey()

  const result = await runWithPreflight(scenario, inputs)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(statusesOf(result)).toEqual({ ...ALL_FINE, 'target-key': 'ok', 'target-key-use': 'ok' })
})

it('goes on without the optional policies, which costs three requests to IAM and one line', async () => {
  const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })

  const result = await runWithPreflight(scenario)

  const iam = result.requests.filter(({ service }) => service === 'iam').map(({ operation }) => operation)
  expect(iam.sort()).toEqual(['GetRole', 'SimulatePrincipalPolicy', 'SimulatePrincipalPolicy'])
  expect(requestsOf(result, 'GetBucketPolicy')).toEqual([])
  expect(result.stdout).toContain('unknown: batch-role, batch-role-trust, pass-role, batch-role-permissions; ok: ')
  for (const check of ['batch-role', 'batch-role-trust']) expectUnknown(result, check, 'Refused: iam:GetRole')
  for (const check of ['pass-role', 'batch-role-permissions'])
    expectUnknown(result, check, 'Refused: iam:SimulatePrincipalPolicy')
  expect(preflightOf(result).find(({ check }) => check === 'batch-role')?.hint).toContain(
    'docs/iam/preflight-policy.json',
  )
})

it('goes on where IAM cannot be reached', async () => {
  const scenario = await openPreflight()
  const effect = { kind: 'error', status: 503, code: 'ServiceUnavailable' } as const
  for (const operation of ['GetRole', 'SimulatePrincipalPolicy'])
    scenario.world.faults.push({ match: { operation }, phase: 'before', effect, times: 100 })

  const result = await runWithPreflight(scenario)

  for (const check of ['batch-role', 'pass-role', 'batch-role-permissions']) expectUnknown(result, check, '503')
})

describe('each permission of the optional policies is needed for everything to be fine:', () => {
  it.each(listPermissions('preflight-policy.json'))('$action on $resource', async ({ sid, action }) => {
    const scenario = await openPreflight()
    takePermission(scenario, scenario.roles.remediation.arn, sid, action)
    expect(Object.values(statusesOf(await runWithPreflight(scenario))).every((status) => status === 'ok')).toBe(false)
  })

  it.each(listPermissions('preflight-kms-policy.json'))('$action on $resource', async ({ sid, action }) => {
    const { scenario, inputs } = await openWithKey()
    takePermission(scenario, scenario.roles.remediation.arn, sid, action)
    expectUnknown(await runWithPreflight(scenario, inputs), 'target-key-use', 'the key policy could not be read')
  })
})

describe('the work location is wrong where its bucket', () => {
  it('is missing', async () => {
    const scenario = await openPreflight()
    const inputs = { ...scenario.remediation, 'work-location': 's3://acme-nowhere/s3-encryption/' }
    expectStopped(scenario, await runWithPreflight(scenario, inputs), 'work-location', 'acme-nowhere does not exist')
  })

  it('lies in another Region', async () => {
    const scenario = await openPreflight()
    seedBucket(scenario.world, { name: WORK_BUCKET, region: 'eu-central-1' })
    expectStopped(
      scenario,
      await runWithPreflight(scenario),
      'work-location',
      'is in eu-central-1',
      'a bucket in eu-west-1',
    )
  })

  it('belongs to somebody else, whatever its policy lets in', async () => {
    const scenario = await openPreflight()
    const Statement: readonly IamStatement[] = [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }]
    seedBucket(scenario.world, { name: WORK_BUCKET, owner: '999988887777', policy: { Statement } })
    expectStopped(
      scenario,
      await runWithPreflight(scenario),
      'work-location',
      'belongs to another account than 111122223333',
    )
  })
})

describe('the batch role is wrong where it', () => {
  it('does not exist', async () => {
    const scenario = await openPreflight()
    scenario.world.roles.delete(BATCH_ROLE)
    expectStopped(scenario, await runWithPreflight(scenario), 'batch-role', `${BATCH_ROLE}, which does not exist`)
  })

  it('trusts another service', async () => {
    const scenario = await openPreflight()
    const { policies } = scenario.roles.batch
    createRole(scenario.world, {
      name: 's3-encryption-batch',
      policies,
      trustPolicy: serviceTrustPolicy('s3.amazonaws.com'),
    })
    const result = await runWithPreflight(scenario)
    expectStopped(
      scenario,
      result,
      'batch-role-trust',
      'does not let batchoperations.s3.amazonaws.com',
      'batch-role-trust-policy.json',
    )
  })

  it.each([
    ['CopyInPlace', 's3:PutObjectTagging', `s3:PutObjectTagging on arn:aws:s3:::${BUCKET}/*`],
    ['ReadJobManifests', 's3:GetObject', `s3:GetObject on arn:aws:s3:::${WORK_BUCKET}/*`],
    ['WriteCompletionReports', 's3:PutObject', `s3:PutObject on arn:aws:s3:::${WORK_BUCKET}/*`],
  ])('lacks in %s the permission %s', async (sid, action, text) => {
    const scenario = await openPreflight()
    takePermission(scenario, BATCH_ROLE, sid, action)
    const statement = `docs/iam/batch-role-policy.json (statement ${sid})`
    expectStopped(scenario, await runWithPreflight(scenario), 'batch-role-permissions', text, statement)
  })

  it('cannot be passed', async () => {
    const scenario = await openPreflight()
    takePermission(scenario, scenario.roles.remediation.arn, 'PassTheBatchRole', 'iam:PassRole')
    expectStopped(scenario, await runWithPreflight(scenario), 'pass-role', 'may not pass', 'statement PassTheBatchRole')
  })

  it('is refused by its own explicit deny, whatever a bucket allows', async () => {
    const scenario = await openPreflight()
    const deny: IamStatement = { Effect: 'Deny', Action: 's3:PutObject', Resource: `arn:aws:s3:::${BUCKET}/*` }
    scenario.roles.batch.policies = [...scenario.roles.batch.policies, { Statement: [deny] }]
    getBucket(scenario.world, BUCKET).policy = { Statement: [allowBatchRole('s3:PutObject')] }
    expectStopped(
      scenario,
      await runWithPreflight(scenario),
      'batch-role-permissions',
      'a policy of the role denies it',
    )
  })
})

it('takes what no policy of the role allows for fine where the bucket policy names the role', async () => {
  const scenario = await openPreflight()
  takePermission(scenario, BATCH_ROLE, 'CopyInPlace', 's3:PutObjectTagging')
  getBucket(scenario.world, BUCKET).policy = { Statement: [allowBatchRole('s3:PutObjectTagging')] }

  const result = await runWithPreflight(scenario)

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 0, status: 'COMPLETE' })
  expect(statusesOf(result)).toEqual(ALL_FINE)
})

it('does not call fine what the simulation allows and the bucket policy denies', async () => {
  const scenario = await openPreflight()
  const deny: IamStatement = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject*',
    Resource: `arn:aws:s3:::${BUCKET}/*`,
  }
  getBucket(scenario.world, BUCKET).policy = { Statement: [deny] }
  expectStopped(scenario, await runWithPreflight(scenario), 'batch-role-permissions', 'the bucket policy denies it')
})

it('does not know what a bucket policy denies under conditions nobody can foresee', async () => {
  const scenario = await openPreflight()
  const deny: IamStatement = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${BUCKET}/*`,
    Condition: { StringEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
  }
  getBucket(scenario.world, BUCKET).policy = { Statement: [deny] }
  expectUnknown(
    await runWithPreflight(scenario),
    'batch-role-permissions',
    'the bucket policy denies it under conditions',
  )
})

it('does not take a permission that only some objects need for one that all need', async () => {
  const scenario = await openPreflight()
  takePermission(scenario, BATCH_ROLE, 'CopyInPlace', 's3:PutObjectAnnotation')
  const result = await runWithPreflight(scenario)
  expect(preflightOf(result).find(({ check }) => check === 'batch-role-permissions')).toMatchObject({
    status: 'unknown',
  })
})

describe('the key is wrong where', () => {
  it('it is disabled', async () => {
    const { scenario, key, inputs } = await openWithKey()
    key.state = 'Disabled'
    const result = await runWithPreflight(scenario, inputs)
    expect(statusesOf(result)).toMatchObject({ 'target-key': 'wrong' })
    expect(result.annotated).toContain('KMS says KeyState Disabled')
    expect(jobsOf(scenario.world)).toEqual([])
    expect(workObjects(scenario.world)).toEqual([])
  })

  it('its policy names others only', async () => {
    const { scenario, key, inputs } = await openWithKey()
    const others = { AWS: [scenario.roles.remediation.arn, scenario.roles.plan.arn] }
    key.policy = { Statement: [{ Effect: 'Allow', Principal: others, Action: 'kms:*', Resource: '*' }] }
    const result = await runWithPreflight(scenario, inputs)
    expectStopped(scenario, result, 'target-key-use', 'the key policy neither allows the role nor its account', key.arn)
  })
})

describe('a plan', () => {
  it('shows what would stop a run, and is a plan all the same', async () => {
    const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })
    allowPreflight(scenario, 'plan')
    takePermission(scenario, BATCH_ROLE, 'CopyInPlace', 's3:PutObjectTagging')

    const result = await runWithPreflight(scenario, { ...scenario.remediation, remediation: 'plan' })

    expect(remediationOutputs(result)).toMatchObject({ status: 'PLANNED' })
    expect(statusesOf(result)).toEqual({
      'report-bucket': 'ok',
      'work-location': 'ok',
      'batch-role': 'ok',
      'batch-role-trust': 'ok',
      'batch-role-permissions': 'wrong',
    })
    expect(result.summary).toContain('This would stop a run before it creates anything')
  })

  it('asks nothing about places it was not told', async () => {
    const scenario = await openScenario({ seed: (world) => seedFindings(world, oldKeys(2)) })
    const result = await runWithPreflight(scenario, { remediation: 'plan' })
    expect(statusesOf(result)).toEqual({ 'report-bucket': 'ok' })
    expect(result.requests.filter(({ service }) => service === 'iam')).toEqual([])
    expect(result.summary).not.toContain('Preflight')
  })
})
