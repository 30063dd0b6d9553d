import { afterEach, expect, it } from '@jest/globals'
import { iamDecisions } from '../../emulator/iam/evaluate.ts'
import { getBucket } from '../../emulator/s3/state.ts'
import { POSTURE_CHECKS } from '../../src/posture/posture.ts'
import { listPermissions } from '../support/permissions.ts'
import { BUCKET, closeScenarios, openScenario, takePermission } from '../support/scenario.ts'
import { openPosture, postureOf, statusesOf } from '../support/scenes/posture.ts'

afterEach(closeScenarios)

it('shows every check and changes nothing about verdict and step', async () => {
  const scenario = await openPosture((bucket) => {
    bucket.blockSseC = false
    bucket.publicAccessBlock = new Set(['BlockPublicAcls'])
    bucket.versioning = 'Suspended'
  })

  const run = await scenario.run()

  expect([run.exitCode, run.outputs.get('verdict'), run.outputs.get('posture')]).toEqual([0, 'COMPLIANT', ''])
  expect(statusesOf(run)).toEqual({
    ...Object.fromEntries(POSTURE_CHECKS.map((check) => [check, 'fine'])),
    'sse-c-blocked': 'wrong',
    'plain-http-denied': 'wrong',
    'public-access-blocked': 'wrong',
    versioning: 'wrong',
    'object-lock': 'wrong',
  })
  expect(run.summary).toContain('Posture: 4 of 9 checks fine, 5 not, 0 unknown')
  expect(run.summary).toContain('aws s3api put-public-access-block --bucket acme-data')
  expect(run.stdout).toContain('Posture of acme-data: wrong: sse-c-blocked, plain-http-denied, public-access-blocked')
  const refused = iamDecisions(scenario.world).filter(
    ({ allowed, principal }) => !allowed && principal.includes('role'),
  )
  expect(refused).toEqual([])
})

it('does without, and says so in one row, where the role may not look', async () => {
  const scenario = await openScenario({ seed: () => {} })

  const run = await scenario.run()

  expect([run.exitCode, run.outputs.get('verdict')]).toEqual([0, 'COMPLIANT'])
  // No write gets an encryption that the policy does not accept, whatever the settings are.
  const { 'wrong-encryption-denied': always, ...others } = statusesOf(run)
  expect([always, ...new Set(Object.values(others))]).toEqual(['fine', 'unknown'])
  expect(run.summary).toContain('docs/iam/posture-policy.json')
  expect(run.stdout).toContain('Posture of acme-data: unknown: 8; fine: 1')
  // One refused request, not six.
  expect(iamDecisions(scenario.world).filter(({ allowed }) => !allowed)).toMatchObject([
    { action: 's3:GetBucketPublicAccessBlock' },
  ])
})

it('does without where S3 does not answer', async () => {
  const scenario = await openPosture()
  const fault = { status: 503, code: 'ServiceUnavailable', kind: 'error' } as const
  for (const operation of ['GetPublicAccessBlock', 'GetBucketPolicy'])
    scenario.world.faults.push({ match: { operation }, phase: 'before', effect: fault, times: 100 })

  const run = await scenario.run()

  expect([run.exitCode, run.outputs.get('verdict')]).toEqual([0, 'COMPLIANT'])
  expect(statusesOf(run)).toMatchObject({
    'public-access-blocked': 'unknown',
    'plain-http-denied': 'unknown',
    versioning: 'fine',
  })
})

it('shows no command that names a key where keys are not shown', async () => {
  const scenario = await openPosture((bucket) => {
    bucket.policy = {
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${BUCKET}/secret/plan.txt` },
      ],
    }
  })

  const hidden = await scenario.run({ 'list-keys': 'false' })
  const shown = await scenario.run({ 'list-keys': 'true' })

  const commandOf = (run: typeof hidden) =>
    postureOf(run).find(({ check }) => check === 'plain-http-denied')?.fix?.command
  expect(commandOf(hidden)).toBeUndefined()
  expect(JSON.stringify(hidden.report) + hidden.summary).not.toContain('plan.txt')
  expect(commandOf(shown)).toContain('secret/plan.txt')
  expect(getBucket(scenario.world, BUCKET).policy?.Statement).toHaveLength(1)
})

it.each(listPermissions('posture-policy.json'))('needs $action, and names it', async ({ sid, action }) => {
  const scenario = await openPosture()
  takePermission(scenario, scenario.roles.scan.arn, sid, action)

  const run = await scenario.run({ 'require-posture': POSTURE_CHECKS.join() })

  const told = postureOf(run).filter(({ status }) => status === 'unknown')
  expect(told.length).toBeGreaterThan(0)
  for (const { found, fix } of told) expect(`${found} ${fix?.say}`).toContain(action)
  expect([run.exitCode, run.outputs.get('verdict')]).toEqual([1, 'COMPLIANT'])
})
