// Generates a world from a seed and a number: a policy, a report of a bucket in one of three formats, and how it is cut
// into files. The same seed and number give the same bytes.

import { createWorld } from '../../emulator/index.ts'
import type { InventoryFormat, InventoryRow } from '../../emulator/inventory/columns.ts'
import { type Delivery, type DeliveryOptions, deliverInventory } from '../../emulator/inventory/deliver.ts'
import { createRandom } from '../../emulator/inventory/seeded.ts'
import { seedBucket } from '../../emulator/seed.ts'
import { allowDelivery } from '../../emulator/stage.ts'
import type { World } from '../../emulator/world.ts'
import { chooseByNeed } from '../../src/decide/choose-by-need.ts'
import type { ScanSpec } from '../../src/findings/spec.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../../src/words/encryption.ts'
import { createRows, pick, type Random, REPORT_TIME, SOURCE } from './rows.ts'
import { startSelection } from './selections.ts'

export const DESTINATION = 'acme-reports'
export const WORK = 'acme-work'
export const FORMATS: readonly InventoryFormat[] = ['CSV', 'ORC', 'Parquet']

export type EngineWorld = {
  readonly number: number
  /** What is special about it, in a few words. */
  readonly says: string
  readonly format: InventoryFormat
  readonly spec: ScanSpec
  readonly rows: readonly InventoryRow[]
  readonly world: World
  readonly delivery: Delivery
}

const ACCEPTED: readonly (readonly EncryptionStatus[])[] = [
  ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'],
  ['SSE-S3', 'SSE-KMS', 'DSSE-KMS'],
  ['SSE-KMS', 'DSSE-KMS'],
  ['SSE-KMS'],
]
const PATTERNS: readonly (readonly string[])[] = [
  [],
  [],
  [],
  ['**/*.txt'],
  ['a/**', '*b*'],
  ['data/**'],
  ['?', '**/log*'],
  ['*%*'],
]
const SHARES: readonly number[] = [0, 0, 0.01, 0.3, 0.5, 0.9, 1]
const COUNTS: readonly number[] = [0, 1, 2, 7, 30, 60, 120]
const OPTIONAL: readonly string[] = [
  ...[
    'Size',
    'LastModifiedDate',
    'ETag',
    'StorageClass',
    'IsMultipartUploaded',
    'ObjectLockRetainUntilDate',
    'ObjectLockMode',
  ],
  ...['ObjectLockLegalHoldStatus', 'ObjectLockEventHoldStatus', 'IntelligentTieringAccessTier', 'BucketKeyStatus'],
  ...['ObjectAccessControlList', 'ObjectOwner'],
]

/** A world; `change` damages its report. `selects`: its rows are selected for an operation. */
export async function makeWorld(
  seed: string,
  number: number,
  change: (random: Random) => DeliveryOptions = () => ({}),
  selects = false,
): Promise<EngineWorld> {
  const random = createRandom(`${seed}/${number}`)
  const format = FORMATS[number % FORMATS.length] ?? 'CSV'
  const world = createWorld({ start: REPORT_TIME })
  const allVersions = random() < 0.7
  for (const name of [DESTINATION, WORK]) seedBucket(world, { name })
  const chosenFields = ['EncryptionStatus', ...(random() < 0.5 ? OPTIONAL : OPTIONAL.filter(() => random() < 0.8))]
  // Drawn by themselves, so that other worlds stay as they are.
  const selecting = selects ? startSelection(seed, number, chosenFields) : undefined
  const optionalFields = selecting?.optionalFields ?? chosenFields
  seedBucket(world, { name: SOURCE, versioning: 'Enabled', inventory: [describe(format, allVersions, optionalFields)] })
  allowDelivery(world, SOURCE, DESTINATION)
  const accepted = pick(random, ACCEPTED)
  const share = pick(random, SHARES)
  const drawn = pick(random, COUNTS)
  const count = selecting?.count ?? drawn
  const others = ENCRYPTION_STATUSES.filter((status) => !accepted.includes(status))
  const plainRows = createRows(random, {
    count,
    share,
    findings: others,
    compliant: accepted,
    doubled: random() < 0.2 ? 0.1 : 0,
    allVersions,
    withReplacement: format === 'CSV' && random() < 0.3,
  })
  const rows = selecting?.changeRows(plainRows) ?? plainRows
  const delivery = await deliverInventory(world, SOURCE, 'daily', {
    rows,
    rowsPerFile: pick(random, [1, 5, 17, 1000]) + Math.floor(count / 20),
    emptyReport: 'one-empty-file',
    layout: {
      // Without rows there would be no member at all.
      rowsPerGzipMember: count === 0 ? undefined : pick(random, [undefined, 3]),
      rowsPerGroup: pick(random, [4, 1000]),
      emptyStrings: pick(random, ['null', 'empty']),
    },
    ...change(random),
  })
  const says = `${format}, ${count} rows in ${delivery.files.length} files, ${100 * share} % findings`
  const spec = makeSpec(random, accepted)
  if (selecting === undefined) return { number, says, format, spec, rows, world, delivery }
  return { number, says: `${says}, ${selecting.says}`, format, spec: selecting.selectBy(spec), rows, world, delivery }
}

const describe = (format: InventoryFormat, allVersions: boolean, optionalFields: readonly string[]) => ({
  id: 'daily',
  enabled: true,
  includedVersions: allVersions ? ('All' as const) : ('Current' as const),
  frequency: 'Daily' as const,
  optionalFields,
  destination: { bucket: DESTINATION, prefix: 'inventory', format },
})

function makeSpec(random: Random, accepted: readonly EncryptionStatus[]): ScanSpec {
  const target = accepted.includes('SSE-S3') ? 'SSE-S3' : 'SSE-KMS'
  return {
    accepted,
    keyRule: { kmsKeyArn: undefined, bucketKey: false },
    include: pick(random, PATTERNS),
    exclude: pick(random, PATTERNS),
    exceptions: pick(random, [
      [],
      [],
      [{ prefix: 'a' }],
      [{ suffix: '.txt', largerThan: 1000 }, { olderThanMs: 400 * 86_400_000 }],
      [{ smallerThan: 131_073 }, { newerThanMs: 100 * 86_400_000, prefix: 'l' }],
    ]),
    aclsEnabled: pick(random, [undefined, false, true]),
    choices: chooseByNeed({ target, copiesInParts: random() < 0.5, restoresArchived: random() < 0.5 }),
  }
}
