import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { chooseByNeed } from '../../../../src/decide/choose-by-need.ts'
import type { ScanTask } from '../../../../src/engines/inventory-scan/protocol.ts'
import { scanFile } from '../../../../src/engines/inventory-scan/scan-file.ts'
import type { ScanSource } from '../../../../src/engines/inventory-scan/source.ts'
import type { ScanSpec } from '../../../../src/findings/spec.ts'
import type { InventoryFormat } from '../../../../src/inventory/report.ts'
import { ENCRYPTION_STATUSES, type EncryptionStatus } from '../../../../src/words/encryption.ts'
import { encodeKey } from '../../../../src/words/object-key.ts'
import { type InventoryRow, inventoryRows } from '../../formats/support/inventory-rows.ts'

const golden = (name: string): Buffer => readFileSync(new URL(`../../formats/golden/${name}`, import.meta.url))

const COLUMNS = ['bucket', 'key', 'versionid', 'islatest', 'isdeletemarker', 'size', 'lastmodifieddate']
const LISTED = [...COLUMNS, 'storageclass', 'encryptionstatus', 'objectlockmode']

const SPEC: ScanSpec = {
  accepted: ['SSE-S3', 'SSE-KMS', 'DSSE-KMS', 'SSE-C'],
  keyRule: { kmsKeyArn: undefined, bucketKey: false },
  include: [],
  exclude: [],
  exceptions: [],
  aclsEnabled: false,
  choices: chooseByNeed({ target: 'SSE-S3', copiesInParts: false, restoresArchived: false }),
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'columnar-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function taskFor(bytes: Uint8Array, format: InventoryFormat, changes: Partial<ScanTask> = {}): ScanTask {
  const md5 = createHash('md5').update(bytes).digest('hex')
  return {
    index: 0,
    file: { key: 'data/file', size: bytes.length, md5 },
    format,
    columns: LISTED,
    sourceBucket: 'source-bucket',
    spec: SPEC,
    reportTime: Date.UTC(2026, 10, 22),
    etagIsMd5: true,
    folder,
    spool: undefined,
    ...changes,
  }
}

function sourceOf(bytes: Uint8Array): ScanSource & { fetched: number; requests: number } {
  const source = {
    fetched: 0,
    requests: 0,
    async *stream() {
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
    },
    async range(start: number, end: number) {
      source.requests += 1
      source.fetched += end - start
      return bytes.subarray(start, end)
    },
  }
  return source
}

const formatOf = (name: string): InventoryFormat => (name.endsWith('.orc') ? 'ORC' : 'Parquet')

function countRows(rows: readonly InventoryRow[], isCounted: (row: InventoryRow) => boolean): number[] {
  const counted = rows.filter((row) => row.is_delete_marker === false && isCounted(row))
  return ENCRYPTION_STATUSES.map((status) => counted.filter((row) => row.encryption_status === status).length)
}

const FILES: readonly [string, number][] = [
  ['zlib-dictionary.orc', 400],
  ['zlib-direct.orc', 150],
  ['version-0.11.orc', 120],
  ['empty.orc', 0],
  ['snappy-pages.parquet', 130],
  ['snappy-v2.parquet', 90],
  ['uncompressed-plain.parquet', 30],
  ['empty.parquet', 0],
]

describe('scanning a columnar file', () => {
  it.each(FILES)('counts every row of %s by status', async (name, count) => {
    const bytes = golden(name)
    const { tally, proof } = await scanFile(taskFor(bytes, formatOf(name)), sourceOf(bytes))
    const rows = inventoryRows(count)
    expect(proof).toBe('etag')
    expect(tally.rows).toBe(count)
    expect(tally.current.map(({ objects }) => objects)).toEqual(countRows(rows, (row) => row.is_latest === true))
    expect(tally.noncurrent.map(({ objects }) => objects)).toEqual(countRows(rows, (row) => row.is_latest === false))
    expect(tally.deleteMarkers).toBe(rows.filter((row) => row.is_delete_marker === true).length)
    expect(tally.unknownRows).toBe(0)
  })

  it.each(FILES)('tells of the findings of %s what a copy needs to know', async (name, count) => {
    const bytes = golden(name)
    const { tally } = await scanFile(taskFor(bytes, formatOf(name)), sourceOf(bytes))
    const findings = inventoryRows(count).filter(
      (row) => row.encryption_status === 'NOT-SSE' && row.is_latest === true && row.is_delete_marker === false,
    )
    const byKey = [...findings].sort((a, b) => (encodeKey(String(a.key)) < encodeKey(String(b.key)) ? -1 : 1))
    expect(tally.samples).toEqual(
      byKey.map((row) => ({
        key: encodeKey(String(row.key)),
        status: 'NOT-SSE',
        storageClass: row.storage_class,
        size: row.size,
        heldBack: row.storage_class === 'GLACIER' ? 'archived' : undefined,
      })),
    )
    const copied = findings.filter((row) => row.storage_class === 'STANDARD')
    const newest = Math.max(...copied.map((row) => Number(row.last_modified_date)))
    const bytesCopied = copied.reduce((sum, row) => sum + BigInt(Number(row.size)), 0n)
    const group =
      copied.length === 0
        ? undefined
        : { tally: { objects: copied.length, bytes: bytesCopied }, newestLastModified: newest }
    expect(tally.groups.get('copy/STANDARD')).toEqual(group)
  })

  it('tells the bytes of findings, and not those of objects whose size it did not read', async () => {
    const bytes = golden('zlib-dictionary.orc')
    const { tally } = await scanFile(taskFor(bytes, 'ORC'), sourceOf(bytes))
    expect(bytesOf(tally.current, 'NOT-SSE')).toBeGreaterThan(0n)
    expect(bytesOf(tally.current, 'SSE-S3')).toBeUndefined()
  })

  it.each(['zlib-dictionary.orc', 'snappy-pages.parquet'])('judges the keys of %s by globs', async (name) => {
    const bytes = golden(name)
    const spec = { ...SPEC, exclude: ['nothing/**', 'folder 3/**'] }
    const { tally } = await scanFile(taskFor(bytes, formatOf(name), { spec }), sourceOf(bytes))
    const current = inventoryRows(tally.rows).filter((row) => row.is_latest === true && row.is_delete_marker === false)
    const excluded = current.filter((row) => String(row.key).startsWith('folder 3/'))
    expect(tally.excluded.objects).toBe(excluded.length)
    expect(tally.matchedPatterns).toEqual({ include: [], exclude: [false, true] })
    const kept = current.filter((row) => !excluded.includes(row))
    expect(tally.current.map(({ objects }) => objects)).toEqual(countRows(kept, () => true))
    const findings = kept.filter((row) => row.encryption_status === 'NOT-SSE')
    expect(tally.samples.map(({ key, storageClass }) => [key, storageClass])).toEqual(
      findings.map((row) => [encodeKey(String(row.key)), row.storage_class]),
    )
  })

  it('refuses rows of another bucket', async () => {
    const bytes = golden('zlib-direct.orc')
    const scanning = scanFile(taskFor(bytes, 'ORC', { sourceBucket: 'other' }), sourceOf(bytes))
    await expect(scanning).rejects.toMatchObject({
      code: 'WRONG_BUCKET',
      message: 'Inventory file data/file: rows are of bucket "source-bucket", not other',
    })
  })

  it('counts statuses it does not know apart, null among them', async () => {
    const bytes = writeParquet(['SSE-S3', 'sse-s3', null, 'NOT-SSE', 'SSE-S4', 'SSE-S4'])
    const { tally } = await scanFile(
      taskFor(bytes, 'Parquet', { columns: ['bucket', 'key', 'encryptionstatus'] }),
      sourceOf(bytes),
    )
    expect(tally).toMatchObject({ rows: 6, unknownRows: 4 })
    expect([...tally.unknownValues].sort()).toEqual(['', 'SSE-S4', 'sse-s3'])
  })

  it('does not fetch keys where nothing is found', async () => {
    const statuses = Array.from({ length: 50_000 }, (_, i) => (i % 3 === 0 ? 'SSE-KMS' : 'SSE-S3'))
    const bytes = writeParquet(statuses)
    const source = sourceOf(bytes)
    const { tally } = await scanFile(
      taskFor(bytes, 'Parquet', { columns: ['bucket', 'key', 'encryptionstatus'] }),
      source,
    )
    expect(tally.rows).toBe(50_000)
    // The footer, and of each row group the bucket and the status.
    expect(source.fetched - 64 * 1024).toBeLessThan(bytes.length / 50)
  })
})

describe('a file whose ETag is not its MD5', () => {
  const bytes = golden('snappy-pages.parquet')

  it('is read whole, proven, and its copy removed', async () => {
    const source = sourceOf(bytes)
    const { tally, proof } = await scanFile(taskFor(bytes, 'Parquet', { etagIsMd5: false }), source)
    expect([tally.rows, proof, source.requests]).toEqual([130, 'md5', 0])
    expect(existsSync(folder) && readdirSync(folder)).toEqual([])
  })

  it('is refused when one bit differs, before anything in it is believed', async () => {
    for (const at of [100, bytes.length - 200]) {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] as number) ^ 1
      const task = { ...taskFor(bytes, 'Parquet'), etagIsMd5: false }
      await expect(scanFile(task, sourceOf(damaged))).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' })
    }
    expect(readdirSync(folder)).toEqual([])
  })
})

function bytesOf(
  tallies: readonly { readonly bytes: bigint | undefined }[],
  status: EncryptionStatus,
): bigint | undefined {
  return tallies[ENCRYPTION_STATUSES.indexOf(status)]?.bytes
}

function writeParquet(statuses: readonly (string | null)[]): Buffer {
  const columnData = [
    { name: 'bucket', data: statuses.map(() => 'source-bucket'), type: 'STRING' as const },
    { name: 'key', data: statuses.map((_, i) => `${(i * 2654435761) % 2 ** 32}/${i}`), type: 'STRING' as const },
    { name: 'encryption_status', data: [...statuses], type: 'STRING' as const },
  ]
  return Buffer.from(parquetWriteBuffer({ columnData }))
}
