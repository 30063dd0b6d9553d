import { describe, expect, it } from '@jest/globals'
import { chooseByNeed } from '../../../src/decide/choose-by-need.ts'
import { parseInventoryTime } from '../../../src/engines/inventory-scan/csv-time.ts'
import { chooseForRow, classifyRow, createPolicy } from '../../../src/findings/classify.ts'
import type { InventoryRow } from '../../../src/findings/row.ts'
import type { ScanSpec } from '../../../src/findings/spec.ts'
import { ENCRYPTION_STATUSES } from '../../../src/words/encryption.ts'
import { encodeKey } from '../../../src/words/object-key.ts'

const REPORT_TIME = Date.UTC(2026, 10, 22)
const spec: ScanSpec = {
  accepted: ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'],
  keyRule: { kmsKeyArn: undefined, bucketKey: false },
  include: [],
  exclude: [],
  exceptions: [],
  aclsEnabled: false,
  choices: chooseByNeed({ target: 'SSE-S3', copiesInParts: false, restoresArchived: false }),
}
type RowValues = {
  status?: string
  size?: number
  isLatest?: boolean
  isDeleteMarker?: boolean
  key?: string
  columns?: Record<string, string>
}
function row(values: RowValues = {}): InventoryRow {
  const columns = new Map(Object.entries({ storageclass: 'STANDARD', ...values.columns }))
  const status = values.status ?? 'NOT-SSE'
  const raw = Buffer.from(values.key ?? 'k')
  return {
    number: 1,
    status: (ENCRYPTION_STATUSES as readonly string[]).indexOf(status),
    size: values.size ?? 1,
    isLatest: values.isLatest ?? true,
    isDeleteMarker: values.isDeleteMarker ?? false,
    statusText: () => status,
    key: () => encodeKey(raw),
    rawKey: () => ({ bytes: raw, start: 0, end: raw.length }),
    text: (column) => columns.get(column),
    time: (column) => {
      const text = columns.get(column)
      return text === undefined ? undefined : parseInventoryTime(Buffer.from(text))
    },
  }
}

describe('classifyRow', () => {
  const kind = (values: RowValues, change: Partial<ScanSpec> = {}) =>
    classifyRow(row(values), createPolicy({ ...spec, ...change }, REPORT_TIME, true))

  it.each([
    [{ status: 'SSE-S3' }, {}, 'compliant'],
    [{ status: 'SSE-C' }, {}, 'compliant'],
    [{ status: 'NOT-SSE' }, {}, 'finding'],
    [{ status: 'SSE-S3' }, { accepted: ['SSE-KMS'] }, 'finding'],
    [{ status: 'NOT-SSE', isLatest: false }, {}, 'noncurrent'],
    [{ status: '', isLatest: false }, {}, 'unknown-status'],
    [{ status: '', isDeleteMarker: true }, {}, 'delete-marker'],
    [{ status: 'NOT-SSE', isDeleteMarker: true, isLatest: false }, {}, 'delete-marker'],
    [{ status: 'sse-s3' }, {}, 'unknown-status'],
    [{ status: '', key: 'tmp/a' }, { exclude: ['tmp/**'] }, 'unknown-status'],
    [{ key: 'tmp/a' }, { exclude: ['tmp/**'] }, 'excluded'],
    [{ key: 'tmp/a b' }, { exclude: ['tmp/a b'] }, 'excluded'],
    [{ key: 'logs/a' }, { exclude: ['tmp/**'] }, 'finding'],
    [{ key: 'logs/a' }, { include: ['tmp/**'] }, 'excluded'],
    [{ key: 'tmp/a' }, { include: ['tmp/**'] }, 'finding'],
    [{ key: 'tmp/a' }, { include: ['tmp/**'], exclude: ['**/a'] }, 'excluded'],
    [{ key: 'tmp/a', status: 'SSE-S3' }, { exclude: ['tmp/**'] }, 'excluded'],
  ] as const)('%j under %j is %s', (values, change, expected) => {
    expect(kind(values, change)).toBe(expected)
  })
})

describe('chooseForRow', () => {
  const reason = (values: RowValues, change: Partial<ScanSpec> = {}) =>
    chooseForRow(row(values), createPolicy({ ...spec, ...change }, REPORT_TIME, true))
  const acl = (permission: string) =>
    Buffer.from(
      JSON.stringify({
        version: '2022-11-10',
        status: 'AVAILABLE',
        grants: [{ canonicalId: 'me', type: 'CanonicalUser', permission }],
      }),
    ).toString('base64')
  const lockColumns = { objectlockretainuntildate: '', objectlocklegalholdstatus: '' }

  it.each(['STANDARD', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR'])(
    'lets a plain %s object be copied',
    (storageclass) => {
      expect(reason({ columns: { storageclass } })).toBe('copy')
    },
  )

  it.each([
    ['5 GiB', { size: 5_368_709_120 }, {}, 'copy'],
    ['5 GiB and a byte', { size: 5_368_709_121 }, {}, 'too-large'],
    ['Glacier', { columns: { storageclass: 'GLACIER' } }, {}, 'archived'],
    ['Deep Archive', { columns: { storageclass: 'DEEP_ARCHIVE' } }, {}, 'archived'],
    [
      'an archive tier',
      { columns: { storageclass: 'INTELLIGENT_TIERING', intelligenttieringaccesstier: 'ARCHIVE' } },
      {},
      'archived',
    ],
    [
      'a deep archive tier',
      { columns: { storageclass: 'INTELLIGENT_TIERING', intelligenttieringaccesstier: 'DEEP_ARCHIVE' } },
      {},
      'archived',
    ],
    [
      'an instant tier',
      { columns: { storageclass: 'INTELLIGENT_TIERING', intelligenttieringaccesstier: 'ARCHIVE_INSTANT_ACCESS' } },
      {},
      'copy',
    ],
    ['reduced redundancy', { columns: { storageclass: 'REDUCED_REDUNDANCY' } }, {}, 'storage-class-unsupported'],
    ['a class nobody knows', { columns: { storageclass: '../x' } }, {}, 'storage-class-unsupported'],
    ['an empty class', { columns: { storageclass: '' } }, {}, 'storage-class-unknown'],
    [
      'retention in the future',
      { columns: { objectlockretainuntildate: '2026-11-22T00:00:00.001Z' } },
      {},
      'object-lock',
    ],
    ['retention that has passed', { columns: { objectlockretainuntildate: '2026-11-22T00:00:00.000Z' } }, {}, 'copy'],
    ['a retention date that is no date', { columns: { objectlockretainuntildate: 'soon' } }, {}, 'object-lock'],
    ['a legal hold', { columns: { objectlocklegalholdstatus: 'ON' } }, {}, 'object-lock'],
    ['no legal hold', { columns: { objectlocklegalholdstatus: 'Off' } }, {}, 'copy'],
    ['no lock of any kind', { columns: lockColumns }, {}, 'copy'],
    ['an event hold', { columns: { objectlockeventholdstatus: 'On' } }, {}, 'object-lock'],
    ['an event hold in a column of another name', { columns: { objectlockeventhold: 'ON' } }, {}, 'object-lock'],
    [
      'an event hold whose date of that day has passed',
      {
        columns: { ...lockColumns, objectlockretainuntildate: '2026-11-21T00:00:00Z', objectlockeventholdstatus: 'On' },
      },
      {},
      'object-lock',
    ],
    ['an event hold that was released', { columns: { objectlockeventholdstatus: 'Off' } }, {}, 'copy'],
    [
      'a bucket with a default event hold',
      { columns: lockColumns },
      { defaultEventHold: true },
      'object-lock-default-hold',
    ],
    [
      'a lock in a bucket with a default event hold',
      { columns: { objectlocklegalholdstatus: 'On' } },
      { defaultEventHold: true },
      'object-lock-default-hold',
    ],
    ['a bucket without a default event hold', {}, { defaultEventHold: false }, 'copy'],
    [
      'a private ACL',
      { columns: { objectaccesscontrollist: acl('FULL_CONTROL'), objectowner: 'me' } },
      { aclsEnabled: true },
      'copy',
    ],
    [
      'another ACL',
      { columns: { objectaccesscontrollist: acl('READ'), objectowner: 'me' } },
      { aclsEnabled: true },
      'acl-not-private',
    ],
    [
      'another ACL where ACLs do not count',
      { columns: { objectaccesscontrollist: acl('READ'), objectowner: 'me' } },
      {},
      'copy',
    ],
    ['an ACL nobody knows', {}, { aclsEnabled: true }, 'acl-unknown'],
    ['an ACL nobody asked about', {}, { aclsEnabled: undefined }, 'copy'],
    ['SSE-S3 under a stricter policy', { status: 'SSE-S3' }, { accepted: ['SSE-KMS'] }, 'status-not-remediable'],
    ['SSE-C', { status: 'SSE-C' }, { accepted: ['SSE-KMS'] }, 'sse-c'],
    [
      'a lock before archive and size',
      { size: 6e9, columns: { storageclass: 'GLACIER', objectlocklegalholdstatus: 'On' } },
      {},
      'object-lock',
    ],
    ['an ACL before size', { size: 6e9 }, { aclsEnabled: true }, 'acl-unknown'],
    ['archive before size', { size: 6e9, columns: { storageclass: 'GLACIER' } }, {}, 'archived'],
  ] as const)('%s', (_, values, change, expected) => {
    expect(reason(values as RowValues, change)).toBe(expected)
  })
})
