// Knows worlds whose roles have exactly the files that the table of docs/iam/ gives them.

import { seedKmsKey, seedObject } from '../../../emulator/seed.ts'
import type { World } from '../../../emulator/world.ts'
import { listRefusals } from '../permissions.ts'
import { attach, type DocumentedKeys, seedFindings } from '../remediation.ts'
import { BUCKET, OLD, openScenario, type Scenario } from '../scenario.ts'

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

export const refusals = ({ world }: Scenario) => listRefusals(world)

export const REWRAP = {
  remediation: ['remediation-role-policy.json', 'kms-target-policy.json'],
  batch: ['batch-role-update-encryption-policy.json', 'batch-role-kms-policy.json'],
} as const satisfies Files

export const openRewrap = () =>
  openBy(REWRAP, (world) => {
    const [wanted, old] = [seedKmsKey(world), seedKmsKey(world)]
    const object = { size: 100, lastModified: OLD } as const
    seedObject(world, BUCKET, { ...object, key: 'under-s3', status: 'SSE-S3' })
    seedObject(world, BUCKET, { ...object, key: 'under-old', status: 'SSE-KMS', kmsKeyArn: old.arn })
    return { kmsKeyArn: wanted.arn, oldKmsKeyArn: old.arn }
  })

export const rewrap = (scenario: Scenario) => {
  const [wanted = ''] = scenario.world.kmsKeys.keys()
  const target = { 'accepted-encryption': 'SSE-KMS', 'target-encryption': 'SSE-KMS', 'kms-key-arn': wanted }
  return scenario.run({ ...scenario.remediation, ...target })
}

export const RESTORE = {
  remediation: ['remediation-role-policy.json', 'direct-copy-policy.json'],
  batch: ['batch-role-restore-policy.json'],
} as const satisfies Files

export const openRestore = () =>
  openBy(RESTORE, (world) => {
    seedFindings(world, ['old/1', 'old/2'], { storageClass: 'GLACIER' })
    return {}
  })

export const restore = ({ run, remediation }: Scenario) => run({ ...remediation, 'restore-archived': 'true' })
