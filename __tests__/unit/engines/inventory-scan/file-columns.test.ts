import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { parquetWriteBuffer } from 'hyparquet-writer'
import {
  type ColumnType,
  INVENTORY_COLUMNS,
  type InventoryColumn,
  type InventoryRow,
} from '../../../../emulator/inventory/columns.ts'
import { writeInventoryFile } from '../../../../emulator/inventory/files.ts'
import { chooseByNeed } from '../../../../src/decide/choose-by-need.ts'
import { scanFile } from '../../../../src/engines/inventory-scan/scan-file.ts'
import { canonicalColumnName } from '../../../../src/inventory/columns.ts'
import type { InventoryFormat } from '../../../../src/inventory/report.ts'

const LISTED = INVENTORY_COLUMNS.map(({ name }) => canonicalColumnName(name))

/** A current object, a noncurrent one and a delete marker, none of them encrypted. */
const ROWS: readonly InventoryRow[] = [
  { isLatest: true, isDeleteMarker: false },
  { isLatest: false, isDeleteMarker: false },
  { isLatest: true, isDeleteMarker: true },
].map((flags, row) => ({
  ...flags,
  bucket: 'source-bucket',
  key: `key-${row}`,
  versionId: `v${row}`,
  size: 100 + row,
  lastModified: Date.UTC(2026, 0, 1),
  storageClass: 'STANDARD',
  isMultipartUploaded: false,
  encryptionStatus: 'NOT-SSE',
  lockRetainUntil: Date.UTC(2026, 0, 1),
  lifecycleExpiration: Date.UTC(2027, 0, 1),
}))

function scan(bytes: Uint8Array, format: InventoryFormat, columns = LISTED) {
  const md5 = createHash('md5').update(bytes).digest('hex')
  const task = {
    index: 0,
    file: { key: 'data/file', size: bytes.length, md5 },
    format,
    columns,
    sourceBucket: 'source-bucket',
    spec: {
      accepted: ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'] as const,
      keyRule: { kmsKeyArn: undefined, bucketKey: false },
      include: [],
      exclude: [],
      exceptions: [],
      aclsEnabled: false,
      choices: chooseByNeed({ target: 'SSE-S3' as const, copiesInParts: false, restoresArchived: false }),
    },
    reportTime: Date.UTC(2026, 10, 22),
    etagIsMd5: true,
    folder: tmpdir(),
    spool: undefined,
  }
  return scanFile(task, {
    async *stream() {
      yield bytes
    },
    range: async (start, end) => bytes.slice(start, end),
  })
}

/** What the column is not, and a value of that type. */
const OTHER_TYPE: Readonly<Record<ColumnType, readonly [ColumnType, string | number]>> = {
  string: ['bigint', 1],
  boolean: ['string', 'true'],
  bigint: ['string', '100'],
  timestamp: ['string', '2026-01-01T00:00:00Z'],
}

function retype(column: InventoryColumn): InventoryColumn {
  const [type, value] = OTHER_TYPE[column.type]
  return { ...column, type, read: () => value }
}

const CASES = (['ORC', 'Parquet'] as const).flatMap((format) =>
  INVENTORY_COLUMNS.map((column) => [format, column.snakeName, column] as const),
)

/** No page of AWS says what the durations of event holds are, and nothing rests on them. */
const TYPED = CASES.filter(([, name]) => !name.startsWith('object_lock_event_hold_duration'))

describe('the columns of a columnar file', () => {
  it.each(['ORC', 'Parquet'] as const)('tell current objects from all others: %s', async (format) => {
    const { tally } = await scan(await writeInventoryFile(format, ROWS, INVENTORY_COLUMNS), format)
    expect(tally).toMatchObject({ rows: 3, deleteMarkers: 1, unknownRows: 0 })
    expect(tally.samples.map(({ key }) => key)).toEqual(['key-0'])
  })

  it.each(CASES)('must be all that are listed: %s without %s', async (format, _, missing) => {
    const others = INVENTORY_COLUMNS.filter((column) => column !== missing)
    await expect(scan(await writeInventoryFile(format, ROWS, others), format)).rejects.toMatchObject({
      code: 'UNREADABLE',
      message: `Inventory file data/file: the file has no column ${canonicalColumnName(missing.name)}; the inventory manifest lists that column`,
      hint: expect.stringContaining('Wait for the next report'),
    })
  })

  it.each(TYPED)('must be of their type: %s with another %s', async (format, name, wrong) => {
    const columns = INVENTORY_COLUMNS.map((column) => (column === wrong ? retype(column) : column))
    await expect(scan(await writeInventoryFile(format, ROWS, columns), format)).rejects.toMatchObject({
      code: 'UNREADABLE',
      message: expect.stringMatching(
        `^Inventory file data/file: the file has column ${name} as (integers|text), where (text is|true or false is|integers are|timestamps are) due`,
      ),
      hint: expect.stringContaining('Wait for the next report'),
    })
  })

  it.each(['ORC', 'Parquet'] as const)('may be missing where they are not listed: %s', async (format) => {
    const columns = INVENTORY_COLUMNS.filter(({ name }) => ['Bucket', 'Key', 'EncryptionStatus'].includes(name))
    const listed = ['bucket', 'key', 'encryptionstatus']
    const { tally } = await scan(await writeInventoryFile(format, ROWS, columns), format, listed)
    expect([tally.rows, tally.samples.length]).toEqual([3, 3])
  })

  it('of a type that no inventory has are named with it', async () => {
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: 'bucket', data: ['source-bucket'], type: 'STRING' },
        { name: 'key', data: ['k'], type: 'STRING' },
        { name: 'encryption_status', data: ['SSE-S3'], type: 'STRING' },
        { name: 'size', data: [1.5], type: 'DOUBLE' },
        { name: 'new_field', data: [2.5], type: 'DOUBLE' },
      ],
    })
    const listed = ['bucket', 'key', 'encryptionstatus', 'newfield']
    expect((await scan(new Uint8Array(bytes), 'Parquet', listed)).tally.rows).toBe(1)
    await expect(scan(new Uint8Array(bytes), 'Parquet', [...listed, 'size'])).rejects.toMatchObject({
      message: expect.stringContaining('the file has column size as type DOUBLE, where integers are due'),
    })
  })
})

describe('the fields of a CSV row', () => {
  const listed = ['bucket', 'key', 'islatest', 'isdeletemarker', 'encryptionstatus']
  const row = (...fields: string[]) => `${fields.map((field) => `"${field}"`).join(',')}\n`
  const good = row('source-bucket', 'a', 'true', 'false', 'SSE-S3')

  it.each([
    ['fewer', row('source-bucket', 'b', 'true', 'NOT-SSE'), 4],
    ['more', row('source-bucket', 'b', 'true', 'false', 'SSE-S3', ''), 6],
  ])('must be as many as are listed: %s', async (_, bad, count) => {
    const bytes = gzipSync(good + bad + good)
    await expect(scan(bytes, 'CSV', listed)).rejects.toMatchObject({
      code: 'UNREADABLE',
      message: `Inventory file data/file: record 2 has ${count} fields, but the inventory manifest lists 5 columns`,
      hint: expect.any(String),
    })
    await expect(scan(gzipSync(bad.repeat(3)), 'CSV', listed)).rejects.toMatchObject({ code: 'UNREADABLE' })
    expect((await scan(gzipSync(good.repeat(3)), 'CSV', listed)).tally.rows).toBe(3)
  })
})
