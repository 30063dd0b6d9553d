import { describe, expect, it } from '@jest/globals'
import { decodeByteRuns, decodeFlags } from '../../../src/formats/orc/byte-runs.ts'
import { decodeIntegers } from '../../../src/formats/orc/integer-runs.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

// The examples of the ORC specification, "Run Length Encoding", and what it leaves unsaid.
describe('integer runs, version 1', () => {
  it.each([
    ['a repeated value', bytes(0x61, 0x00, 0x07), 100, Array<number>(100).fill(7)],
    ['a falling sequence', bytes(0x61, 0xff, 0x64), 100, Array.from({ length: 100 }, (_, i) => 100 - i)],
    ['literals', bytes(0xfb, 0x02, 0x03, 0x06, 0x07, 0x0b), 5, [2, 3, 6, 7, 11]],
  ])('decodes %s', (_, stream, count, expected) => {
    expect([...decodeIntegers(stream, { version: 1, signed: false }, count)]).toEqual(expected)
  })

  it('decodes signed values by zigzag', () => {
    expect([...decodeIntegers(bytes(0xfc, 0, 1, 2, 3), { version: 1, signed: true }, 4)]).toEqual([0, -1, 1, -2])
  })
})

describe('integer runs, version 2', () => {
  const patched = [2030, 2000, 2020, 1000000, 2040, 2050, 2060, 2070, 2080, 2090]
  patched.push(2100, 2110, 2120, 2130, 2140, 2150, 2160, 2170, 2180, 2190)
  it.each([
    ['short repeat', bytes(0x0a, 0x27, 0x10), [10000, 10000, 10000, 10000, 10000]],
    ['direct', bytes(0x5e, 0x03, 0x5c, 0xa1, 0xab, 0x1e, 0xde, 0xad, 0xbe, 0xef), [23713, 43806, 57005, 48879]],
    [
      'patched base',
      bytes(
        ...[0x8e, 0x13, 0x2b, 0x21, 0x07, 0xd0, 0x1e, 0x00, 0x14, 0x70, 0x28, 0x32, 0x3c, 0x46, 0x50, 0x5a],
        ...[0x64, 0x6e, 0x78, 0x82, 0x8c, 0x96, 0xa0, 0xaa, 0xb4, 0xbe, 0xfc, 0xe8],
      ),
      patched,
    ],
    ['delta', bytes(0xc6, 0x09, 0x02, 0x02, 0x22, 0x42, 0x42, 0x46), [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]],
    ['a constant difference', bytes(0xc0, 0x04, 0x0a, 0x05), [10, 7, 4, 1, -2]],
  ])('decodes %s', (_, stream, expected) => {
    expect([...decodeIntegers(stream, { version: 2, signed: false }, expected.length)]).toEqual(expected)
  })

  it.each([1, 2, 3, 5, 7, 8, 11, 16, 23, 24])('decodes direct values of %i bits', (width) => {
    const values = Array.from({ length: 40 }, (_, i) => (i * 2654435761) % 2 ** width)
    const bits = values.map((value) => value.toString(2).padStart(width, '0')).join('')
    const packed = (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2))
    const stream = bytes(0x40 | ((width - 1) << 1), values.length - 1, ...packed)
    expect([...decodeIntegers(stream, { version: 2, signed: false }, values.length)]).toEqual(values)
  })

  it('decodes direct values of 26 and 30 bits', () => {
    for (const [code, width] of [
      [24, 26],
      [26, 30],
    ] as const) {
      const values = Array.from({ length: 9 }, (_, i) => (i * 2654435761) % 2 ** width)
      const bits = values.map((value) => value.toString(2).padStart(width, '0')).join('')
      const packed = (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2))
      const stream = bytes(0x40 | (code << 1), values.length - 1, ...packed)
      expect([...decodeIntegers(stream, { version: 2, signed: false }, values.length)]).toEqual(values)
    }
  })

  it('decodes signed direct values of 40 bits exactly', () => {
    const stream = bytes(0x40 | (28 << 1), 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe)
    expect([...decodeIntegers(stream, { version: 2, signed: true }, 2)]).toEqual([-(2 ** 39), 2 ** 39 - 1])
  })

  it.each([
    ['too few', bytes(0x0a, 0x27, 0x10), 6, 'ends too early'],
    ['too many', bytes(0x0a, 0x27, 0x10), 4, 'holds more than its 4 values'],
    ['a second run', bytes(0x0a, 0x27, 0x10, 0x0a, 0x27, 0x10), 5, 'goes on after its 5 values'],
    ['an inexact value', bytes(0x38, ...Array<number>(8).fill(0xff)), 3, 'larger than 2^53'],
  ])('refuses a stream with %s', (_, stream, count, message) => {
    expect(() => decodeIntegers(stream, { version: 2, signed: false }, count)).toThrow(message)
  })
})

describe('byte runs', () => {
  it('decodes repeats and literals', () => {
    expect([...decodeByteRuns(bytes(0x61, 0x00), 100)]).toEqual(Array<number>(100).fill(0))
    expect([...decodeByteRuns(bytes(0xfe, 0x44, 0x45), 2)]).toEqual([0x44, 0x45])
  })

  it('decodes flags from the highest bit', () => {
    expect([...decodeFlags(bytes(0xff, 0x80), 8)]).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
    expect([...decodeFlags(bytes(0xfe, 0xff, 0xa0), 11)]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1])
  })

  it('refuses too few and too many', () => {
    expect(() => decodeByteRuns(bytes(0x61, 0x00), 101)).toThrow('ends too early')
    expect(() => decodeByteRuns(bytes(0x61, 0x00), 99)).toThrow('holds more than its 99 bytes')
    expect(() => decodeFlags(bytes(0xff, 0x80, 0xff, 0x80), 8)).toThrow('goes on after its 1 bytes')
  })
})
