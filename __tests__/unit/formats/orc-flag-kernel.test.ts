import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { decodeByteRuns, decodeFlags, decodePresence } from '../../../src/formats/orc/byte-runs.ts'

/** A run of the byte encoding: a byte repeated, or bytes as they are. */
const repeated = fc
  .tuple(fc.nat(255), fc.integer({ min: 3, max: 130 }))
  .map(([byte, count]) => ({ stream: [count - 3, byte], packed: Array<number>(count).fill(byte) }))
const literal = fc
  .array(fc.nat(255), { minLength: 1, maxLength: 128 })
  .map((packed) => ({ stream: [0x100 - packed.length, ...packed], packed }))
/** Flags of up to eight rows less than the bytes of the runs could hold. */
const written = fc
  .tuple(fc.array(fc.oneof(repeated, literal), { minLength: 1, maxLength: 6 }), fc.nat(7))
  .map(([runs, spare]) => {
    const packed = runs.flatMap((run) => run.packed)
    return { stream: Uint8Array.from(runs.flatMap((run) => run.stream)), packed, count: packed.length * 8 - spare }
  })

/** Bit by bit, as the specification says it. */
const flagsOf = (packed: readonly number[] | Uint8Array, count: number) =>
  Array.from({ length: count }, (_, row) => ((packed[row >> 3] ?? 0) >> (7 - (row & 7))) & 1)

describe('flags unpacked by the kernel', () => {
  it('are the bits of the bytes, the highest first', () => {
    fc.assert(
      fc.property(written, ({ stream, packed, count }) => {
        expect([...decodeFlags(stream, count)]).toEqual(flagsOf(packed, count))
      }),
    )
  })

  it('say which rows have a value, and nothing about what is behind the last row', () => {
    fc.assert(
      fc.property(written, ({ stream, packed, count }) => {
        const expected = flagsOf(packed, count)
        const { flags, values } = decodePresence(stream, count)
        expect(values).toBe(expected.filter((flag) => flag === 1).length)
        expect(flags === undefined ? 'all' : [...flags]).toEqual(values === count ? 'all' : expected)
      }),
    )
    expect(decodePresence(Uint8Array.of(0xff, 0b1110_0000), 3)).toEqual({ flags: undefined, values: 3 })
    expect(decodePresence(Uint8Array.of(0xff, 0b1100_1111), 3)).toEqual({ flags: Uint8Array.of(1, 1, 0), values: 2 })
  })

  it('are those of the bytes also in damaged streams, or refused as those are', () => {
    const damage = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.integer({ min: -20, max: 20 }))
    fc.assert(
      fc.property(written, damage, ({ stream, count }, [at, change, more]) => {
        stream[at % stream.length] = (stream[at % stream.length] as number) ^ change
        const rows = Math.max(0, count + more)
        const attempt = (decode: () => ArrayLike<number>) => {
          try {
            return [...Array.from(decode())]
          } catch (error) {
            return (error as Error).message
          }
        }
        expect(attempt(() => decodeFlags(stream, rows))).toEqual(
          attempt(() => flagsOf(decodeByteRuns(stream, Math.ceil(rows / 8)), rows)),
        )
      }),
      { numRuns: 3_000 },
    )
  })
})
