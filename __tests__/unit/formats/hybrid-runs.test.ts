import { describe, expect, it } from '@jest/globals'
import { cursorOver } from '../../../src/formats/cursor.ts'
import { decodeHybrid, pickHybrid } from '../../../src/formats/parquet/hybrid-runs.ts'

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
function encodeRuns(width: number, random: (limit: number) => number): { bytes: Uint8Array; values: number[] } {
  const bytes: number[] = []
  const values: number[] = []
  for (let run = 0; run < 6; run += 1) {
    if (run % 2 === 0) {
      const count = 1 + random(300)
      const value = random(2 ** width)
      bytes.push(...encodeVarint(count * 2))
      for (let byte = 0; byte * 8 < width; byte += 1) bytes.push((value >>> (byte * 8)) & 255)
      values.push(...Array(count).fill(value))
      continue
    }
    const groups = 1 + random(90)
    bytes.push(...encodeVarint(groups * 2 + 1))
    const packed = Array.from({ length: groups * 8 }, () => random(2 ** width))
    let bits = 0n
    packed.forEach((value, index) => {
      bits |= BigInt(value) << BigInt(index * width)
    })
    for (let byte = 0; byte < groups * width; byte += 1) bytes.push(Number((bits >> BigInt(byte * 8)) & 255n))
    values.push(...packed)
  }
  return { bytes: Uint8Array.from(bytes), values }
}

describe('runs of both kinds', () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 9, 12, 17, 24])('of %i bits are read alike as a whole and at positions', (width) => {
    const random = createRandom(width)
    for (let round = 0; round < 20; round += 1) {
      const { bytes, values } = encodeRuns(width, random)
      const decoded: number[] = []
      decodeHybrid(cursorOver(bytes), width, values.length, (run, at) => {
        for (let i = 0; i < run.count; i += 1) decoded[at + i] = run.values[run.constant ? 0 : i] as number
      })
      expect(decoded).toEqual(values)

      const positions = Int32Array.from(values.keys()).filter(() => random(7) === 0)
      const cursor = cursorOver(bytes)
      const picked = pickHybrid(cursor, width, values.length, positions)
      expect([...picked]).toEqual([...positions].map((position) => values[position]))
      expect(cursor.offset).toBe(cursor.end)
    }
  })

  it('have no value where a row has none', () => {
    const positions = Int32Array.of(-1, 0, -1, 2)
    const bitPacked = Uint8Array.of(3, 0b1110_0100, 0)
    expect([...pickHybrid(cursorOver(bitPacked), 2, 4, positions)]).toEqual([0, 0, 0, 2])
  })

  it.each([
    ['a run that is too long', [20, 1], 4],
    ['groups that are too many', [9, 0, 0, 0, 0], 4],
    ['bytes that end within a run', [5, 0], 16],
    ['a run of no values', [0, 1], 4],
  ])('are refused for %s', (_, bytes, count) => {
    const cursor = () => cursorOver(Uint8Array.from(bytes))
    expect(() => pickHybrid(cursor(), 2, count, Int32Array.of(0))).toThrow()
    expect(() => decodeHybrid(cursor(), 2, count, () => {})).toThrow()
  })
})
