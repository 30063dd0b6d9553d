// A baseline in S3 is read with the documented permissions and no other, only from the own account, and only as both files.

import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedObject } from '../../emulator/seed.ts'
import { WORK_BUCKET } from '../../emulator/stage.ts'
import { decisionsOfSessions, listPermissions } from '../support/permissions.ts'
import { closeScenarios, openScenario, requestsOf, takePermission } from '../support/scenario.ts'
import { addFindings, BASELINE_IN_S3, compareInS3, storeBaseline } from '../support/scenes/baseline.ts'

afterEach(closeScenarios)

async function open() {
  const scenario = await openScenario()
  await storeBaseline(scenario)
  return scenario
}

it('compares with it, asking for nothing that is not documented, within a session that reads these two objects only', async () => {
  const scenario = await open()
  await addFindings(scenario, ['new/1'])
  const before = decisionsOfSessions(scenario.world).length

  const run = await compareInS3(scenario)

  expect(run.exitCode).toBe(1)
  expect([run.outputs.get('new-findings'), run.outputs.get('unchanged-findings')]).toEqual(['1', '2'])
  expect(run.summary).toContain(BASELINE_IN_S3)
  const decisions = decisionsOfSessions(scenario.world).slice(before)
  expect(decisions.filter(({ allowed }) => !allowed)).toEqual([])
  const [assumed] = requestsOf(run, 'AssumeRoleWithWebIdentity')
  const policy = decodeURIComponent(String(assumed?.body ?? '').replaceAll('+', ' '))
  const objects = [...policy.matchAll(/arn:aws:s3:::acme-batch-work[^"]*/g)].map(([arn]) => arn)
  expect(objects.sort()).toEqual([
    'arn:aws:s3:::acme-batch-work',
    'arn:aws:s3:::acme-batch-work/s3-encryption/findings.csv',
    'arn:aws:s3:::acme-batch-work/s3-encryption/findings.csv.json',
  ])
})

it('is trusted by the policy of its bucket: who wrote it is not asked', async () => {
  const scenario = await open()
  const run = await compareInS3(scenario, { event: 'merge_group' })
  expect([run.exitCode, run.outputs.get('unchanged-findings')]).toEqual([0, '2'])
})

it.each(listPermissions('baseline-policy.json'))('needs $action on $resource', async ({ sid, action }) => {
  const scenario = await open()
  takePermission(scenario, scenario.roles.scan.arn, sid, action)

  const run = await compareInS3(scenario)

  expect([run.exitCode, run.outputs.get('new-findings')]).toEqual([1, ''])
  expect(run.annotated).toContain(action)
  expect(run.annotated).toContain('docs/iam/baseline-policy.json')
})

it.each(['findings.csv', 'findings.csv.json'])('is refused without %s', async (name) => {
  const scenario = await open()
  getBucket(scenario.world, WORK_BUCKET).objects.delete(`s3-encryption/${name}`)

  const run = await compareInS3(scenario)

  expect([run.exitCode, run.outputs.get('new-findings')]).toEqual([1, ''])
  expect(run.annotated).toContain(`s3://acme-batch-work/s3-encryption/${name} does not exist`)
})

it('is refused where the file is of another run than its description', async () => {
  const scenario = await open()
  const body = 'bucket,key,encryption,bytes,storageClass,lastModified,remedy\n'
  seedObject(scenario.world, WORK_BUCKET, { key: 's3-encryption/findings.csv', body, status: 'SSE-S3' })

  const run = await compareInS3(scenario)

  expect(run.annotated).toContain('bytes, and')
  expect([run.exitCode, run.outputs.get('new-findings')]).toEqual([1, ''])
})

it('is not read from a bucket of another account, although that account allows it', async () => {
  const scenario = await open()
  const bucket = getBucket(scenario.world, WORK_BUCKET)
  const Resource = [`arn:aws:s3:::${WORK_BUCKET}`, `arn:aws:s3:::${WORK_BUCKET}/*`]
  const Allow = { Effect: 'Allow', Principal: { AWS: scenario.roles.scan.arn }, Action: 's3:*', Resource } as const
  scenario.world.buckets.set(WORK_BUCKET, { ...bucket, owner: '999988887777', policy: { Statement: [Allow] } })

  const run = await compareInS3(scenario)

  expect([run.exitCode, run.outputs.get('new-findings')]).toEqual([1, ''])
  expect(run.outputs.get('verdict')).toBe('NON_COMPLIANT')
})
