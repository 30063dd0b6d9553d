// Knows the scene of a copy whose old object was under another KMS key.

import { seedKmsKey, seedObject } from '../../../emulator/seed.ts'
import { attach, currentObjects, seedFindings } from '../remediation.ts'
import { BUCKET, OLD, openScenario } from '../scenario.ts'

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

export async function openRewritten({ target, engine }: Case) {
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
  const run = () => scenario.run(inputs)
  const encryptions = () =>
    Object.fromEntries([...currentObjects(world)].map(([key, { encryption }]) => [key, encryption.kmsKeyArn ?? 'S3']))
  return { scenario, run, encryptions, wanted, old }
}
