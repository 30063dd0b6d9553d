import { describe, expect, it } from '@jest/globals'
import { choosePartBytes, listPartRanges, MAX_PARTS } from '../../../src/direct/part-ranges.ts'
import { MAX_COPY_BYTES } from '../../../src/findings/need.ts'

const MIB = 1024 ** 2
const GIB = 1024 ** 3
const LARGEST = MAX_PARTS * MAX_COPY_BYTES

describe('the parts of an object', () => {
  it.each<[string, number, number, number]>([
    ['1 byte', 1, 512 * MIB, 1],
    ['one part exactly', 512 * MIB, 512 * MIB, 1],
    ['a byte more', 512 * MIB + 1, 512 * MIB, 2],
    ['6 GB', 6e9, 512 * MIB, 12],
    ['10,000 parts of the usual size', 512 * MIB * MAX_PARTS, 512 * MIB, 10_000],
    ['a byte more than that', 512 * MIB * MAX_PARTS + 1, 513 * MIB, 9_981],
    ['48 TB', 48e12, 4578 * MIB, 10_000],
    ['50 TB', 50e12, 4769 * MIB, 9_999],
    ['the largest that can be', LARGEST, 5 * GIB, 10_000],
  ])('of %s', (_, size, partBytes, parts) => {
    expect(choosePartBytes(size)).toBe(partBytes)
    const ranges = listPartRanges(size)
    expect(ranges).toHaveLength(parts)
    expect(ranges[0]?.first).toBe(0)
    expect(ranges.at(-1)?.last).toBe(size - 1)
    const isSeamless = ranges.every(
      (range, index) =>
        range.number === index + 1 &&
        range.last >= range.first &&
        range.last - range.first < MAX_COPY_BYTES &&
        range.first === (ranges[index - 1]?.last ?? -1) + 1,
    )
    expect(isSeamless).toBe(true)
  })

  it.each<[string, number, number | undefined]>([
    ['nothing', 0, undefined],
    ['more than 10,000 parts of 5 GiB', LARGEST + 1, undefined],
    ['parts that are too large', 6 * GIB, 6 * GIB],
    ['too many parts', MAX_PARTS + 1, 1],
  ])('cannot be made of %s', (_, size, partBytes) => {
    expect(() => listPartRanges(size, partBytes)).toThrow(RangeError)
  })
})
