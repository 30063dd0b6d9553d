import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from '@jest/globals'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import { listPermissions, listRefusals } from '../support/permissions.ts'
import {
  allowOtherOperations,
  allowTargetKey,
  currentObjects,
  remediationOutputs,
  seedFindings,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario, type Scenario, takePermission } from '../support/scenario.ts'

afterEach(closeScenarios)

/** One finding to copy under a key, one under another key, and one under none of the customer's: every use of a key there is. */
async function openWithKeys(): Promise<{ scenario: Scenario; inputs: Record<string, string>; keyArn: string }> {
  const scenario = await openScenario({ deliver: false, seed: (world) => seedFindings(world, ['unencrypted']) })
  const { world } = scenario
  const [wanted, old] = [seedKmsKey(world), seedKmsKey(world)]
  const object = { size: 100, lastModified: OLD } as const
  seedObject(world, BUCKET, { ...object, key: 'under-s3', status: 'SSE-S3' })
  seedObject(world, BUCKET, { ...object, key: 'under-old', status: 'SSE-KMS', kmsKeyArn: old.arn, bucketKey: true })
  await scenario.deliver()
  allowTargetKey(scenario, wanted.arn)
  allowOtherOperations(scenario, { kmsKeyArn: wanted.arn, oldKmsKeyArn: old.arn })
  const inputs = {
    ...scenario.remediation,
    'accepted-encryption': 'SSE-KMS',
    'target-encryption': 'SSE-KMS',
    'kms-key-arn': wanted.arn,
  }
  return { scenario, inputs, keyArn: wanted.arn }
}

const EVERYTHING = { exitCode: 0, status: 'COMPLETE', jobs: 2, succeeded: '3', failed: '0' }

it('lets its jobs give every object the key, and is asked for nothing else', async () => {
  const { scenario, inputs, keyArn } = await openWithKeys()

  const result = await scenario.run(inputs)

  expect(remediationOutputs(result)).toEqual(EVERYTHING)
  const keys = [...currentObjects(scenario.world).values()].map(({ encryption }) => encryption.kmsKeyArn)
  expect(keys).toEqual([keyArn, keyArn, keyArn])
  expect(listRefusals(scenario.world)).toEqual([])
})

describe('without a permission an object keeps what it had, and the run says which one is missing:', () => {
  it.each([
    ...listPermissions('batch-role-kms-policy.json'),
    // Its other permissions are those of copies here; following-the-table-is-enough.test.ts takes them away.
    ...listPermissions('batch-role-update-encryption-policy.json').filter(
      ({ action }) => action === 's3:UpdateObjectEncryption',
    ),
  ])('$action by $sid', async ({ sid, action }) => {
    const { scenario, inputs } = await openWithKeys()
    takePermission(scenario, scenario.roles.batch.arn, sid, action)

    const result = await scenario.run(inputs)

    expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE' })
    const refused = listRefusals(scenario.world)
    expect(refused.map((decision) => decision.action)).toContain(action)
    expect(result.summary).toContain('AccessDenied')
  })
})

it('tells of every policy on which role it belongs, and from which page it is', () => {
  const table = readFileSync('docs/iam/README.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| `[a-z-]+\.json`/.test(line))
  const told = table.map((row) => row.split('|').map((cell) => cell.trim()))
  const files = readdirSync('docs/iam').filter((file) => file.endsWith('.json'))
  expect(told.map(([, file = '']) => file.replaceAll('`', '')).sort()).toEqual(files.sort())
  for (const [, , role, when, source] of told) expect([role, when, source]).not.toContain('')
})
