// Files that are small and claim to be large (docs/reliability.md, S-33): refused after little of them was read.

import { gzipSync } from 'node:zlib'
import { expect, it } from '@jest/globals'
import { uncompressSnappy } from '../../../src/formats/kernel/kernel.ts'
import { openParquet } from '../../../src/formats/parquet/parquet-file.ts'
import type { ScanTask } from '../../../src/scan/protocol.ts'
import { scanFile } from '../../../src/scan/scan-file.ts'
import { COLUMNS, createReport, createRequest, csvLine } from '../../support/report.ts'

const MIB = 2 ** 20

it('a gzip file of ten GiB of good rows in 12 MiB', async () => {
  const rows = csvLine({ key: 'a'.repeat(900) })
  const member = gzipSync(rows.repeat(Math.ceil((64 * MIB) / rows.length)), { level: 9 })
  const members = 160
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
  const before = process.memoryUsage().rss
  const scanned = scanFile(task, { stream, range: () => Promise.reject(new Error('a CSV file is streamed')) })

  await expect(scanned).rejects.toMatchObject({
    code: 'UNREADABLE',
    message: expect.stringContaining('expands to more'),
  })
  expect(process.memoryUsage().rss - before).toBeLessThan(128 * MIB)
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
