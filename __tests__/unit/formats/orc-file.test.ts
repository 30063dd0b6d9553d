import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { codeTexts } from '../../../src/formats/columnar.ts'
import { openOrc } from '../../../src/formats/orc/orc-file.ts'
import { inventoryRows } from './support/inventory-rows.ts'
import { countedReader, readRows } from './support/read-rows.ts'

const golden = (name: string): Buffer => readFileSync(new URL(`golden/${name}`, import.meta.url))
const open = (bytes: Uint8Array) => openOrc(countedReader(bytes).read, bytes.length)

describe('openOrc', () => {
  it.each([
    ['zlib-dictionary.orc', 400, 2],
    ['zlib-direct.orc', 150, 1],
    ['uncompressed.orc', 30, 1],
    ['version-0.11.orc', 120, 1],
    ['empty.orc', 0, 0],
  ])('reads every row of %s as its writer meant it', async (name, rows, stripes) => {
    const file = await open(golden(name))
    expect([file.rows, file.groups.length]).toEqual([rows, stripes])
    expect(await readRows(file)).toEqual(inventoryRows(rows))
  })

  it('yields just the wanted rows, in order', async () => {
    const file = await open(golden('zlib-dictionary.orc'))
    const every7th = (rows: number) => Uint32Array.from({ length: Math.ceil(rows / 7) }, (_, i) => i * 7)
    const first = file.groups[0]?.rows ?? 0
    const expected = inventoryRows(400).filter((_, i) => (i < first ? i : i - first) % 7 === 0)
    expect(await readRows(file, undefined, every7th)).toEqual(expected)
  })

  it.each(['zlib-dictionary.orc', 'zlib-direct.orc', 'version-0.11.orc'])(
    'gives text of few values as codes, the same with and without a dictionary: %s',
    async (name) => {
      const file = await open(golden(name))
      for (const group of file.groups) {
        const loaded = await group.load(['encryption_status', 'object_lock_mode'])
        for (const column of ['encryption_status', 'object_lock_mode']) {
          const { codes, values } = loaded.codes(column)
          const reference = codeTexts(loaded.texts(column))
          expect(Array.from(codes, (code) => values[code])).toEqual(
            Array.from(reference.codes, (code) => reference.values[code]),
          )
          expect(new Set(values).size).toBe(values.length)
        }
      }
    },
  )

  it('fetches the tail, then of each stripe its footer and the streams of the asked columns', async () => {
    const bytes = Buffer.concat([golden('zlib-dictionary.orc')])
    const counted = countedReader(bytes)
    const file = await openOrc(counted.read, bytes.length)
    expect(counted.requests).toHaveLength(1)
    const before = counted.fetched()
    for (const group of file.groups) await group.load(['encryption_status'])
    expect(counted.requests).toHaveLength(1 + 2 * file.groups.length)
    expect(counted.fetched() - before).toBeLessThan(2000)
    await file.groups[0]?.load(['encryption_status'])
    expect(counted.requests).toHaveLength(1 + 2 * file.groups.length + 1)
  })

  it('refuses other codecs by name', async () => {
    await expect(open(golden('snappy.orc'))).rejects.toThrow(
      'ORC compression SNAPPY is not supported: S3 writes ORC inventory with ZLIB',
    )
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(100)],
    ['text', Buffer.from('"bucket","key"\n'.repeat(9))],
    ['a Parquet file', golden('snappy-v2.parquet')],
    ['a file without its last byte', golden('zlib-direct.orc').subarray(0, -1)],
    ['a file without its first half', golden('zlib-direct.orc').subarray(2000)],
  ])('refuses %s', async (_, bytes) => {
    await expect(open(bytes).then((file) => readRows(file))).rejects.toMatchObject({ code: 'UNREADABLE' })
  })

  it('refuses an answer that is shorter than the range', async () => {
    const bytes = golden('zlib-direct.orc')
    const read = async (start: number, end: number) => bytes.subarray(start, Math.max(start, end - 1))
    await expect(openOrc(read, bytes.length)).rejects.toThrow(/bytes came where \d+ were asked for/)
  })

  it('refuses to read a column it does not have, or as what it is not', async () => {
    const [stripe] = (await open(golden('zlib-direct.orc'))).groups
    await expect(stripe?.load(['encryption'])).rejects.toThrow('the ORC file has no column encryption')
    const loaded = await stripe?.load(['key'])
    expect(() => loaded?.numbers('key')).toThrow('the ORC column key is of type string')
    expect(() => loaded?.texts('bucket')).toThrow('the ORC column bucket was not fetched')
  })
})
