// Which rows a filter selects, and that its terms are data that another engine can use.

import { describe, expect, it } from '@jest/globals'
import { compileTerms } from '../../../src/findings/match-filter.ts'
import { listMissingColumns, listTerms, type ObjectFilter } from '../../../src/findings/object-filter.ts'
import type { InventoryRow } from '../../../src/findings/row.ts'
import { findStanding } from '../../../src/findings/standing.ts'
import { ENCRYPTION_STATUSES } from '../../../src/words/encryption.ts'
import { encodeKey } from '../../../src/words/object-key.ts'

const DAY_MS = 86_400_000
const REPORT_TIME = Date.UTC(2026, 10, 22)
const OWNER = 'a'.repeat(64)
const acl = (...grants: object[]) =>
  Buffer.from(JSON.stringify({ version: '2022-11-10', status: 'AVAILABLE', grants })).toString('base64')
const OWN = { canonicalId: OWNER, type: 'CanonicalUser', permission: 'FULL_CONTROL' }

type Values = { readonly size?: number; readonly status?: number } & Readonly<Record<string, unknown>>

const FULL = {
  storageclass: 'STANDARD',
  intelligenttieringaccesstier: '',
  objectowner: OWNER,
  replicationstatus: 'FAILED',
  objectaccesscontrollist: acl(OWN),
  objectlockretainuntildate: '',
  objectlocklegalholdstatus: '',
}

/** A column that is undefined is not in the report. */
function row({
  size = 10,
  status = 0,
  modified = REPORT_TIME - DAY_MS,
  until = Number.NaN,
  ...texts
}: Values): InventoryRow {
  const all: Readonly<Record<string, unknown>> = { ...FULL, ...texts }
  return {
    number: 1,
    status,
    size,
    isLatest: true,
    isDeleteMarker: false,
    statusText: () => ENCRYPTION_STATUSES[status] ?? '',
    key: () => encodeKey('k'),
    rawKey: () => ({ bytes: Buffer.from('k'), start: 0, end: 1 }),
    text: (column) => all[column] as string | undefined,
    time: (column) => (column === 'lastmodifieddate' ? (modified as number) : (until as number)),
  }
}

function selects(filter: ObjectFilter, values: Values, hasSize = true): boolean {
  return compileTerms(listTerms(filter), { reportTime: REPORT_TIME, hasSize }).every((holds) => holds(row(values)))
}

describe('a filter', () => {
  it.each<[string, ObjectFilter, Values, boolean]>([
    ['nothing', {}, {}, true],
    ['larger', { largerThan: 9 }, { size: 10 }, true],
    ['not larger', { largerThan: 10 }, { size: 10 }, false],
    ['smaller', { smallerThan: 11 }, { size: 10 }, true],
    ['not smaller', { smallerThan: 10 }, { size: 10 }, false],
    ['older', { olderThanMs: DAY_MS - 1 }, {}, true],
    ['not older', { olderThanMs: DAY_MS }, {}, false],
    ['newer', { newerThanMs: DAY_MS + 1 }, {}, true],
    ['not newer', { newerThanMs: DAY_MS }, {}, false],
    ['of unknown age', { olderThanMs: 1 }, { modified: Number.NaN }, false],
    ['class', { storageClasses: ['GLACIER', 'STANDARD'] }, {}, true],
    ['other class', { storageClasses: ['GLACIER'] }, {}, false],
    ['tier', { accessTiers: ['ARCHIVE'] }, { intelligenttieringaccesstier: 'ARCHIVE' }, true],
    ['no tier', { accessTiers: ['ARCHIVE'] }, {}, false],
    ['status', { encryption: ['NOT-SSE', 'SSE-S3'] }, { status: 0 }, true],
    ['other status', { encryption: ['NOT-SSE'] }, { status: 0 }, false],
    ['owner', { owners: [OWNER] }, {}, true],
    ['other owner', { owners: ['b'.repeat(64)] }, {}, false],
    ['replication', { replication: ['FAILED'] }, {}, true],
    ['no replication', { replication: ['FAILED'] }, { replicationstatus: '' }, false],
    ['private', { acl: 'private' }, {}, true],
    ['private, but not', { acl: 'private' }, { objectaccesscontrollist: acl(OWN, OWN) }, false],
    ['not private', { acl: 'not-private' }, { objectaccesscontrollist: acl(OWN, OWN) }, true],
    ['ACL unknown is not private', { acl: 'private' }, { objectaccesscontrollist: '' }, false],
    ['ACL unknown is not the contrary', { acl: 'not-private' }, { objectaccesscontrollist: '' }, false],
    ['locked by retention', { lock: 'locked' }, { objectlockretainuntildate: 'x', until: REPORT_TIME + 1 }, true],
    ['retention that has ended', { lock: 'locked' }, { objectlockretainuntildate: 'x', until: REPORT_TIME }, false],
    ['locked by a hold', { lock: 'locked' }, { objectlocklegalholdstatus: 'On' }, true],
    ['locked by an event hold', { lock: 'locked' }, { objectlockeventholdstatus: 'ON' }, true],
    ['unlocked', { lock: 'unlocked' }, {}, true],
    ['lock not shown is not unlocked', { lock: 'unlocked' }, { objectlocklegalholdstatus: undefined }, false],
    ['all of it', { largerThan: 1, storageClasses: ['STANDARD'], acl: 'private' }, {}, true],
    ['all but one', { largerThan: 1, storageClasses: ['GLACIER'], acl: 'private' }, {}, false],
  ])('%s', (_, filter, values, expected) => {
    expect(selects(filter, values)).toBe(expected)
  })

  it('selects nothing by a size that the report does not have', () => {
    expect(selects({ largerThan: 0 }, { size: 10 }, false)).toBe(false)
    expect(selects({ smallerThan: 100 }, { size: 10 }, false)).toBe(false)
  })

  it('names the columns that it needs and the report lacks', () => {
    const filter = { largerThan: 1, olderThanMs: 1, acl: 'private', lock: 'locked', owners: [OWNER] } as const
    expect(listMissingColumns(filter, ['size', 'objectowner'])).toEqual([
      'lastmodifieddate',
      'objectlockretainuntildate',
      'objectlocklegalholdstatus',
      'objectaccesscontrollist',
    ])
    expect(listMissingColumns({}, [])).toEqual([])
  })

  it('is plain data', () => {
    const terms = listTerms({ largerThan: 1, encryption: ['SSE-S3'], lock: 'locked' })
    expect(JSON.parse(JSON.stringify(terms))).toEqual(terms)
  })
})

describe('an object stands', () => {
  it.each([
    ['STANDARD', '', 'readable'],
    ['STANDARD', undefined, 'readable'],
    ['GLACIER', '', 'archived'],
    ['DEEP_ARCHIVE', undefined, 'archived'],
    ['GLACIER_IR', '', 'readable'],
    ['INTELLIGENT_TIERING', 'FREQUENT', 'readable'],
    ['INTELLIGENT_TIERING', 'ARCHIVE_INSTANT_ACCESS', 'readable'],
    ['INTELLIGENT_TIERING', 'ARCHIVE', 'archived-tier'],
    ['INTELLIGENT_TIERING', 'DEEP_ARCHIVE_ACCESS', 'archived-tier'],
    ['INTELLIGENT_TIERING', undefined, 'tier-unknown'],
    ['STANDARD_IA', 'ARCHIVE', 'archived-oddly'],
  ] as const)('in %s %s', (storageClass, tier, standing) => {
    expect(findStanding(storageClass, tier)).toBe(standing)
  })
})
