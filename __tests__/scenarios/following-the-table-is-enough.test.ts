// Each role has what the table in docs/iam/README.md says for its case, to the letter, and nothing else.

import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from '@jest/globals'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import type { World } from '../../emulator/world.ts'
import { listPermissions, listRefusals } from '../support/permissions.ts'
import {
  attach,
  currentObjects,
  type DocumentedKeys,
  remediationOutputs,
  seedFindings,
  statuses,
  WITHOUT_SLEEPING,
} from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario, type Scenario, takePermission } from '../support/scenario.ts'

afterEach(closeScenarios)

type Files = Partial<Record<keyof Scenario['roles'], readonly string[]>>

/** A world whose roles have exactly these files, each of which the table gives to that role. */
async function openBy(files: Files, seed: (world: World) => DocumentedKeys): Promise<Scenario> {
  let keys: DocumentedKeys = {}
  const scenario = await openScenario({
    seed: (world) => {
      keys = seed(world)
    },
  })
  for (const [role, names] of Object.entries(files) as [keyof Files, readonly string[]][]) {
    scenario.roles[role].policies = []
    attach(scenario, role, names, keys)
  }
  return scenario
}

const refusals = ({ world }: Scenario) => listRefusals(world)

it('names only files that the table gives to that role', () => {
  const rows = readFileSync('docs/iam/README.md', 'utf8').split('\n')
  const rolesOf = (file: string) => rows.find((row) => row.startsWith(`| \`${file}\``))?.split('|')[2] ?? ''
  for (const file of [...REWRAP.remediation, ...RESTORE.remediation]) expect(rolesOf(file)).toMatch(/the action's/)
  for (const file of [...REWRAP.batch, ...RESTORE.batch]) expect(rolesOf(file)).toMatch(/the batch role/)
})

const REWRAP = {
  remediation: ['remediation-role-policy.json', 'kms-target-policy.json'],
  batch: ['batch-role-update-encryption-policy.json', 'batch-role-kms-policy.json'],
} as const satisfies Files

const openRewrap = () =>
  openBy(REWRAP, (world) => {
    const [wanted, old] = [seedKmsKey(world), seedKmsKey(world)]
    const object = { size: 100, lastModified: OLD } as const
    seedObject(world, BUCKET, { ...object, key: 'under-s3', status: 'SSE-S3' })
    seedObject(world, BUCKET, { ...object, key: 'under-old', status: 'SSE-KMS', kmsKeyArn: old.arn })
    return { kmsKeyArn: wanted.arn, oldKmsKeyArn: old.arn }
  })

const rewrap = (scenario: Scenario) => {
  const [wanted = ''] = scenario.world.kmsKeys.keys()
  const target = { 'accepted-encryption': 'SSE-KMS', 'target-encryption': 'SSE-KMS', 'kms-key-arn': wanted }
  return scenario.run({ ...scenario.remediation, ...target }, WITHOUT_SLEEPING)
}

describe('where jobs only change keys', () => {
  it('every object gets its key, and nothing is refused', async () => {
    const scenario = await openRewrap()
    const [wanted] = scenario.world.kmsKeys.keys()

    const run = await rewrap(scenario)

    expect(remediationOutputs(run)).toEqual({ exitCode: 0, status: 'COMPLETE', jobs: 1, succeeded: '2', failed: '0' })
    const keys = [...currentObjects(scenario.world).values()].map(({ encryption }) => encryption.kmsKeyArn)
    expect(keys).toEqual([wanted, wanted])
    expect(refusals(scenario)).toEqual([])
  })

  it.each(listPermissions('batch-role-update-encryption-policy.json'))(
    'needs $action by $sid',
    async ({ sid, action }) => {
      const scenario = await openRewrap()
      takePermission(scenario, scenario.roles.batch.arn, sid, action)

      const run = await rewrap(scenario)

      expect(remediationOutputs(run)).toMatchObject({ exitCode: 1 })
      expect(refusals(scenario).map((decision) => decision.action)).toContain(action)
    },
  )
})

const RESTORE = {
  remediation: ['remediation-role-policy.json', 'direct-copy-policy.json'],
  batch: ['batch-role-restore-policy.json'],
} as const satisfies Files

const openRestore = () =>
  openBy(RESTORE, (world) => {
    seedFindings(world, ['old/1', 'old/2'], { storageClass: 'GLACIER' })
    return {}
  })

const restore = ({ run, remediation }: Scenario) =>
  run({ ...remediation, 'restore-archived': 'true' }, WITHOUT_SLEEPING)

describe('where jobs only restore', () => {
  it('every object is being restored, and nothing is refused', async () => {
    const scenario = await openRestore()

    const run = await restore(scenario)

    expect(remediationOutputs(run)).toMatchObject({ jobs: 1, succeeded: '2', failed: '0' })
    const restored = [...currentObjects(scenario.world).values()].map((version) => version.restore !== undefined)
    expect(restored).toEqual([true, true])
    expect(refusals(scenario)).toEqual([])
  })

  it.each(listPermissions('batch-role-restore-policy.json'))('needs $action by $sid', async ({ sid, action }) => {
    const scenario = await openRestore()
    takePermission(scenario, scenario.roles.batch.arn, sid, action)

    const run = await restore(scenario)

    expect(remediationOutputs(run)).not.toMatchObject({ succeeded: '2' })
    expect(refusals(scenario).map((decision) => decision.action)).toContain(action)
    expect(statuses(scenario.world)).toEqual({ 'old/1': 'NOT-SSE', 'old/2': 'NOT-SSE' })
  })
})
