// An object that the report calls not encrypted was put under a key since. Each role has what the table in docs/iam/README.md
// says, to the letter.

import { afterEach, describe, expect, it } from '@jest/globals'
import { seedKmsKey, seedObject } from '../../emulator/seed.ts'
import { listPermissions, listRefusals } from '../support/permissions.ts'
import { attach, currentObjects, remediationOutputs, seedFindings, WITHOUT_SLEEPING } from '../support/remediation.ts'
import { BUCKET, closeScenarios, OLD, openScenario, type Scenario, takePermission } from '../support/scenario.ts'

afterEach(closeScenarios)

const refusals = ({ world }: Scenario) => listRefusals(world)
const CHECKSUM = { algorithm: 'CRC32', value: 'AAAAAA==' } as const

type Case = {
  readonly target: 'SSE-KMS' | 'SSE-S3'
  readonly engine: 'direct' | 'batch'
}

/** What the table gives to each role. */
const FILES = {
  'direct SSE-KMS': {
    remediation: [
      'remediation-role-policy.json',
      'kms-target-policy.json',
      'direct-copy-policy.json',
      'direct-copy-kms-policy.json',
      'direct-copy-old-key-policy.json',
    ],
    batch: [],
  },
  'direct SSE-S3': {
    remediation: ['remediation-role-policy.json', 'direct-copy-policy.json', 'direct-copy-old-key-policy.json'],
    batch: [],
  },
  'batch SSE-KMS': {
    remediation: ['remediation-role-policy.json', 'kms-target-policy.json'],
    batch: ['batch-role-policy.json', 'batch-role-kms-policy.json'],
  },
  'batch SSE-S3': { remediation: ['remediation-role-policy.json'], batch: ['batch-role-policy.json'] },
} as const

async function open({ target, engine }: Case) {
  // Inventory is eventually consistent (S3 User Guide, "Amazon S3 Inventory"): what was overwritten may still be listed as it was.
  const scenario = await openScenario({
    seed: (world) => seedFindings(world, ['plain', 'rewritten'], { checksum: CHECKSUM }),
  })
  const { world, roles } = scenario
  const [wanted, old] = [seedKmsKey(world).arn, seedKmsKey(world).arn]
  const rewritten = { key: 'rewritten', body: 'new text', lastModified: OLD, checksum: CHECKSUM } as const
  seedObject(world, BUCKET, { ...rewritten, status: 'SSE-KMS', kmsKeyArn: old })
  const files = FILES[`${engine} ${target}`]
  for (const role of ['remediation', 'batch'] as const) {
    roles[role].policies = []
    attach(scenario, role, files[role], { kmsKeyArn: wanted, oldKmsKeyArn: old })
  }
  const inputs = {
    ...scenario.remediation,
    'copy-engine': engine,
    'accepted-encryption': target,
    'target-encryption': target,
    ...(target === 'SSE-KMS' && { 'kms-key-arn': wanted }),
  }
  const run = () => scenario.run(inputs, WITHOUT_SLEEPING)
  const encryptions = () =>
    Object.fromEntries([...currentObjects(world)].map(([key, { encryption }]) => [key, encryption.kmsKeyArn ?? 'S3']))
  return { scenario, run, encryptions, wanted, old }
}

describe.each(['direct', 'batch'] as const)('copy-engine: %s', (engine) => {
  it('reads it under its key and gives it the target key', async () => {
    const { scenario, run, encryptions, wanted } = await open({ target: 'SSE-KMS', engine })

    expect(remediationOutputs(await run())).toMatchObject({ exitCode: 0, status: 'COMPLETE', succeeded: '2' })

    expect(encryptions()).toEqual({ plain: wanted, rewritten: wanted })
    expect(refusals(scenario)).toEqual([])
  })

  it('takes no key away for SSE-S3', async () => {
    const { run, encryptions, old } = await open({ target: 'SSE-S3', engine })

    const result = await run()

    expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', succeeded: '1', failed: '1' })
    expect(result.summary).toContain(
      engine === 'direct' ? 'the object is now encrypted with a KMS key' : 'AccessDenied',
    )
    expect(encryptions()).toEqual({ plain: 'S3', rewritten: old })
  })
})

it.each(listPermissions('direct-copy-old-key-policy.json'))('needs $action by $sid', async ({ sid, action }) => {
  const { scenario, run, encryptions, wanted, old } = await open({ target: 'SSE-KMS', engine: 'direct' })
  takePermission(scenario, scenario.roles.remediation.arn, sid, action)

  const result = await run()

  expect(remediationOutputs(result)).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', succeeded: '1' })
  expect(refusals(scenario).map((decision) => decision.action)).toContain(action)
  expect(result.summary + result.annotated).toContain('direct-copy-old-key-policy.json')
  expect(encryptions()).toEqual({ plain: wanted, rewritten: old })
})

it('needs kms:Decrypt of the batch role, too', async () => {
  const { scenario, run, encryptions, wanted, old } = await open({ target: 'SSE-KMS', engine: 'batch' })
  takePermission(scenario, scenario.roles.batch.arn, 'TakeOldKeyFromDataKeys', 'kms:Decrypt')

  expect(remediationOutputs(await run())).toMatchObject({ exitCode: 1, status: 'INCOMPLETE', succeeded: '1' })

  expect(refusals(scenario).map((decision) => decision.action)).toContain('kms:Decrypt')
  expect(encryptions()).toEqual({ plain: wanted, rewritten: old })
})
