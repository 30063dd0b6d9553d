import { readFileSync } from 'node:fs'
import { describe, expect, it, jest } from '@jest/globals'
import { instantiateKernel } from '../../../src/engines/inventory-scan/kernel/csv-module.ts'
import type { ColumnarFile } from '../../../src/formats/columnar.ts'
import { uncompressSnappy } from '../../../src/formats/kernel/column-kernel.ts'
import * as real from '../../../src/formats/kernel/column-module.ts'
import { pickPlainIntegers, pickPlainTexts } from '../../../src/formats/kernel/select-rows.ts'
import { inventoryRows } from './support/inventory-rows.ts'
import { countedReader, readRows } from './support/read-rows.ts'
import { listTypeScript } from './support/sources.ts'

/** What is left of a memory that a step has moved out of: no value of any file. */
const RUBBLE = 0xa5

/**
 * Every request for room gets another memory, and the one before is laid in rubble: whoever still reads there is found.
 * Pages are the exception, by one memory: they are moved along when their values are picked.
 */
function moveAlways(): typeof real.kernelFor {
  const latest = new Map<real.Step, real.PageKernel[]>()
  return (step, bytes) => {
    const known = latest.get(step) ?? []
    // Only asks where things lie.
    if (bytes === 0) return known[0] ?? real.createKernel(64 * 1024)
    const { BASE, SLACK } = known[0] ?? real.createKernel(64 * 1024)
    const kernels = [real.createKernel(BASE.value + bytes + SLACK.value), ...known]
    for (const left of kernels.slice(step === 'pages' ? 2 : 1)) left.memory.fill(RUBBLE)
    latest.set(step, kernels.slice(0, 2))
    return kernels[0] as real.PageKernel
  }
}

describe('the memory of a kernel', () => {
  it('of pages is left, not grown: views of it keep what they show', () => {
    const small = real.kernelFor('pages', 100)
    const view = small.memory.subarray(2048, 2056).fill(7)
    const large = real.kernelFor('pages', 8 * 2 ** 20)
    expect(large.memory.buffer).not.toBe(small.memory.buffer)
    large.memory.fill(1, 2048)
    expect([...view]).toEqual(Array(8).fill(7))
    expect(real.kernelFor('pages', 100)).toBe(large)
  })

  it('of CSV files has its size for good', () => {
    const { memory } = instantiateKernel() as unknown as { memory: { grow: (pages: number) => number } }
    expect(() => memory.grow(1)).toThrow(RangeError)
  })

  it('is made in two files, and grown in none', () => {
    const sources = listTypeScript('src').map((path) => [path, readFileSync(path, 'utf8')] as const)
    const mentioning = (pattern: RegExp) => sources.filter(([, text]) => pattern.test(text)).map(([path]) => path)
    expect(mentioning(/WebAssembly\b.*\{|new WebAssembly/)).toEqual([
      'src/engines/inventory-scan/kernel/csv-module.ts',
      'src/formats/kernel/column-module.ts',
    ])
    expect(mentioning(/\.grow\b|memory\.grow/)).toEqual([])
    expect(mentioning(/as FixedMemory/)).toEqual(['src/formats/kernel/column-module.ts'])
  })
})

/** A page as one Snappy literal of up to 2^24 bytes. */
function compress(page: Uint8Array): Uint8Array {
  const { length } = page
  const varint = [0, 7, 14, 21].map((shift) => ((length >>> shift) & 127) | (shift < 21 ? 128 : 0))
  const size = length - 1
  return Buffer.concat([Uint8Array.of(...varint, 62 << 2, size, size >>> 8, size >>> 16), page])
}

async function readCodes(file: ColumnarFile, column: string): Promise<(string | null)[]> {
  const texts: (string | null)[] = []
  for (const group of file.groups) {
    const { codes, values } = (await group.load([column])).codes(column)
    texts.push(...Array.from(codes, (code) => values[code] ?? null))
  }
  return texts
}

describe('a page that fills the memory it was decompressed in', () => {
  // Each is larger than the memory is by then, so that there is never room for positions and results behind it.
  it.each([100_000, 400_000, 1_600_000])('gives all of its %i integers', (count) => {
    const page = new Uint8Array(BigInt64Array.from({ length: count }, (_, i) => BigInt(i) * 1009n).buffer)
    const opened = uncompressSnappy(compress(page), page.length) ?? new Uint8Array(0)
    const picked = pickPlainIntegers(
      opened,
      Int32Array.from({ length: count }, (_, i) => i),
    )
    expect([picked?.length, picked?.findIndex((value, i) => value !== i * 1009)]).toEqual([count, -1])
  })

  it('gives all of its texts', () => {
    const count = 1_000_000
    const page = Buffer.alloc(count * 12)
    for (let i = 0; i < count; i += 1) {
      page.writeUInt32LE(8, i * 12)
      page.write(String(10_000_000 + i), i * 12 + 4, 'latin1')
    }
    const opened = uncompressSnappy(compress(page), page.length) ?? new Uint8Array(0)
    const { bytes, starts } =
      pickPlainTexts(
        opened,
        count,
        Int32Array.from({ length: count }, (_, i) => i),
      ) ?? {}
    expect([starts?.length, starts?.findIndex((start, i) => start !== i * 8)]).toEqual([count, -1])
    expect(Buffer.from(bytes?.subarray(-16) ?? []).toString('latin1')).toBe('1099999810999999')
  })
})

describe('where every step moves to another memory', () => {
  const files: readonly [string, number][] = [
    ['zlib-dictionary.orc', 400],
    ['zlib-direct.orc', 150],
    ['snappy-pages.parquet', 130],
    ['snappy-v2.parquet', 90],
    ['uncompressed-plain.parquet', 30],
    ['delta.parquet', 40],
    ['gzip.parquet', 10],
  ]

  it.each(files)('the rows of %s are the same', async (name, count) => {
    jest.resetModules()
    jest.unstable_mockModule('../../../src/formats/kernel/column-module.ts', () => ({
      ...real,
      kernelFor: moveAlways(),
    }))
    const { openOrc } = await import('../../../src/formats/orc/orc-file.ts')
    const { openParquet } = await import('../../../src/formats/parquet/parquet-file.ts')
    const bytes = readFileSync(new URL(`golden/${name}`, import.meta.url))
    const file = await (name.endsWith('.orc') ? openOrc : openParquet)(countedReader(bytes).read, bytes.length)
    expect(await readRows(file)).toEqual(inventoryRows(count))
    for (const column of ['version_id', 'storage_class', 'encryption_status'].slice(count > 255 ? 1 : 0)) {
      expect(await readCodes(file, column)).toEqual(inventoryRows(count).map((row) => row[column]))
    }
    const everyThird = (rows: number) => Uint32Array.from({ length: Math.ceil(rows / 3) }, (_, row) => row * 3)
    const all = (rows: number) => Uint32Array.from({ length: rows }, (_, row) => row)
    expect(await readRows(file, undefined, all)).toEqual(inventoryRows(count))
    expect((await readRows(file, undefined, everyThird)).length).toBeGreaterThan(count / 3 - file.groups.length)
  })
})
