import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  countRowSlots,
  locateFlagged,
  pickPlainIntegers,
  pickPlainTexts,
  selectSlotRows,
} from '../../../src/formats/kernel/select-rows.ts'

/** Flags of up to 300 rows, and ascending rows among those from `firstRow` on. */
const flagged = fc
  .array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 300 })
  .chain((flags) =>
    fc.tuple(fc.constant(flags), fc.subarray(flags.map((_, row) => row)), fc.integer({ min: 0, max: 100_000 })),
  )

/** Texts as PLAIN stores them, and which of them are asked for. */
function writeTexts(texts: readonly string[]): Buffer {
  return Buffer.concat(
    texts.flatMap((text) => {
      const length = Buffer.alloc(4)
      length.writeUInt32LE(Buffer.byteLength(text))
      return [length, Buffer.from(text)]
    }),
  )
}

const slotOf = (code: number, latest: number, marker: number) => code + latest * 256 + marker * 1024

const slotColumns = fc.array(fc.tuple(fc.nat(255), fc.nat(2), fc.nat(2)), { maxLength: 300 }).map((rows) => ({
  rows,
  columns: {
    codes: Uint8Array.from(rows, ([code]) => code),
    latest: Uint8Array.from(rows, ([, latest]) => latest),
    markers: Uint8Array.from(rows, ([, , marker]) => marker),
  },
}))

describe('the places of wanted rows', () => {
  it('are those of their values among the stored ones, and -1 where there is none', () => {
    fc.assert(
      fc.property(flagged, ([flags, rows, firstRow]) => {
        const due = rows.map((row) => (flags[row] === 1 ? flags.slice(0, row).filter((flag) => flag === 1).length : -1))
        const wanted = Uint32Array.from(rows, (row) => row + firstRow)
        expect([...locateFlagged(Uint8Array.from(flags), wanted, firstRow)]).toEqual(due)
      }),
    )
  })
})

describe('texts that are picked from a page', () => {
  const asked = fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { maxLength: 60 }).chain((texts) =>
    fc.tuple(
      fc.constant(texts),
      fc.subarray(texts.map((_, index) => index)).chain((positions) => fc.tuple(fc.constant(positions), fc.nat(3))),
    ),
  )

  it('are those at the positions, with nulls between them', () => {
    fc.assert(
      fc.property(asked, ([texts, [positions, nulls]]) => {
        const withNulls = positions
          .flatMap((position) => [...Array(nulls).fill(-1), position])
          .concat(Array(nulls).fill(-1))
        const picked = pickPlainTexts(writeTexts(texts), texts.length, Int32Array.from(withNulls))
        const found = withNulls.map((_, row) => {
          const [start, end] = [picked?.starts[row] ?? 0, picked?.ends[row] ?? 0]
          return end < start ? undefined : Buffer.from(picked?.bytes.slice(start, end) ?? []).toString()
        })
        expect(found).toEqual(withNulls.map((position) => (position < 0 ? undefined : texts[position])))
      }),
    )
  })

  it('are none when the page has other texts than announced', () => {
    const page = writeTexts(['a', 'bc', ''])
    const pick = (bytes: Uint8Array, count: number, ...positions: number[]) =>
      pickPlainTexts(bytes, count, Int32Array.from(positions))
    expect(Buffer.from(pick(page, 3, 1)?.bytes ?? []).toString()).toBe('bc')
    expect(pick(page, 2, 1)).toBeUndefined()
    expect(pick(page, 4, 1)).toBeUndefined()
    expect(pick(page, 3, 1, 3)).toBeUndefined()
    for (let end = 0; end < page.length; end += 1) expect(pick(page.subarray(0, end), 3, 1)).toBeUndefined()
    expect(pick(Buffer.concat([page, Buffer.of(0)]), 3, 1)).toBeUndefined()
    expect(pick(Uint8Array.of(255, 255, 255, 255, 1, 2), 1, 0)).toBeUndefined()
  })
})

describe('the slots of rows', () => {
  it('are counted, and rows are selected by them', () => {
    fc.assert(
      fc.property(slotColumns, fc.nat(255), ({ rows, columns }, chosen) => {
        const slots = rows.map((row) => slotOf(...row))
        const counted = countRowSlots(columns)
        expect(counted.reduce((sum, count) => sum + count, 0)).toBe(rows.length)
        for (const slot of slots) expect(counted[slot]).toBe(slots.filter((other) => other === slot).length)
        const isLookedAt = (slot: number) => slot % 256 >= chosen
        const due = slots.flatMap((slot, row) => (isLookedAt(slot) ? [row] : []))
        const lookedAt = Uint8Array.from({ length: 4096 }, (_, slot) => (isLookedAt(slot) ? 1 : 0))
        expect([...selectSlotRows(columns, lookedAt, due.length)]).toEqual(due)
      }),
    )
  })
})

describe('integers that are picked from a page', () => {
  const SAFE = BigInt(Number.MAX_SAFE_INTEGER)
  const page = (integers: readonly bigint[]) => new Uint8Array(BigInt64Array.from(integers).buffer)

  it('are those at the positions, and NaN for a null', () => {
    const asked = fc
      .array(fc.bigInt({ min: -SAFE, max: SAFE }), { minLength: 1, maxLength: 60 })
      .chain((integers) =>
        fc.tuple(fc.constant(integers), fc.array(fc.integer({ min: -1, max: integers.length - 1 }), { maxLength: 80 })),
      )
    fc.assert(
      fc.property(asked, ([integers, positions]) => {
        const due = positions.map((position) => (position < 0 ? Number.NaN : Number(integers[position])))
        expect([...(pickPlainIntegers(page(integers), Int32Array.from(positions)) ?? [])]).toEqual(due)
      }),
    )
  })

  it('are none when one that is asked for is not in the page', () => {
    expect(pickPlainIntegers(page([1n, 2n]), Int32Array.of(0, 2))).toBeUndefined()
    expect(pickPlainIntegers(page([]), Int32Array.of(0))).toBeUndefined()
  })

  it('are none when one that is asked for is not exact', () => {
    const integers = [SAFE, -SAFE, SAFE + 1n, -SAFE - 1n, 2n ** 63n - 1n, -(2n ** 63n)]
    expect(pickPlainIntegers(page(integers), Int32Array.of(0, 1))).toEqual(Float64Array.of(Number(SAFE), -Number(SAFE)))
    for (const position of [2, 3, 4, 5]) {
      expect(pickPlainIntegers(page(integers), Int32Array.of(0, position))).toBeUndefined()
    }
  })
})
