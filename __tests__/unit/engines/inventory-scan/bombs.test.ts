// Files that are small and hold, or claim, much (docs/reliability.md, S-33): healthy ones are read, however well they
// compress; others are refused in bounded memory.

import { gzipSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { columnsOf } from '../../../../emulator/inventory/columns.ts'
import { writeInventoryFile } from '../../../../emulator/inventory/files.ts'
import { CsvKernel } from '../../../../src/engines/inventory-scan/kernel/csv-kernel.ts'
import { INFLATE_LIMITS } from '../../../../src/engines/inventory-scan/kernel/kernel-spec.ts'
import type { ScanTask } from '../../../../src/engines/inventory-scan/protocol.ts'
import { scanReport } from '../../../../src/engines/inventory-scan/scan.ts'
import { scanFile } from '../../../../src/engines/inventory-scan/scan-file.ts'
import { uncompressSnappy } from '../../../../src/formats/kernel/column-kernel.ts'
import { openParquet } from '../../../../src/formats/parquet/parquet-file.ts'
import { canonicalColumnName } from '../../../../src/inventory/columns.ts'
import { encodeKey } from '../../../../src/words/object-key.ts'
import { COLUMNS, createReport, createRequest, csvLine } from '../../../support/report.ts'

const MIB = 2 ** 20

const gzipOf = (text: string, times: number) => gzipSync(text.repeat(times), { level: 9 })

/** Scans one CSV file that `members` gzip members make up. */
function scanMembers(member: Uint8Array, members: number) {
  const made = createReport([Buffer.concat(Array.from({ length: members }, () => member))])
  const [file = { key: '', size: 0, md5: '' }] = made.report.manifest.files
  const { spec } = createRequest(made, '/nowhere')
  const task: ScanTask = {
    ...{ index: 0, file, format: 'CSV', columns: COLUMNS },
    ...{ sourceBucket: 'src', spec, reportTime: 0, etagIsMd5: false, folder: '/nowhere', spool: undefined },
  }
  const stream = async function* () {
    for (let sent = 0; sent < members; sent++) yield Uint8Array.from(member)
  }
  return scanFile(task, { stream, range: () => Promise.reject(new Error('a CSV file is streamed')) })
}

it('a gzip file of a GiB of good rows in a MiB is read, in little memory', async () => {
  const rows = csvLine({ key: 'a'.repeat(900) })
  const inMember = Math.ceil((64 * MIB) / rows.length)
  const member = gzipOf(rows, inMember)
  const before = process.memoryUsage().rss
  const { tally } = await scanMembers(member, 16)
  expect(tally.rows).toBe(16 * inMember)
  expect(process.memoryUsage().rss - before).toBeLessThan(128 * MIB)
})

it.each([
  ['between quotes', '"src","'],
  ['that is one field without quotes', 'src,'],
])('a gzip file of a GiB that is one row %s', async (_, start) => {
  const member = gzipOf(start.padEnd(MIB, 'a'), 1)
  const before = process.memoryUsage().rss
  await expect(scanMembers(member, 1024)).rejects.toMatchObject({
    code: 'UNREADABLE',
    message: expect.stringContaining('a row does not end'),
  })
  expect(process.memoryUsage().rss - before).toBeLessThan(128 * MIB)
})

it('a row longer than any can be', async () => {
  const scanned = scanMembers(gzipOf(csvLine({ key: 'a'.repeat(33 * 1024) }), 2), 1)
  await expect(scanned).rejects.toMatchObject({ message: expect.stringContaining('is longer than 32768 bytes') })
})

it('a gzip file of more text than any inventory file holds', () => {
  const { columns } = createReport([]).report.manifest
  const kernel = new CsvKernel(
    {
      columnCount: columns.length,
      bucketColumn: columns.indexOf('bucket'),
      keyColumn: columns.indexOf('key'),
      latestColumn: columns.indexOf('islatest'),
      markerColumn: columns.indexOf('isdeletemarker'),
      sizeColumn: columns.indexOf('size'),
      statusColumn: columns.indexOf('encryptionstatus'),
      bucket: 'src',
      statuses: ['SSE-S3'],
      isReported: [false],
    },
    { onRow: () => {}, onUnread: () => {} },
    { maxBytes: 100 * MIB },
  )
  const member = gzipOf(csvLine({ key: 'a'.repeat(900) }), 64 * 1024)
  let members = 0
  expect(() => {
    for (; members < 100; members++) kernel.push(member)
  }).toThrow(`expands to more than ${100 * MIB} bytes`)
  expect(members).toBe(1)
  expect(INFLATE_LIMITS).toEqual({ maxBytes: 64 * 1024 * MIB })
})

describe('30,000 keys of 340 あ, which compress 300:1,', () => {
  const columns = columnsOf({
    includedVersions: 'Current',
    optionalFields: ['Size', 'StorageClass', 'EncryptionStatus'],
  })
  const rows = Array.from({ length: 30_000 }, (_, i) => ({
    bucket: 'src',
    key: `${'あ'.repeat(340)}${i.toString(36).padStart(4, '0')}`,
    size: 1,
    storageClass: 'STANDARD',
    encryptionStatus: i % 100 === 0 ? 'NOT-SSE' : 'SSE-S3',
  }))

  it.each(['CSV', 'ORC', 'Parquet'] as const)('are read right as %s, with and without patterns', async (format) => {
    const bytes = await writeInventoryFile(format, rows, columns)
    expect(bytes.length).toBeLessThan((rows.length * 1024) / 15)
    for (const exclude of [[], ['**?0000', 'あ*1']]) {
      const made = createReport([bytes], { format, columns: columns.map(({ name }) => canonicalColumnName(name)) })
      const request = createRequest(made, '/nowhere', { keepRows: 'no' })
      const result = await scanReport({ ...request, spec: { ...request.spec, exclude } })
      const excluded = exclude.length === 0 ? 0 : rows.filter(({ key }) => /0000$|1$/.test(key)).length
      expect(result.rows).toBe(30_000)
      expect(result.excluded.objects).toBe(excluded)
      const findings = rows.filter((row) => row.encryptionStatus === 'NOT-SSE')
      const kept = exclude.length === 0 ? findings : findings.filter(({ key }) => !/0000$|1$/.test(key))
      expect(result.findings.objects).toBe(kept.length)
      expect(result.samples[0]?.key).toBe(encodeKey(kept[0]?.key ?? ''))
    }
  })
})

it('a Snappy body that announces four GiB', () => {
  const announced = Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0x00, 0x61])
  expect(uncompressSnappy(announced, 1)).toBeUndefined()
  expect(uncompressSnappy(announced, 100)).toBeUndefined()
})

it.each([
  ['in a file of that size', 2 ** 30 + 12],
  ['in a file of one MiB', MIB],
])('a Parquet footer that claims one GiB, %s', async (_, fileBytes) => {
  const asked: number[] = []
  const read = async (start: number, end: number) => {
    asked.push(end - start)
    const bytes = new Uint8Array(end - start)
    const tail = Buffer.alloc(8)
    tail.writeUInt32LE(2 ** 30)
    tail.write('PAR1', 4)
    if (end === fileBytes) bytes.set(tail, bytes.length - 8)
    return bytes
  }

  await expect(openParquet(read, fileBytes)).rejects.toMatchObject({ code: 'UNREADABLE' })
  expect(asked.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(2 * MIB)
})
