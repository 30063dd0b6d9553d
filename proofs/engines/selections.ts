// Generates selections for an operation, and what rows need so that each term decides something: values of every kind, none
// at all, times and sizes at the boundary.

import type { InventoryRow } from '../../emulator/inventory/columns.ts'
import { createRandom } from '../../emulator/inventory/seeded.ts'
import { listMissingColumns, type ObjectFilter } from '../../src/findings/object-filter.ts'
import type { ScanSpec } from '../../src/findings/spec.ts'
import type { SelectedOperation } from '../../src/operations/asked-operation.ts'
import { selectFor } from '../../src/operations/registry.ts'
import { ANY_KEY } from '../../src/words/key-rule.ts'
import { chance, pick, type Random, REPORT_TIME } from './rows.ts'

const AGE_MS = 90 * 86_400_000
const SIZE = 131_072
const OWNERS: readonly string[] = ['f'.repeat(64), 'e'.repeat(64)]
const REPLICATION: readonly (string | undefined)[] = [undefined, '', 'PENDING', 'COMPLETED', 'FAILED', 'REPLICA', 'NEW']

/** One for each kind of term, and those that select nothing, or everything. */
const FILTERS: readonly (readonly [name: string, filter: ObjectFilter])[] = [
  ['everything', {}],
  ['size', { largerThan: SIZE - 1 }],
  ['small', { smallerThan: SIZE }],
  ['between', { largerThan: 0, smallerThan: SIZE + 1 }],
  ['old', { olderThanMs: AGE_MS }],
  ['new', { newerThanMs: AGE_MS }],
  ['of an age', { olderThanMs: AGE_MS - 2, newerThanMs: AGE_MS + 2 }],
  ['archived', { storageClasses: ['GLACIER', 'DEEP_ARCHIVE'] }],
  ['class', { storageClasses: ['STANDARD', 'INTELLIGENT_TIERING', 'REDUCED_REDUNDANCY'] }],
  ['tier', { accessTiers: ['ARCHIVE', 'DEEP_ARCHIVE'] }],
  ['frequent', { accessTiers: ['FREQUENT'], storageClasses: ['INTELLIGENT_TIERING'] }],
  ['encryption', { encryption: ['NOT-SSE', 'SSE-C'] }],
  ['encrypted', { encryption: ['SSE-S3'], largerThan: 1 }],
  ['owner', { owners: ['e'.repeat(64)] }],
  ['replication', { replication: ['COMPLETED', 'REPLICA'] }],
  ['private', { acl: 'private' }],
  ['shared', { acl: 'not-private' }],
  ['locked', { lock: 'locked' }],
  ['unlocked', { lock: 'unlocked' }],
  ['many terms', { acl: 'private', lock: 'unlocked', olderThanMs: AGE_MS, owners: OWNERS, replication: ['PENDING'] }],
  ['nothing', { largerThan: 10 ** 14 }],
]

/** As many worlds in a row have every filter in each of three formats. */
export const SELECTIONS = 3 * FILTERS.length
const COUNTS: readonly number[] = [0, 1, 60, 60, 60, 120]

/** The selection of a world: rows, columns and spec. */
export function startSelection(seed: string, number: number, optionalFields: readonly string[]) {
  const random = createRandom(`${seed}/${number}/selection`)
  const [name, filter] = FILTERS[Math.floor(number / 3) % FILTERS.length] ?? ['everything', {}]
  const asked = pick(random, operationsFor(filter))
  const selection = selectFor(asked)
  return {
    says: `${asked.name}: ${name}`,
    count: pick(random, COUNTS),
    optionalFields: addFields(filter, optionalFields),
    changeRows: (rows: readonly InventoryRow[]) => rows.map((row) => changeRow(random, row)),
    // What decides about compliance decides nothing here; other facts of the bucket must not, either.
    selectBy: (spec: ScanSpec): ScanSpec => ({
      ...spec,
      accepted: [],
      keyRule: ANY_KEY,
      exceptions: [],
      defaultEventHold: chance(random, 0.3),
      selection,
    }),
  }
}

const operationsFor = (filter: ObjectFilter): readonly SelectedOperation[] => [
  { name: 'tag', filter, tags: [], existing: 'replace' },
  { name: 'restore', filter, restore: { tier: 'BULK', days: 7 } },
  { name: 'invoke-lambda', filter, call: { arn: '', version: '1.0', userArguments: [] } },
]

/** A run refuses a report that lacks a column of the filter, before any engine is asked. */
function addFields(filter: ObjectFilter, fields: readonly string[]): readonly string[] {
  const present = fields.map((field) => field.toLowerCase())
  const missing = new Set(listMissingColumns(filter, present))
  const named = ALL_FIELDS.filter((field) => missing.has(field.toLowerCase()))
  return [...fields, ...named]
}

const ALL_FIELDS: readonly string[] = [
  ...['Size', 'LastModifiedDate', 'StorageClass', 'ReplicationStatus', 'IntelligentTieringAccessTier'],
  ...['ObjectLockRetainUntilDate', 'ObjectLockLegalHoldStatus', 'ObjectAccessControlList', 'ObjectOwner'],
]

function changeRow(random: Random, row: InventoryRow): InventoryRow {
  if (row.isDeleteMarker === true) return row
  const atBoundary = REPORT_TIME - AGE_MS + Math.floor(random() * 5) - 2
  return {
    ...row,
    replicationStatus: pick(random, REPLICATION),
    owner: pick(random, [...OWNERS, ...OWNERS, '', undefined]),
    lastModified: chance(random, 0.3) ? atBoundary : row.lastModified,
    size: chance(random, 0.2) ? SIZE + Math.floor(random() * 3) - 1 : row.size,
    lockRetainUntil: chance(random, 0.1) ? REPORT_TIME + Math.floor(random() * 3) - 1 : row.lockRetainUntil,
  }
}
