import { gzipSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { chooseByNeed } from '../../../../src/decide/choose-by-need.ts'
import type { ScanTask } from '../../../../src/engines/inventory-scan/protocol.ts'
import { scanFile } from '../../../../src/engines/inventory-scan/scan-file.ts'
import { COLUMNS, createReport, csvLine, gzipLines, REPORT_TIME } from '../../../support/report.ts'

const good = gzipLines([{ key: 'a', status: 'NOT-SSE' }])

/** Scans `bytes` as the file that the inventory manifest vouches for as `declared`. */
function scan(
  declared: Uint8Array,
  bytes = declared,
  chunkBytes = 1000,
  change: Partial<ScanTask> = {},
  onRows?: (rows: number) => void,
  /** What the bytes are when they are read again. */
  later = bytes,
) {
  const { manifest } = createReport([declared]).report
  const [file = { key: '', size: 0, md5: '' }] = manifest.files
  const task: ScanTask = {
    index: 0,
    file,
    format: 'CSV',
    columns: COLUMNS,
    sourceBucket: 'src',
    spec: {
      accepted: ['SSE-S3'],
      keyRule: { kmsKeyArn: undefined, bucketKey: false },
      include: [],
      exclude: [],
      exceptions: [],
      aclsEnabled: false,
      choices: chooseByNeed({ target: 'SSE-S3', copiesInParts: false, restoresArchived: false }),
    },
    reportTime: REPORT_TIME,
    etagIsMd5: false,
    folder: '/nowhere',
    spool: undefined,
    ...change,
  }
  let next = bytes
  const stream = async function* () {
    const all = next
    next = later
    for (let at = 0; at < all.length; at += chunkBytes) yield Uint8Array.from(all.subarray(at, at + chunkBytes))
  }
  return scanFile(task, { stream, range: () => Promise.reject(new Error('a CSV file is streamed')) }, onRows)
}

describe('scanFile', () => {
  it.each([
    ['WRONG_BUCKET', 'a row of another bucket', csvLine({ bucket: 'other' }), 'row 2 is of bucket "other", not src'],
    ['WRONG_BUCKET', 'a bucket that only starts the same', csvLine({ bucket: 'src2' }), 'row 2 is of bucket "src2"'],
    ['WRONG_BUCKET', 'a header row', `${COLUMNS.join(',')}\n`, 'row 2 is of bucket "bucket"'],
    ['UNREADABLE', 'a missing field', '"src","k"\n', 'record 2 has 2 fields'],
    ['UNREADABLE', 'an open quote', '"src","k', 'record 2 ends inside quotes'],
    ['UNREADABLE', 'IsLatest that is no boolean', csvLine({ latest: 'True' }), 'row 2 has IsLatest "True"'],
    ['UNREADABLE', 'IsDeleteMarker that is empty', csvLine({ marker: '' }), 'row 2 has IsDeleteMarker ""'],
    ['UNREADABLE', 'Size that is no number', csvLine({ size: '1e3' }), 'row 2 has Size "1e3"'],
    ['UNREADABLE', 'Size that is negative', csvLine({ size: -1 }), 'row 2 has Size "-1"'],
    ['UNREADABLE', 'Size that is empty', csvLine({ size: '' }), 'row 2 has Size ""'],
    [
      'UNREADABLE',
      'Size beyond exact numbers',
      csvLine({ size: '9007199254740993' }),
      'row 2 has Size "9007199254740993"',
    ],
    ['UNREADABLE', 'an empty key', csvLine({ key: '' }), 'row 2 has no key'],
    [
      'UNREADABLE',
      'a key that cannot be decoded',
      csvLine({ key: '%FF', status: 'NOT-SSE' }),
      'row 2 cannot be read: the key is not valid UTF-8',
    ],
    [
      'UNREADABLE',
      'a time that is none',
      csvLine({ modified: 'x', status: 'NOT-SSE' }),
      'LastModifiedDate of k is not a time',
    ],
  ])('ends with %s for %s', async (code, _, line, message) => {
    await expect(scan(gzipSync(csvLine({ status: 'NOT-SSE' }) + line))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`Inventory file p/src/daily/data/0.csv.gz: ${message}`),
    })
  })

  it('ends with CHECKSUM_MISMATCH for every single changed bit, also when a parser stumbles first', async () => {
    for (let bit = 0; bit < good.length * 8; bit++) {
      const changed = Uint8Array.from(good)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      await expect(scan(good, changed, 16)).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' })
    }
  })

  it('ends with CHECKSUM_MISMATCH for every truncation, also at the border of two gzip members', async () => {
    const declared = Buffer.concat([good, good])
    for (let length = 0; length < declared.length; length++) {
      await expect(scan(declared, declared.subarray(0, length), 16)).rejects.toMatchObject({
        code: 'CHECKSUM_MISMATCH',
        message: expect.stringContaining(
          `has only ${length} bytes, but the inventory manifest says ${declared.length}`,
        ),
      })
    }
  })

  it('ends with CHECKSUM_MISMATCH for a longer file', async () => {
    await expect(scan(good, Buffer.concat([good, good]))).rejects.toMatchObject({
      code: 'CHECKSUM_MISMATCH',
      message: expect.stringContaining('has more bytes'),
    })
  })

  describe('of a file S3 vouches for', () => {
    const vouched = { etagIsMd5: true }
    const GZIP_HEADER_BYTES = 10

    it('ends with UNREADABLE for every bit of the gzip data that arrives changed, and tells what to do', async () => {
      const expected = (await scan(good, good, 16, vouched)).tally
      for (let bit = 0; bit < good.length * 8; bit++) {
        const changed = Uint8Array.from(good)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const read = scan(good, changed, 16, vouched, undefined, good)
        const outcome = await read.catch((error: unknown) => error)
        // FTEXT, time, extra flags and system (RFC 1952, 2.3.1) are about no row, nor are bits behind the last block.
        if (outcome instanceof Error) {
          expect(outcome).toMatchObject({ code: 'UNREADABLE', hint: expect.stringContaining('damaged in transit') })
        } else {
          expect(outcome).toEqual({ tally: expected, proof: 'etag' })
          const [byte, isHeader] = [bit >> 3, bit < GZIP_HEADER_BYTES * 8]
          expect(isHeader ? bit === 24 || byte >= 4 : byte === good.length - 9).toBe(true)
        }
      }
    })

    it('ends with CHECKSUM_MISMATCH where the file, read again, has another MD5', async () => {
      const changed = Uint8Array.from(good)
      changed[20] = (changed[20] ?? 0) ^ 1
      await expect(scan(good, changed, 16, vouched)).rejects.toMatchObject({
        code: 'CHECKSUM_MISMATCH',
        message: expect.stringContaining('has MD5 '),
      })
    })

    it.each([
      ['shorter', good.subarray(0, -1)],
      ['longer', Buffer.concat([good, good])],
    ])('ends with CHECKSUM_MISMATCH for a %s one', async (_, bytes) => {
      await expect(scan(good, bytes, 16, vouched, undefined, good)).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' })
    })

    it('keeps the reason where rows are of another bucket', async () => {
      const error = await scan(gzipSync(csvLine({ bucket: 'other' })), undefined, 16, vouched).catch((e: unknown) => e)
      expect(error).toMatchObject({ code: 'WRONG_BUCKET', hint: undefined })
    })
  })

  it.each([
    ['no gzip', Buffer.from('no gzip')],
    ['nothing', Buffer.alloc(0)],
    ['zero bytes behind the rows', Buffer.concat([good, Buffer.alloc(5)])],
  ])('ends with UNREADABLE for a vouched-for file of %s', async (_, bytes) => {
    await expect(scan(bytes)).rejects.toMatchObject({ code: 'UNREADABLE' })
  })

  it.each([
    ['blank lines at the end', `${csvLine({})}\n\r\n\n`, 1],
    ['no line end', csvLine({}).trimEnd(), 1],
    ['CRLF', csvLine({}).replace('\n', '\r\n'), 1],
    ['CRLF and unquoted fields', csvLine({}).replaceAll('"', '').replace('\n', '\r\n').repeat(3), 3],
    ['nothing but a line end', '\n', 0],
    ['nothing', '', 0],
  ])('reads %s', async (_, text, rows) => {
    expect((await scan(gzipSync(text))).tally).toMatchObject({ rows, current: [{ objects: rows }, {}, {}, {}, {}] })
  })

  it.each([
    ['rows the kernel counts', csvLine({}), 2],
    ['findings', csvLine({ status: 'NOT-SSE' }), 2],
    ['rows the kernel leaves unread', csvLine({}).replaceAll('"', ''), 2],
  ])('ends with UNREADABLE for a blank line between %s', async (_, line, number) => {
    for (const text of [`${line}\n${line}`, `${line}\n\n\n${line}`, `${line}\n\n${line}\n\n`]) {
      const error = await scan(gzipSync(text)).catch((error: unknown) => error)
      expect(error).toMatchObject({
        code: 'UNREADABLE',
        message: expect.stringContaining(`record ${number} is a blank line, and others follow it`),
      })
    }
  })

  it('ends with UNREADABLE for more columns than any report has', async () => {
    const columns = [...COLUMNS, ...Array.from({ length: 250 }, (_, i) => `c${i}`)]
    await expect(scan(good, good, 1000, { columns })).rejects.toMatchObject({ code: 'UNREADABLE' })
  })

  it('tells how many rows were read', async () => {
    const seen: number[] = []
    await scan(gzipSync(csvLine({ status: 'NOT-SSE' }).repeat(9)), undefined, 20, {}, (rows) => seen.push(rows))
    expect(seen.at(-1)).toBe(9)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })

  it('has a kernel for every file, also when files are read at the same time', async () => {
    const files = Array.from({ length: 4 }, (_, i) => gzipLines(Array.from({ length: 50 * i + 1 }, () => ({}))))
    const outcomes = await Promise.all(files.map((file) => scan(file, file, 7)))
    expect(outcomes.map(({ tally }) => tally.rows)).toEqual([1, 51, 101, 151])
  })

  it('reads quoted keys with doubled quotes', async () => {
    const { tally } = await scan(gzipSync(csvLine({ key: 'a""b', status: 'NOT-SSE' })))
    expect(tally.samples.map(({ key }) => key)).toEqual(['a%22b'])
  })
})
