// Generates the rows of a report from a seed: keys that are hard to read, versions, delete markers, classes, locks, ACLs.

import type { InventoryRow } from '../../emulator/inventory/columns.ts'

export type Random = () => number

export const SOURCE = 'acme-data'
/** The listing began then. */
export const REPORT_TIME = Date.UTC(2026, 10, 20, 12)

const DAY_MS = 86_400_000
const GIB = 2 ** 30

/** What keys are made of. U+FFFD is among them only in CSV: elsewhere Athena leaves it to the streamed scan. */
const PIECES: readonly string[] = [
  ...['a', 'b', 'log', 'B7', 'data', '.txt', '.csv', '-', '_', '.', '=', '0'],
  ...['/', '/', '/', ' ', '+', '%', '%20', '"', "'", ',', '\\', '\n', '\r', '\t', '\0', '\u0001', '\u2028'],
  ...[
    '~',
    '*',
    '?',
    '(',
    ')',
    '!',
    '#',
    '&',
    '<b>',
    '::error::',
    '$(x)',
    '|',
    '\u00e9',
    'e\u0301',
    '\u65e5\u672c',
    '\u{1f926}\u{1f3fd}',
  ],
]
const CLASSES: readonly string[] = [
  ...[
    'STANDARD',
    'STANDARD',
    'STANDARD_IA',
    'ONEZONE_IA',
    'INTELLIGENT_TIERING',
    'GLACIER_IR',
    'GLACIER',
    'DEEP_ARCHIVE',
  ],
  ...['REDUCED_REDUNDANCY', ''],
]
const SIZES: readonly number[] = [0, 1, 1023, 131_072, 5 * GIB, 5 * GIB + 1, 48 * GIB, 10 ** 12]
const TIERS: readonly (string | undefined)[] = [
  undefined,
  undefined,
  '',
  'FREQUENT',
  'INFREQUENT',
  'ARCHIVE',
  'DEEP_ARCHIVE',
]
const OWNER = 'f'.repeat(64)

/** One of several. */
export function pick<T>(random: Random, from: readonly T[]): T {
  const chosen = from[Math.floor(random() * from.length)]
  if (chosen === undefined && from.length === 0) throw new Error('there is nothing to choose from')
  return chosen as T
}

export const chance = (random: Random, share: number): boolean => random() < share

/** A key of 1 to 12 pieces. */
export function createKey(random: Random, withReplacement: boolean): string {
  const pieces = withReplacement ? [...PIECES, '\ufffd'] : PIECES
  return Array.from({ length: 1 + Math.floor(random() * 12) }, () => pick(random, pieces)).join('')
}

export type RowsOptions = {
  readonly count: number
  /** Share of rows with one of `findings` as status; others have one of `compliant`. */
  readonly share: number
  readonly findings: readonly string[]
  readonly compliant: readonly string[]
  /** Share of rows that repeat the key of another one. */
  readonly doubled: number
  readonly allVersions: boolean
  readonly withReplacement: boolean
}

/** Rows in no order. */
export function createRows(random: Random, options: RowsOptions): readonly InventoryRow[] {
  const keys = new Set<string>()
  while (keys.size < options.count) keys.add(createKey(random, options.withReplacement))
  const rows = [...keys].map((key) => createRow(random, key, options))
  const doubles = rows
    .filter(() => chance(random, options.doubled))
    .map((row) => (chance(random, 0.5) ? row : createRow(random, row.key, options)))
  return [...rows, ...doubles]
}

function createRow(random: Random, key: string, options: RowsOptions): InventoryRow {
  const { allVersions, share, findings, compliant } = options
  const isLatest = !allVersions || chance(random, 0.8)
  const identity = {
    bucket: SOURCE,
    key,
    versionId: chance(random, 0.3) ? '' : `v${Math.floor(random() * 1e9)}`,
    isLatest,
    isDeleteMarker: false,
    lastModified: REPORT_TIME - Math.floor(random() * 900 * DAY_MS),
    owner: OWNER,
  }
  if (allVersions && chance(random, 0.1)) return { ...identity, isDeleteMarker: true }
  return {
    ...identity,
    size: chance(random, 0.5) ? Math.floor(random() * 10 ** 7) : pick(random, SIZES),
    etag: Math.floor(random() * 2 ** 52)
      .toString(16)
      .padStart(32, '0'),
    storageClass: pick(random, CLASSES),
    isMultipartUploaded: chance(random, 0.2),
    encryptionStatus: pick(random, chance(random, share) ? findings : compliant),
    ...createLock(random),
    accessTier: pick(random, TIERS),
    bucketKeyStatus: pick(random, ['ENABLED', 'DISABLED']),
    accessControlList: createAcl(random),
  }
}

/** Half of the dates are before the report, half after it. */
function createLock(random: Random): Partial<InventoryRow> {
  if (chance(random, 0.7)) return {}
  return {
    lockRetainUntil: chance(random, 0.5) ? REPORT_TIME + Math.floor((random() - 0.5) * 400 * DAY_MS) : undefined,
    lockMode: pick(random, ['GOVERNANCE', 'COMPLIANCE']),
    legalHold: pick(random, [undefined, 'On', 'Off']),
    eventHold: pick(random, [undefined, undefined, 'On', 'Off']),
  }
}

/** Private, shared, public, of another owner, unreadable, absent. */
function createAcl(random: Random): string | undefined {
  const own = { canonicalId: OWNER, permission: 'FULL_CONTROL', type: 'CanonicalUser' }
  const encode = (content: unknown): string => Buffer.from(JSON.stringify(content), 'utf8').toString('base64')
  const acl = (grants: readonly unknown[], status = 'AVAILABLE'): string =>
    encode({ version: '2022-11-10', status, grants })
  return pick(random, [
    acl([own]),
    acl([own]),
    acl([own]),
    acl([own, { uri: 'http://acs.amazonaws.com/groups/global/AllUsers', permission: 'READ', type: 'Group' }]),
    acl([{ ...own, canonicalId: 'e'.repeat(64) }]),
    acl([{ ...own, permission: 'READ' }]),
    acl([]),
    acl([own], 'UNAVAILABLE'),
    encode(['no object']),
    '%%%',
    '',
    undefined,
  ])
}
