import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { openParquet } from '../../../src/formats/parquet/parquet-file.ts'
import { inventoryRows } from './support/inventory-rows.ts'
import { countedReader, readRows } from './support/read-rows.ts'

const golden = (name: string): Buffer => readFileSync(new URL(`golden/${name}`, import.meta.url))
const open = (bytes: Uint8Array) => openParquet(countedReader(bytes).read, bytes.length)

describe('openParquet', () => {
  it.each([
    ['snappy-pages.parquet', 130, 2],
    ['snappy-v2.parquet', 90, 1],
    ['uncompressed-plain.parquet', 30, 1],
    ['gzip.parquet', 10, 1],
    ['zstd.parquet', 10, 1],
    ['delta.parquet', 40, 1],
    ['int96.parquet', 10, 1],
    ['nanoseconds.parquet', 10, 1],
    ['empty.parquet', 0, 1],
  ])('reads every row of %s as its writer meant it', async (name, rows, groups) => {
    const file = await open(golden(name))
    expect([file.rows, file.groups.length]).toEqual([rows, groups])
    expect(await readRows(file)).toEqual(inventoryRows(rows))
  })

  it.each(['snappy-pages.parquet', 'snappy-v2.parquet', 'uncompressed-plain.parquet', 'delta.parquet'])(
    'yields just the wanted rows of %s, in order',
    async (name) => {
      const file = await open(golden(name))
      const everySeventh = (rows: number) => Uint32Array.from({ length: Math.ceil(rows / 7) }, (_, i) => i * 7)
      const first = file.groups[0]?.rows ?? 0
      const expected = inventoryRows(file.rows).filter((_, i) => (i < first ? i : i - first) % 7 === 0)
      expect(await readRows(file, undefined, everySeventh)).toEqual(expected)
    },
  )

  it('gives text of few values as codes', async () => {
    const file = await open(golden('snappy-pages.parquet'))
    const seen: (string | null)[] = []
    for (const group of file.groups) {
      const { codes, values } = (await group.load(['encryption_status'])).codes('encryption_status')
      expect(new Set(values).size).toBe(values.length)
      seen.push(...Array.from(codes, (code) => values[code] ?? null))
    }
    expect(seen).toEqual(inventoryRows(130).map((row) => row.encryption_status))
  })

  it('refuses a codec that S3 does not use by name', async () => {
    const file = await open(golden('lz4.parquet'))
    await expect(readRows(file)).rejects.toThrow(
      'Parquet compression LZ4_RAW is not supported: S3 writes Parquet inventory with SNAPPY',
    )
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(100)],
    ['an ORC file', golden('zlib-direct.orc')],
    ['a file without its last byte', golden('gzip.parquet').subarray(0, -1)],
    ['a file without its first half', golden('gzip.parquet').subarray(2000)],
    ['an encrypted footer', Buffer.concat([Buffer.from('PARE'), Buffer.alloc(40), Buffer.from('PARE')])],
  ])('refuses %s', async (_, bytes) => {
    await expect(open(bytes).then((file) => readRows(file))).rejects.toMatchObject({ code: 'UNREADABLE' })
  })

  it('refuses a key that is not UTF-8', async () => {
    const bytes = Buffer.from(
      parquetWriteBuffer({
        columnData: [{ name: 'key', data: [Uint8Array.of(0x61, 0xff, 0x62)], type: 'BYTE_ARRAY' }],
      }),
    )
    await expect(open(bytes).then((file) => readRows(file))).rejects.toThrow('a text is not valid UTF-8')
  })

  it('refuses an integer that is not exact', async () => {
    const columnData = [{ name: 'size', data: [1n, 2n ** 53n], type: 'INT64' as const }]
    const file = await open(Buffer.from(parquetWriteBuffer({ columnData })))
    await expect(readRows(file)).rejects.toThrow('larger than 2^53')
  })
})

describe('what is fetched', () => {
  const keys = Array.from({ length: 40_000 }, (_, i) => `data/${(i * 2654435761) % 2 ** 32}/${i}`)
  const statuses = keys.map((_, i) => (i === 31_000 ? 'NOT-SSE' : 'SSE-S3'))
  const bytes = Buffer.from(
    parquetWriteBuffer({
      columnData: [
        { name: 'key', data: keys, type: 'STRING', offsetIndex: true },
        { name: 'encryption_status', data: statuses, type: 'STRING' },
      ],
      rowGroupSize: 40_000,
      pageSize: 16 * 1024,
    }),
  )

  it('is the footer and the asked column', async () => {
    const counted = countedReader(bytes)
    const file = await openParquet(counted.read, bytes.length)
    expect(counted.requests).toHaveLength(1)
    const { codes, values } = (await file.groups[0]?.load(['encryption_status']))?.codes('encryption_status') ?? {}
    expect(counted.requests.length).toBeLessThanOrEqual(2)
    expect(codes?.indexOf(values?.indexOf('NOT-SSE') ?? -1)).toBe(31_000)
  })

  it('is, of a large chunk with an offset index, only the pages with wanted rows', async () => {
    const counted = countedReader(bytes)
    const file = await openParquet(counted.read, bytes.length)
    const before = counted.fetched()
    const rows = await readRows(file, ['key'], () => Uint32Array.of(5, 31_000))
    expect(rows.map(({ key }) => key)).toEqual([keys[5], keys[31_000]])
    expect(counted.fetched() - before).toBeLessThan(100 * 1024)
  })
})
