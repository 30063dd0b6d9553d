// Makes the reports that engines are compared on: rows of every kind, hostile keys, policies of every kind. A number
// always gives the same one.

import type { InventoryRow } from '../../emulator/inventory/columns.ts'
import { createRandom } from '../../emulator/inventory/seeded.ts'
import { chooseByNeed } from '../../src/decide/choose-by-need.ts'
import type { ExceptionRule } from '../../src/findings/exception.ts'
import type { ScanSpec } from '../../src/findings/spec.ts'
import { ENCRYPTION_STATUSES } from '../../src/words/encryption.ts'

export const FORMATS = ['CSV', 'ORC', 'Parquet'] as const
export type Format = (typeof FORMATS)[number]

/** 20 November 2026, noon: when reports are made. */
export const REPORT_TIME = Date.UTC(2026, 10, 20, 12)
const DAY_MS = 86_400_000
const KEY_PARTS = [
  'a',
  'b',
  'logs',
  'x y',
  '+',
  '%41',
  'é',
  '😀',
  "it's",
  '"q"',
  ',',
  '\\',
  '\n',
  '*',
  '~',
  '$',
  '.tmp',
  '_-.',
]
const CLASSES = [
  'STANDARD',
  'STANDARD',
  'STANDARD_IA',
  'GLACIER',
  'DEEP_ARCHIVE',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'OUTPOSTS',
  '',
]
const SIZES = [0, 1, 131_071, 131_072, 2 ** 20, 2 ** 20 + 1, 5 * 2 ** 30, 5 * 2 ** 30 + 1]
const GLOBS = ['**', 'a/**', '**/*.tmp', '*', 'logs/*', '?', "it's*", '**é**']

export type EngineWorld = {
  readonly name: string
  readonly format: Format
  readonly rows: readonly InventoryRow[]
  readonly rowsPerFile: number
  readonly spec: ScanSpec
}

/** `findingShare`: of current rows. */
export function makeWorld(number: number): EngineWorld {
  const random = createRandom(`engines/${number}`)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  const chance = (share: number) => random() < share
  const findingShare = pick([0, 0.02, 0.5, 1])
  const count = pick([1, 2, 40, 120])
  const rows = Array.from({ length: count }, (_, index) => makeRow(index, { random, pick, chance }, findingShare))
  // S3 lists a key once; a report that does not is still judged.
  const doubled = chance(0.3) ? rows.slice(0, 3).map((row) => (chance(0.5) ? row : { ...row, size: 7 })) : []
  const format = FORMATS[number % FORMATS.length] ?? 'CSV'
  return {
    name: `${number} ${format}, ${count} rows, ${findingShare * 100} % findings`,
    format,
    rows: [...rows, ...doubled],
    rowsPerFile: pick([7, 50, 1000]),
    spec: makeSpec({ random, pick, chance }),
  }
}

type Dice = {
  readonly random: () => number
  readonly pick: <T>(all: readonly T[]) => T
  readonly chance: (share: number) => boolean
}

function makeRow(index: number, { pick, chance }: Dice, findingShare: number): InventoryRow {
  const key = `${Array.from({ length: pick([1, 2, 3]) }, () => pick(KEY_PARTS)).join(pick(['/', '']))}${index}`
  const base = { bucket: 'source', key, versionId: 'v', lastModified: REPORT_TIME - pick([1, 10, 400]) * DAY_MS }
  if (chance(0.1)) return { ...base, isLatest: chance(0.5), isDeleteMarker: true }
  const owner = 'own'
  const grant = { canonicalId: pick(['own', 'own', 'other']), type: 'CanonicalUser', permission: 'FULL_CONTROL' }
  const acl = JSON.stringify({
    version: '2022-11-10',
    status: pick(['AVAILABLE', 'AVAILABLE', 'UNAVAILABLE']),
    grants: pick([[grant], [grant], [grant, grant], []]),
  })
  const storageClass = pick(CLASSES)
  return {
    ...base,
    isLatest: !chance(0.2),
    isDeleteMarker: false,
    size: pick(SIZES),
    storageClass,
    encryptionStatus: chance(findingShare) ? 'NOT-SSE' : pick(ENCRYPTION_STATUSES.slice(0, 4)),
    lockRetainUntil: chance(0.1) ? REPORT_TIME + pick([-1, 0, 1]) * DAY_MS : undefined,
    legalHold: chance(0.1) ? pick(['On', 'Off', 'ON']) : undefined,
    accessTier:
      storageClass === 'INTELLIGENT_TIERING' || chance(0.05)
        ? pick(['FREQUENT', 'ARCHIVE', 'DEEP_ARCHIVE'])
        : undefined,
    bucketKeyStatus: pick(['ENABLED', 'DISABLED']),
    accessControlList: chance(0.9) ? Buffer.from(acl).toString('base64') : undefined,
    owner,
  }
}

function makeSpec({ pick, chance }: Dice): ScanSpec {
  const accepted = pick([['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'], ['SSE-KMS'], ['SSE-S3']] as const)
  const exceptions: ExceptionRule[] = [
    ...(chance(0.4) ? [{ prefix: pick(['a', 'logs/', "it's", 'é']) }] : []),
    ...(chance(0.4) ? [{ suffix: pick(['.tmp1', '0', '😀2']), largerThan: 5 }] : []),
    ...(chance(0.4) ? [{ olderThanMs: 30 * DAY_MS, smallerThan: 200_000 }] : []),
  ]
  const rules = {
    target: accepted.includes('SSE-S3' as never) ? 'SSE-S3' : 'SSE-KMS',
    copiesInParts: chance(0.5),
    restoresArchived: chance(0.5),
  } as const
  return {
    accepted,
    keyRule: { kmsKeyArn: undefined, bucketKey: accepted[0] === 'SSE-KMS' && chance(0.5) },
    include: chance(0.3) ? [pick(GLOBS), pick(GLOBS)] : [],
    exclude: chance(0.3) ? [pick(GLOBS.slice(1))] : [],
    listedPrefix: '',
    exceptions,
    aclsEnabled: pick([true, false, undefined]),
    defaultEventHold: chance(0.1),
    choices: chooseByNeed({ ...rules, takesAccessLogs: chance(0.1) }),
  }
}
