import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { KernelSpec } from '../../../../src/engines/inventory-scan/kernel/kernel-spec.ts'
import {
  compress,
  runKernel,
  type Seen,
  SPEC,
  STATUSES,
  splitRecords,
  tallyRows,
  understand,
  writeRow,
} from './kernel-model.ts'

const plain = (key: string, status = 'SSE-S3', size = '7') =>
  writeRow('source-bucket', key, 'true', 'false', size, status)

/** Every record was counted, handed over with its fields, or handed over raw: once, and under its number. */
function expectAsModel(text: string, seen: Seen, spec: KernelSpec): void {
  const records = splitRecords(text)
  expect(seen.rows).toBe(records.length)
  const counted = records.filter((_, i) => !seen.proven.has(i + 1) && !seen.unread.has(i + 1))
  expect(seen.tally).toEqual(tallyRows(counted, spec))
  for (const [number, fields] of seen.proven) {
    const record = records[number - 1]
    expect(fields).toEqual(record?.fields)
    const meaning = record && understand(record, spec)
    expect(meaning?.kind === 'current' && spec.isReported[meaning.status]).toBe(true)
    expect(seen.unread.has(number)).toBe(false)
  }
  for (const [number, raw] of seen.unread) {
    const expected = records[number - 1]?.raw ?? ''
    // The kernel ends text that stops without a line feed.
    expect(raw).toBe(number === records.length && !text.endsWith('\n') ? `${expected}\n` : expected)
  }
  // What is to be reported is never counted.
  for (const record of counted) {
    const meaning = understand(record, spec)
    expect(meaning?.kind === 'current' && spec.isReported[meaning.status]).toBe(false)
  }
}

const run = (text: string, spec = SPEC, pieces?: readonly number[]) => runKernel(compress(text), spec, pieces)

describe('rows as S3 writes them', () => {
  const text = [
    plain('a', 'SSE-S3', '1'),
    plain('b', 'NOT-SSE', '20'),
    plain('c', 'DSSE-KMS', '123456789012345'),
    writeRow('source-bucket', 'd', 'false', 'false', '12345678', 'NOT-SSE'),
    writeRow('source-bucket', 'd', 'true', 'true', '', ''),
    plain('e', 'SSE-C', '123456789'),
    plain('e,f\ng,', 'SSE-KMS', '00'),
  ].join('')

  it('counts them by status and size, hands findings over with their fields, and leaves nothing unread', () => {
    const seen = run(text)
    expect(seen.unread.size).toBe(0)
    expect([...seen.proven]).toEqual([[2, ['source-bucket', 'b', 'true', 'false', '20', 'NOT-SSE']]])
    expect(seen.tally.current.map(({ objects, bytes }) => [objects, bytes])).toEqual([
      [1, 1n],
      [1, 0n],
      [1, 123456789012345n],
      [1, 123456789n],
      [0, 0n],
    ])
    expect(seen.tally.noncurrent[4]).toEqual({ objects: 1, bytes: 12345678n })
    expect(seen.tally.deleteMarkers).toBe(1)
  })

  it('sees the same wherever chunks are cut', () => {
    const expected = run(text)
    const length = compress(text).length
    for (let cut = 1; cut < length; cut++) expect(run(text, SPEC, [cut, length])).toEqual(expected)
    expect(run(text, SPEC, [1])).toEqual(expected)
  })

  it('reads a last row without a line feed', () => {
    expect(run(text.slice(0, -1))).toEqual(run(text))
  })

  it('reads rows at every place in a block of 64 bytes', () => {
    for (let length = 1; length < 130; length++) {
      const rows = plain('k'.repeat(length), 'NOT-SSE') + plain('z')
      const seen = run(rows)
      expect(seen.unread.size).toBe(0)
      expect(seen.proven.get(1)?.[1]).toHaveLength(length)
      expect(seen.tally.current[0]?.objects).toBe(1)
    }
  })

  it('adds sizes beyond 2^53 exactly', () => {
    const row = plain('k', 'SSE-S3', '999999999999999')
    expect(run(row.repeat(20)).tally.current[0]).toEqual({ objects: 20, bytes: 19_999_999_999_999_980n })
  })

  it('takes more reported rows, and more text, than its memory holds at once', () => {
    const rows = Array.from({ length: 30_000 }, (_, i) =>
      plain(`${'key'.repeat(i < 20_000 ? 0 : i % 40)}${i}`, 'NOT-SSE'),
    ).join('')
    const seen = runKernel(compress(rows, 6), SPEC)
    expect([seen.proven.size, seen.unread.size, seen.rows]).toEqual([30_000, 0, 30_000])
    const expected = splitRecords(rows).map(({ fields }, i) => [i + 1, fields])
    expect(JSON.stringify([...seen.proven]) === JSON.stringify(expected)).toBe(true)
  })

  it('reads a report of current versions without sizes, and columns in another order', () => {
    const spec: KernelSpec = {
      ...SPEC,
      columnCount: 3,
      statusColumn: 0,
      keyColumn: 1,
      bucketColumn: 2,
      latestColumn: -1,
      markerColumn: -1,
      sizeColumn: -1,
    }
    const seen = run(writeRow('SSE-C', 'k', 'source-bucket') + writeRow('NOT-SSE', 'l', 'source-bucket'), spec)
    expect(seen.tally.current[3]).toEqual({ objects: 1, bytes: 0n })
    expect(seen.proven.get(2)).toEqual(['NOT-SSE', 'l', 'source-bucket'])
    expect(seen.unread.size).toBe(0)
  })

  it.each([3, 6, 7, 13, 14, 15, 16, 63, 255])('compares all of a bucket name of %d characters', (length) => {
    const bucket = 'b'.repeat(length)
    const spec = { ...SPEC, bucket }
    const rowOf = (name: string) => writeRow(name, 'k', 'true', 'false', '1', 'SSE-C')
    expect(run(rowOf(bucket), spec).unread.size).toBe(0)
    for (const wrong of [bucket.slice(1), `${bucket}b`, `a${bucket.slice(1)}`, `${bucket.slice(1)}a`, '']) {
      expect(run(rowOf(wrong), spec).unread.size).toBe(1)
    }
  })
})

describe('rows that are left to JavaScript', () => {
  it.each<[string, string]>([
    ['another bucket', writeRow('other-bucket', 'k', 'true', 'false', '1', 'SSE-S3')],
    ['no key', plain('')],
    ['an unknown status', plain('k', 'SSE-X')],
    ['no status', plain('k', '')],
    ['a status with a zero byte behind it', plain('k', 'SSE-C\0')],
    ['a status in lower case', plain('k', 'not-sse')],
    ['a longer status', plain('k', 'DSSE-KMSX')],
    ['IsLatest in capitals', writeRow('source-bucket', 'k', 'TRUE', 'false', '1', 'SSE-S3')],
    ['IsDeleteMarker empty', writeRow('source-bucket', 'k', 'true', '', '1', 'SSE-S3')],
    ['a size that is no number', plain('k', 'SSE-S3', '1x')],
    ['a size with a sign', plain('k', 'SSE-S3', '-1')],
    ['a size of 16 digits', plain('k', 'SSE-S3', '1234567890123456')],
    ['a letter among the first digits', plain('k', 'SSE-S3', '1:345678901')],
    ['an empty size of an object', plain('k', 'SSE-S3', '')],
    ['a delete marker whose size is no number', writeRow('source-bucket', 'k', 'true', 'true', 'x', '')],
    ['a field too few', writeRow('source-bucket', 'k', 'true', 'false', '1')],
    ['a field too many', writeRow('source-bucket', 'k', 'true', 'false', '1', 'SSE-S3', '')],
    ['an unquoted field', plain('k').replace('"true"', 'true')],
    ['no quotes at all', plain('k').replaceAll('"', '')],
    ['an escaped quote', plain('a""b')],
    ['a field that is one comma', plain(',')],
    ['a field that is one line feed', plain('\n')],
    ['a field that starts with a comma', plain(',k')],
    ['text behind a closing quote', plain('k').replace('"true"', '"true"x')],
    ['a space before an opening quote', plain('k').replace(',"true"', ', "true"')],
    ['a carriage return', plain('k').replace('\n', '\r\n')],
    ['a blank line', '\n'],
    ['a byte order mark', `\xef\xbb\xbf${plain('k')}`],
    ['a row longer than 32 KiB', plain('k'.repeat(32_768))],
    ['a field count made up by a comma and an escaped quote', '"source-bucket",",","true""","false","1"\n'],
  ])('%s', (_, row) => {
    const text = plain('before') + row + plain('behind') + row
    const seen = run(text)
    expect([...seen.unread.keys()]).toEqual([2, 4])
    expectAsModel(text, seen, SPEC)
  })

  it('a quote that is never closed, with all behind it', () => {
    const text = `${plain('before')}"source-bucket","k\n${plain('behind').replaceAll('"', '')}`
    expect([...run(text).unread.keys()]).toEqual([2])
    expectAsModel(text, run(text), SPEC)
  })

  it('refuses text without any row end', () => {
    expect(() => run(`"${'k'.repeat(600_000)}`)).toThrow('a row does not end')
  })
})

describe('any text', () => {
  const words = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('source-bucket', 'true', 'false', '', '0', '1', '123456789', ...STATUSES) },
    { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', '""'), maxLength: 4 }) },
  )
  const goodRow = fc
    .tuple(
      fc.string({ unit: fc.constantFrom('a', '/', '%', '0', ','), minLength: 1, maxLength: 90 }),
      fc.constantFrom('true', 'false'),
      fc.constantFrom('true', 'false', 'false', 'false'),
      fc.nat().map(String),
      fc.constantFrom(...STATUSES),
    )
    .map((fields) => writeRow('source-bucket', ...fields))
  const oddRow = fc.array(words, { maxLength: 7 }).map((fields) => writeRow(...fields))
  const texts = fc
    .array(fc.oneof({ weight: 4, arbitrary: goodRow }, oddRow), { maxLength: 12 })
    .map((rows) => rows.join(''))
  const edits = fc.array(
    fc.record({
      at: fc.nat(),
      removed: fc.nat({ max: 3 }),
      put: fc.string({ unit: fc.constantFrom('"', ',', '\n', '","', '"\n"', 'x', '1'), maxLength: 2 }),
    }),
    { maxLength: 4 },
  )
  const cuts = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 })

  it('is counted or handed over as the plain model says, also after edits, at any chunk borders', () => {
    fc.assert(
      fc.property(texts, edits, cuts, (text, changes, pieces) => {
        const edited = changes.reduce((before, { at, removed, put }) => {
          const from = at % (before.length + 1)
          return before.slice(0, from) + put + before.slice(from + removed)
        }, text)
        expectAsModel(edited, run(edited, SPEC, pieces), SPEC)
      }),
      { numRuns: Number(process.env.KERNEL_FUZZ_RUNS ?? 600) },
    )
  })
})
