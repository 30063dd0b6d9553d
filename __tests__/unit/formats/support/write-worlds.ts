// Knows the worlds that worlds.test.ts scans, and writes their files: `node write-worlds.ts FOLDER`. In a process of its own,
// because in one of the tests' it would take five times as long.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { INVENTORY_COLUMNS } from '../../../../emulator/inventory/columns.ts'
import { writeInventoryOrc } from '../../../../emulator/inventory/orc/file.ts'

export type WorldRow = {
  readonly bucket: string
  readonly key: string
  readonly size: number
  readonly lastModified: number
  readonly storageClass: string
  readonly encryptionStatus: string
}

const FIRST_WRITE = Date.UTC(2020, 0, 1)

/** Sizes are all distinct, so that no dictionary holds them; findings are `percent` of the rows, scattered evenly. */
export function createRows({ rows: count, percent }: World): WorldRow[] {
  return Array.from({ length: count }, (_, i) => ({
    bucket: 'source-bucket',
    key: `d${i % 7}/${i}`,
    size: i * 4099,
    lastModified: FIRST_WRITE + ((i * 7919) % count) * 1000,
    storageClass: i % 5 === 0 ? 'STANDARD_IA' : 'STANDARD',
    encryptionStatus: (i * 37) % 100 < percent ? 'NOT-SSE' : i % 3 === 0 ? 'SSE-KMS' : 'SSE-S3',
  }))
}

function writeParquet(rows: readonly WorldRow[], pageSize: number): Uint8Array {
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'bucket', data: rows.map(({ bucket }) => bucket), type: 'STRING' },
      { name: 'key', data: rows.map(({ key }) => key), type: 'STRING', encoding: 'PLAIN' },
      { name: 'size', data: rows.map(({ size }) => BigInt(size)), type: 'INT64', encoding: 'PLAIN' },
      {
        name: 'last_modified_date',
        data: rows.map(({ lastModified }) => new Date(lastModified)),
        type: 'TIMESTAMP',
        encoding: 'PLAIN',
      },
      { name: 'storage_class', data: rows.map(({ storageClass }) => storageClass), type: 'STRING' },
      { name: 'encryption_status', data: rows.map(({ encryptionStatus }) => encryptionStatus), type: 'STRING' },
    ],
    rowGroupSize: rows.length,
    pageSize,
  })
  return new Uint8Array(bytes)
}

function writeOrc(rows: readonly WorldRow[], rowsPerGroup: number): Uint8Array {
  const names = ['Bucket', 'Key', 'Size', 'LastModifiedDate', 'StorageClass', 'EncryptionStatus']
  return writeInventoryOrc(
    rows,
    INVENTORY_COLUMNS.filter(({ name }) => names.includes(name)),
    { rowsPerGroup },
  )
}

function writeCsv(rows: readonly WorldRow[]): Uint8Array {
  const lines = rows.map((row) =>
    [row.bucket, row.key, row.size, new Date(row.lastModified).toISOString(), row.storageClass, row.encryptionStatus]
      .map((field) => `"${field}"`)
      .join(','),
  )
  return gzipSync(`${lines.join('\n')}\n`, { level: 1 })
}

const KIB = 1024

/** Findings in percent; `part`: bytes of a Parquet page, rows of an ORC stripe. */
export type World = {
  readonly format: 'Parquet' | 'ORC' | 'CSV'
  readonly percent: number
  readonly rows: number
  readonly part: number
}

export const WORLDS: readonly World[] = [
  { format: 'Parquet', percent: 0, rows: 30_000, part: 1024 * KIB },
  { format: 'Parquet', percent: 1, rows: 30_000, part: 8 * KIB },
  { format: 'Parquet', percent: 50, rows: 30_000, part: 64 * KIB },
  { format: 'Parquet', percent: 100, rows: 30_000, part: 8 * KIB },
  { format: 'Parquet', percent: 100, rows: 300_000, part: 1024 * KIB },
  { format: 'ORC', percent: 0, rows: 30_000, part: 30_000 },
  { format: 'ORC', percent: 1, rows: 30_000, part: 2500 },
  { format: 'ORC', percent: 50, rows: 30_000, part: 30_000 },
  { format: 'ORC', percent: 100, rows: 50_000, part: 50_000 },
  { format: 'CSV', percent: 0, rows: 30_000, part: 0 },
  { format: 'CSV', percent: 1, rows: 30_000, part: 0 },
  { format: 'CSV', percent: 50, rows: 30_000, part: 0 },
  { format: 'CSV', percent: 100, rows: 300_000, part: 0 },
]

export function worldPath(folder: string, { format, percent, rows, part }: World): string {
  return join(folder, `${format}-${percent}-${rows}-${part}`)
}

function write(world: World): Uint8Array {
  const rows = createRows(world)
  if (world.format === 'CSV') return writeCsv(rows)
  return world.format === 'ORC' ? writeOrc(rows, world.part) : writeParquet(rows, world.part)
}

if (import.meta.main) {
  for (const world of WORLDS) writeFileSync(worldPath(process.argv[2] ?? '', world), write(world))
}
