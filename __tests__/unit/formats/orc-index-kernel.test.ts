import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { unpackIndexes } from '../../../src/formats/kernel/column-kernel.ts'
import { decodeIntegers } from '../../../src/formats/orc/integer-runs.ts'

/** One run as it is written, and what it stands for. */
type Run = { readonly bytes: readonly number[]; readonly values: readonly number[] }

const pack = (values: readonly number[], width: number): number[] => {
  const bits = values.map((value) => value.toString(2).padStart(width, '0')).join('')
  return (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2))
}
const varint = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >> 7)])
const zigzag = (value: number): number[] => varint(value < 0 ? -value * 2 - 1 : value * 2)
const header = (kind: number, widthCode: number, count: number): number[] => [
  (kind << 6) | (widthCode << 1) | ((count - 1) >> 8),
  (count - 1) & 0xff,
]

const shortRepeat = fc
  .tuple(fc.integer({ min: 0, max: 254 }), fc.integer({ min: 3, max: 10 }))
  .map(([value, count]): Run => ({ bytes: [count - 3, value], values: Array<number>(count).fill(value) }))
const direct = fc
  .tuple(fc.integer({ min: 1, max: 24 }), fc.array(fc.integer({ min: 0, max: 254 }), { minLength: 1, maxLength: 512 }))
  .map(([width, all]): Run => {
    const values = all.map((value) => value % 2 ** width)
    return { bytes: [...header(1, width - 1, values.length), ...pack(values, width)], values }
  })
const fixedDelta = fc
  .tuple(fc.integer({ min: 0, max: 254 }), fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 512 }))
  .map(([first, delta, most]): Run => {
    const room = delta === 0 ? most : Math.floor((delta > 0 ? 254 - first : first) / Math.abs(delta)) + 1
    const count = Math.min(most, room)
    const values = Array.from({ length: count }, (_, index) => first + delta * index)
    return { bytes: [...header(3, 0, count), ...varint(first), ...zigzag(delta)], values }
  })
/** Rising or falling values, so that all differences have one sign. */
const delta = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 254 }), { minLength: 2, maxLength: 300 }),
    fc.boolean(),
    fc.integer({ min: 8, max: 24 }),
  )
  .map(([all, falls, width]): Run => {
    const values = all.toSorted((a, b) => (falls ? b - a : a - b))
    const [first = 0, second = 0] = values
    // A difference of 0 counts as rising: what rises behind it may not fall.
    const steps = values.slice(2).map((value, index) => Math.abs(value - (values[index + 1] as number)))
    const rises = !falls || second < first
    return rises
      ? {
          bytes: [
            ...header(3, width - 1, values.length),
            ...varint(first),
            ...zigzag(second - first),
            ...pack(steps, width),
          ],
          values,
        }
      : { bytes: [...header(3, 0, 1), ...varint(first), ...zigzag(0)], values: [first] }
  })
const runs = fc.array(fc.oneof(shortRepeat, direct, fixedDelta, delta), { minLength: 1, maxLength: 12 })
const join = (parts: readonly Run[]) => ({
  stream: Uint8Array.from(parts.flatMap(({ bytes }) => bytes)),
  values: parts.flatMap(({ values }) => values),
})

/** So that what comes out is not what went in. */
const CODE_OF = Uint8Array.from({ length: 254 }, (_, index) => 253 - index)
const EVERY = Uint8Array.from({ length: 255 }, (_, index) => index)

describe('indexes unpacked by the kernel', () => {
  it('are those of the careful way', () => {
    fc.assert(
      fc.property(runs, (parts) => {
        const { stream, values } = join(parts)
        expect([...decodeIntegers(stream, { version: 2, signed: false }, values.length)]).toEqual(values)
        expect([...(unpackIndexes(stream, values.length, EVERY) ?? ['none'])]).toEqual(values)
      }),
    )
  })

  it('become codes, and are none where one points behind the dictionary', () => {
    fc.assert(
      fc.property(runs, (parts) => {
        const { stream, values } = join(parts)
        const codes = unpackIndexes(stream, values.length, CODE_OF)
        if (values.includes(254)) expect(codes).toBeUndefined()
        else expect([...(codes ?? ['none'])]).toEqual(values.map((value) => 253 - value))
      }),
    )
  })

  it('become codes of small dictionaries, sixteen at a time, and of larger ones', () => {
    const small = fc
      .integer({ min: 1, max: 20 })
      .chain((entries) =>
        fc.tuple(
          fc.constant(entries),
          fc.array(fc.integer({ min: 0, max: entries - 1 }), { minLength: 1, maxLength: 100 }),
          fc.option(fc.tuple(fc.nat(), fc.integer({ min: entries, max: 255 })), { nil: undefined }),
        ),
      )
    fc.assert(
      fc.property(small, ([entries, indexes, wrong]) => {
        const codeOf = Uint8Array.from({ length: entries }, (_, index) => (index * 7 + 3) % 255)
        if (wrong !== undefined) indexes[wrong[0] % indexes.length] = wrong[1]
        const stream = Uint8Array.from([...header(1, 7, indexes.length), ...indexes])
        const codes = unpackIndexes(stream, indexes.length, codeOf)
        expect(codes && [...codes]).toEqual(wrong ? undefined : indexes.map((index) => codeOf[index]))
      }),
      { numRuns: 2_000 },
    )
  })

  it('are those of the careful way also in damaged streams, or none', () => {
    const damage = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.integer({ min: -2, max: 2 }))
    let read = 0
    fc.assert(
      fc.property(runs, damage, (parts, [at, change, more]) => {
        const { stream, values } = join(parts)
        stream[at % stream.length] = (stream[at % stream.length] as number) ^ change
        const count = Math.max(0, values.length + more)
        const codes = unpackIndexes(stream, count, EVERY)
        if (codes === undefined) return
        read++
        expect([...codes]).toEqual([...decodeIntegers(stream, { version: 2, signed: false }, count)])
      }),
      { numRuns: 5_000 },
    )
    expect(read).toBeGreaterThan(100)
  })

  it('are those of the careful way, or none, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), fc.integer({ min: 0, max: 40 }), (stream, count) => {
        const codes = unpackIndexes(stream, count, EVERY)
        if (codes === undefined) return
        expect([...codes]).toEqual([...decodeIntegers(stream, { version: 2, signed: false }, count)])
      }),
      { numRuns: 20_000 },
    )
  })

  it('are none where runs patch values, and where a stream ends early or goes on', () => {
    const whole = [...header(1, 7, 3), 1, 2, 3]
    expect([...(unpackIndexes(Uint8Array.from(whole), 3, EVERY) ?? [])]).toEqual([1, 2, 3])
    for (const [bytes, count] of [
      [whole.slice(0, -1), 3],
      [[...whole, 0], 3],
      [whole, 2],
      [whole, 4],
      [[0x8e, 0x13, 0x2b, 0x21, 0x07, 0xd0], 20],
      [[], 1],
    ] as const) {
      expect(unpackIndexes(Uint8Array.from(bytes), count, EVERY)).toBeUndefined()
    }
    expect(unpackIndexes(new Uint8Array(0), 0, EVERY)).toEqual(new Uint8Array(0))
  })
})
