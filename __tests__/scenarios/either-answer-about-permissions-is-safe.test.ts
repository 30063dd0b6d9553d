import { afterEach, expect, it } from '@jest/globals'
import { getBucket } from '../../emulator/s3/state.ts'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import { readDocumentedPolicy } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { readMember } from '../support/documented.ts'
import {
  allowOtherOperations,
  allowTargetKey,
  expectCopiedOnce,
  lockBucket,
  remediationOutputs,
  seedFindings,
  statuses,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, takePermission } from '../support/scenario.ts'
import { COMPLETE, KEYS, NAMES, openSettled, remediate, seedKeys, tellEach } from '../support/scenes/either-answer.ts'

afterEach(closeScenarios)

tellEach({
  'if-match-reads': async (answer) => {
    const seed = (world: World) => {
      getBucket(world, BUCKET).versioning = 'Unversioned'
      seedFindings(world, KEYS)
    }
    const scenario = await openSettled('if-match-reads', answer, { seed, copiesDirectly: true })
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
    expect(new Set(Object.values(statuses(scenario.world)))).toEqual(new Set(['SSE-S3']))
  },
  'copy-task-acl': async (answer) => {
    const scenario = await openSettled('copy-task-acl', answer)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
    expectCopiedOnce(scenario.world, KEYS)
  },
  'tagging-at-creation': async (answer) => {
    const scenario = await openSettled('tagging-at-creation', answer)
    const { world, roles } = scenario
    const bar = { Null: readMember('docs/iam/README.md, Null') as Record<string, string> }
    roles.remediation.policies = roles.remediation.policies.map((policy) => ({
      ...policy,
      Statement: policy.Statement.map((statement) =>
        statement.Sid === 'TagOwnJobs' ? { ...statement, Condition: { ...statement.Condition, ...bar } } : statement,
      ),
    }))
    const run = await remediate(scenario)
    const isCreated = answer === 'without-job-keys'
    expect(remediationOutputs(run).status).toBe(isCreated ? 'COMPLETE' : 'FAILED')
    expectCopiedOnce(world, isCreated ? KEYS : [])
    if (!isCreated) expect(run.stdout).toContain('s3:PutJobTagging')
  },
  'batch-principal-in-china': async (answer) => {
    const scenario = await openSettled('batch-principal-in-china', answer, { region: 'cn-north-1' })
    const run = await remediate(scenario)
    const isTrusted = answer === 'as-elsewhere'
    expect(remediationOutputs(run).status).toBe(isTrusted ? 'COMPLETE' : 'FAILED')
    expectCopiedOnce(scenario.world, isTrusted ? KEYS : [])
  },
  'source-account': async (answer) => {
    const scenario = await openSettled('source-account', answer)
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
  },
  'update-encryption-keys': async (answer) => {
    const [wanted, old] = ['wanted', 'old']
    const arns: Record<string, string> = {}
    const seed = (world: World) => {
      for (const name of [wanted, old]) arns[name] = seedKmsKey(world).arn
      const object = { size: 1, status: 'SSE-KMS', lastModified: OLD, kmsKeyArn: arns.old } as const
      for (const key of KEYS) seedObject(world, BUCKET, { ...object, key })
    }
    const scenario = await openSettled('update-encryption-keys', answer, { seed })
    const { world, roles } = scenario
    const kmsKeyArn = arns.wanted ?? ''
    allowTargetKey(scenario, kmsKeyArn)
    allowOtherOperations(scenario, { kmsKeyArn, oldKmsKeyArn: arns.old ?? '' })
    const evidence = readDocumentedPolicy(world, 'evidence-policy.json', NAMES)
    roles.remediation.policies = [...roles.remediation.policies, evidence]
    const policy = { 'accepted-encryption': 'SSE-KMS', 'target-encryption': 'SSE-KMS', 'kms-key-arn': kmsKeyArn }
    const run = await remediate(scenario, policy)
    const isAllowed = answer === 'each-its-own'
    expect(remediationOutputs(run).status).toBe(isAllowed ? 'COMPLETE' : 'INCOMPLETE')
    const versions = [...getBucket(world, BUCKET).objects.values()].flat()
    expect(new Set(versions.map(({ encryption }) => encryption.kmsKeyArn))).toEqual(
      new Set([isAllowed ? kmsKeyArn : arns.old]),
    )
  },
  'no-retention': async (answer) => {
    const scenario = await openSettled('no-retention', answer)
    lockBucket(scenario)
    const run = await remediate(scenario)
    const isSeen = answer === 'not-found'
    expect(remediationOutputs(run).exitCode).toBe(isSeen ? 0 : 1)
    expectCopiedOnce(scenario.world, isSeen ? KEYS : [])
  },
  'annotation-version-forms': async (answer) => {
    const seed = seedKeys(KEYS, { annotations: { note: 'kept' } })
    const scenario = await openSettled('annotation-version-forms', answer, { seed })
    const isAllowed = answer === 'not-asked'
    expect(remediationOutputs(await remediate(scenario)).exitCode).toBe(isAllowed ? 0 : 1)
    expectCopiedOnce(scenario.world, isAllowed ? KEYS : [])
  },
  'forbidden-annotations': async (answer) => {
    const seed = seedKeys(KEYS, { annotations: { note: 'kept' } })
    const scenario = await openSettled('forbidden-annotations', answer, { seed })
    expect(remediationOutputs(await remediate(scenario))).toMatchObject(COMPLETE)
    expectCopiedOnce(scenario.world, KEYS)
  },
})

it('takes no permission for granted that a story took away', async () => {
  const scenario = await openSettled('copy-task-acl', 'asked')
  takePermission(scenario, scenario.roles.batch.arn, 'CopyInPlace', 's3:PutObjectAcl')
  expect(remediationOutputs(await remediate(scenario)).exitCode).toBe(1)
  const lenient = await openSettled('copy-task-acl', 'not-asked')
  takePermission(lenient, lenient.roles.batch.arn, 'CopyInPlace', 's3:PutObjectAcl')
  expect(remediationOutputs(await remediate(lenient))).toMatchObject(COMPLETE)
})
