// Which bytes S3 joins itself, and which pass through the runner: sizes without bytes, and bytes that are joined.

import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { type JoinPart, MAX_PART_BYTES, MAX_PARTS, MIN_PART_BYTES, planJoin } from '../../../src/batch/join-parts.ts'
import { makeCharges } from '../../../src/price/charges.ts'
import { findRates } from '../../../src/price/rates.ts'
import { priceRowQueries } from '../../../src/price/row-queries.ts'

const MIB = 2 ** 20
const GIB = 2 ** 30
const piecesOf = (part: JoinPart) => (part.by === 's3' ? [part.piece] : part.pieces)
const sizeOf = (part: JoinPart) => piecesOf(part).reduce((sum, { start, end }) => sum + end - start, 0)

/** What S3 asks of parts, and that every byte is there once, in order. */
function expectJoined(sizes: readonly number[]): readonly JoinPart[] {
  const parts = planJoin(sizes)
  expect(parts.length).toBeLessThanOrEqual(MAX_PARTS)
  const partSizes = parts.map(sizeOf)
  expect(Math.max(...partSizes)).toBeLessThanOrEqual(MAX_PART_BYTES)
  expect(Math.min(MIN_PART_BYTES, ...partSizes.slice(0, -1))).toBe(MIN_PART_BYTES)
  const pieces = parts.flatMap(piecesOf)
  expect(pieces.every(({ start, end }) => start < end)).toBe(true)
  // One after the other, each from where the one before ended.
  const ends = sizes.map(() => 0)
  let before = 0
  for (const { file, start, end } of pieces) {
    if (file < before || start !== ends[file]) throw new Error(`${file} goes on at ${start}`)
    before = file
    ends[file] = end
  }
  expect(ends).toEqual(sizes)
  return parts
}

describe('a plan of parts', () => {
  it.each([
    ['one small file', [100], 1],
    ['one byte', [1], 1],
    ['exactly the least of a part', [MIN_PART_BYTES], 1],
    ['a byte less than that, twice', [MIN_PART_BYTES - 1, MIN_PART_BYTES - 1], 2],
    ['all files tiny', Array.from({ length: 100_000 }, () => 1_000), 20],
    ['files of nothing between others', [0, 6 * MIB, 0, 0, 7 * MIB, 0], 2],
    ['the most of a part', [5 * GIB], 1],
    ['a byte more than that', [5 * GIB + 1], 2],
    ['a large file between two small ones', [1, 12 * GIB, 1], 5],
    ['as many files as a hundred writers have in ten groups', Array.from({ length: 1_000 }, () => 900 * MIB), 1_000],
    ['twelve thousand files of six megabytes', Array.from({ length: 12_000 }, () => 6 * MIB), 7_200],
    ['the most that S3 stores as one object', Array.from({ length: 10_000 }, () => 5 * GIB), 10_000],
  ])('joins %s', (_, sizes, parts) => {
    expect(expectJoined(sizes)).toHaveLength(parts)
  })

  it('joins a billion findings of ninety bytes with few requests, and little through the runner', () => {
    const files = 500
    const sizes = Array.from({ length: files }, (_, file) => 180 * 10 ** 6 + ((file * 7_919) % 10 ** 6))
    const parts = expectJoined(sizes)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(90 * 10 ** 9)
    expect(parts).toHaveLength(files)
    expect(parts.every(({ by }) => by === 's3')).toBe(true)
    // What a plan says of it before, with the requests that begin and end the upload.
    const charges = priceRowQueries(
      { way: 'athena-joined', reportBytes: 0, rows: [10 ** 9] },
      makeCharges(findRates('us-east-1')),
    )
    expect(charges.at(-1)?.quantity).toBeGreaterThanOrEqual(files + 2)
  })

  it.each([
    ['nothing', [], 'nothing to join'],
    ['only files of nothing', [0, 0], 'nothing to join'],
    ['more than an object can have', Array.from({ length: 10_001 }, () => 5 * GIB), 'more than an object can have'],
    [
      'too many files of a size that no runner holds',
      Array.from({ length: 20_000 }, () => 100 * MIB),
      'more than 10000 parts',
    ],
  ])('refuses %s', (_, sizes, message) => {
    expect(() => planJoin(sizes)).toThrow(message)
  })

  it('keeps to the limits of S3, whatever the sizes', () => {
    const size = fc.oneof(fc.constant(0), fc.nat(2_000), fc.nat(12 * MIB), fc.nat(20 * GIB))
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 60 }), (sizes) => {
        if (sizes.every((one) => one === 0)) return
        expectJoined(sizes)
      }),
      { numRuns: 300 },
    )
  })
})
