import { describe, expect, it } from '@jest/globals'
import { cursorOver } from '../../../src/formats/cursor.ts'
import { unpackFlags, unpackRuns } from '../../../src/formats/kernel/column-kernel.ts'
import { pickHybrid } from '../../../src/formats/parquet/hybrid-runs.ts'

/** A small generator of pseudo-random numbers below `limit`, the same for the same seed. */
function createRandom(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
    return (state >>> 8) % limit
  }
}

function encodeVarint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...encodeVarint(value >>> 7)]
}

/** Runs of both kinds in turn, as the Parquet format describes them ("RLE / bit-packing hybrid"). */
function encodeRuns(
  width: number,
  random: (limit: number) => number,
  limit = 2 ** width,
): { bytes: Uint8Array; values: number[] } {
  const bytes: number[] = []
  const values: number[] = []
  for (let run = 0; run < 6; run += 1) {
    if (run % 2 === 0) {
      const count = 1 + random(300)
      const value = random(limit)
      bytes.push(...encodeVarint(count * 2))
      for (let byte = 0; byte * 8 < width; byte += 1) bytes.push((value >>> (byte * 8)) & 255)
      values.push(...Array(count).fill(value))
      continue
    }
    const groups = 1 + random(90)
    bytes.push(...encodeVarint(groups * 2 + 1))
    const packed = Array.from({ length: groups * 8 }, () => random(limit))
    let bits = 0n
    packed.forEach((value, index) => {
      bits |= BigInt(value) << BigInt(index * width)
    })
    for (let byte = 0; byte < groups * width; byte += 1) bytes.push(Number((bits >> BigInt(byte * 8)) & 255n))
    values.push(...packed)
  }
  return { bytes: Uint8Array.from(bytes), values }
}

/** `toEqual` takes long to compare so many. */
const gives = (unpacked: Uint8Array, values: readonly number[]) => Buffer.from(values).equals(unpacked)

describe('runs of both kinds', () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 9, 12, 17, 24])('of %i bits are picked at positions', (width) => {
    const random = createRandom(width)
    for (let round = 0; round < 20; round += 1) {
      const { bytes, values } = encodeRuns(width, random)
      const positions = Int32Array.from(values.keys()).filter(() => random(7) === 0)
      const cursor = cursorOver(bytes)
      const picked = pickHybrid(cursor, width, values.length, positions)
      expect([...picked]).toEqual([...positions].map((position) => values[position]))
      expect(cursor.offset).toBe(cursor.end)
    }
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 17, 24])(
    'of %i bits are unpacked whole, also cut within a group',
    (width) => {
      const random = createRandom(width)
      for (let round = 0; round < 20; round += 1) {
        const { bytes, values } = encodeRuns(width, random, Math.min(2 ** width, 256))
        // Bytes that are not its own: none of them may be read as a run, or the place behind the runs would be another.
        const cursor = cursorOver(Uint8Array.of(...bytes, 4, 0, 0, 0), 0, bytes.length)
        expect(gives(unpackRuns(cursor, width, values.length), values)).toBe(true)
        expect(cursor.offset).toBe(cursor.end)
        const cut = values.length - random(8)
        expect(gives(unpackRuns(cursorOver(bytes), width, cut), values.slice(0, cut))).toBe(true)
      }
    },
  )

  it('become codes, and flags are counted', () => {
    const bytes = Uint8Array.of(6, 2, 3, 0b1110_0100, 0b0000_0001)
    const codes = unpackRuns(cursorOver(bytes), 2, 11, Uint8Array.of(7, 8, 9, 7))
    expect([...codes]).toEqual([9, 9, 9, 7, 8, 9, 7, 8, 7, 7, 7])
    expect(() => unpackRuns(cursorOver(bytes), 2, 11, Uint8Array.of(7, 8, 9))).toThrow(/points behind its dictionary/)
    const { flags, ones } = unpackFlags(cursorOver(Uint8Array.of(8, 1, 3, 0b0101_0101)), 12)
    expect([...(flags ?? [])]).toEqual([1, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0])
    expect(ones).toBe(8)
    expect(unpackFlags(cursorOver(Uint8Array.of(24, 1)), 12)).toEqual({ flags: undefined, ones: 12 })
  })

  it('are taken where a writer leaves out the bytes that hold padding only', () => {
    expect([...unpackRuns(cursorOver(Uint8Array.of(5, 255, 1)), 1, 9)]).toEqual(Array(9).fill(1))
  })

  it.each([
    ['two groups where one holds all values', [5, 0b1110_0100, 0b1110_0100, 0, 0], 4],
    ['32 groups, as DuckDB fills them up', [65, 0b1110_0100, 0b1110_0100, ...Array(62).fill(0)], 5],
    ['32 groups of which the bytes of padding are left out', [65, 0b1110_0100, 0b1110_0100], 8],
  ])('are taken where whole groups of padding follow the values: %s', (_, bytes, count) => {
    const values = [0, 1, 2, 3, 0, 1, 2, 3].slice(0, count)
    const cursor = cursorOver(Uint8Array.from(bytes))
    expect([...unpackRuns(cursor, 2, count)]).toEqual(values)
    expect(cursor.offset).toBe(cursor.end)
    const again = cursorOver(Uint8Array.from(bytes))
    expect([...pickHybrid(again, 2, count, Int32Array.from(values.keys()))]).toEqual(values)
    expect(again.offset).toBe(again.end)
  })

  it('of width 0 hold nothing but zeros', () => {
    expect([...unpackRuns(cursorOver(Uint8Array.of(6, 3)), 0, 11)]).toEqual(Array(11).fill(0))
  })

  it.each([
    ['a repeated value wider than its width', [8, 4], 2, 4],
    ['a repeated value over 255', [8, 0, 1], 9, 4],
    ['a packed value over 255', [3, 0, 1, 0, 0, 0, 0, 0, 0, 0], 9, 8],
    ['a length of more than 32 bits', [0x88, 0x80, 0x80, 0x80, 0x80, 0], 1, 4],
    ['a repeated value that is cut off', [8, 1], 9, 4],
    ['nothing', [], 1, 4],
  ])('are refused for %s', (_, bytes, width, count) => {
    expect(() => unpackRuns(cursorOver(Uint8Array.from(bytes)), width, count)).toThrow(/do not hold its \d+ values/)
  })

  it('have no value where a row has none', () => {
    const positions = Int32Array.of(-1, 0, -1, 2)
    const bitPacked = Uint8Array.of(3, 0b1110_0100, 0)
    expect([...pickHybrid(cursorOver(bitPacked), 2, 4, positions)]).toEqual([0, 0, 0, 2])
  })

  it.each([
    ['a run that is too long', [20, 1], 4],
    ['no groups', [1, 0], 4],
    ['bytes that end within a run', [5, 0], 16],
    ['a run of no values', [0, 1], 4],
  ])('are refused for %s', (_, bytes, count) => {
    const cursor = () => cursorOver(Uint8Array.from(bytes))
    expect(() => pickHybrid(cursor(), 2, count, Int32Array.of(0))).toThrow()
    expect(() => unpackRuns(cursor(), 2, count)).toThrow()
  })
})
