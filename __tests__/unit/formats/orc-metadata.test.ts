// ORC metadata that no writer of the golden files wrote: fields that are left out stand for 0, and what is not understood
// is refused by name.

import { describe, expect, it } from '@jest/globals'
import { parseFooter } from '../../../src/formats/orc/orc-footer.ts'
import { parsePostscript } from '../../../src/formats/orc/postscript.ts'
import { integerFields, parseMessage } from '../../../src/formats/orc/protobuf.ts'
import { parseStripeFooter } from '../../../src/formats/orc/stripe-footer.ts'

type Field = readonly [field: number, value: number | string | Uint8Array]

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
}

/** A message in the wire format of Protocol Buffers: integers are varints, texts and messages have their length first. */
function message(...fields: readonly Field[]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(([field, value]) => {
      if (typeof value === 'number') return [...varint(field * 8), ...varint(value)]
      const bytes = Buffer.from(value as Uint8Array)
      return [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes]
    }),
  )
}

const unreadable = (words: string) =>
  expect.objectContaining({ code: 'UNREADABLE', message: expect.stringContaining(words) })

describe('a footer', () => {
  const struct = message([1, 12], [2, 1], [3, 'key'])

  it('without rows and stripes is one of an empty file; a type without a kind is a boolean', () => {
    expect(parseFooter(message([4, struct], [4, message()]), 3)).toEqual({
      rows: 0,
      stripes: [],
      columns: [{ id: 1, name: 'key', type: 'boolean' }],
      columnIds: 2,
    })
  })

  it('has stripes without bytes where they say so', () => {
    const stripe = message([1, 3])
    expect(parseFooter(message([3, stripe], [4, struct], [4, message([1, 7])]), 3).stripes).toEqual([
      { offset: 3, indexBytes: 0, dataBytes: 0, footerBytes: 0, rows: 0 },
    ])
  })

  it.each([
    ['a type nobody knows', message([4, struct], [4, message([1, 99])]), 'the unknown type 99'],
    ['no struct', message([4, message([1, 7])]), 'holds no struct'],
    ['no types at all', message(), 'holds no struct'],
    ['a stripe before the first byte', message([3, message()], [4, struct]), 'overlaps what is before it'],
    ['a column without a type', message([4, struct]), 'no type for column 1'],
    ['an integer for a type', message([4, 5]), 'is an integer'],
    ['an encrypted column', message([10, 1]), 'encrypted by column'],
    ['an encrypted stripe', message([3, message([1, 3], [6, 1])]), 'an ORC stripe is encrypted'],
  ])('with %s is refused', (_what, bytes, words) => {
    expect(() => parseFooter(bytes, 100)).toThrow(unreadable(words))
  })
})

describe('a postscript', () => {
  const close = (...fields: readonly Field[]) => {
    const bytes = message(...fields)
    return Uint8Array.from([...bytes, bytes.length])
  }

  it('that leaves sizes and compression out has none', () => {
    expect(parsePostscript(close([8000, 'ORC'], [4, 0], [4, 12]), 100)).toMatchObject({
      compression: { codec: 'NONE', blockBytes: 0 },
      footerBytes: 0,
      metadataBytes: 0,
    })
  })

  it('may pack its version', () => {
    expect(integerFields(parseMessage(message([4, Uint8Array.from([0, 12])])), 4)).toEqual([0, 12])
    expect(integerFields(parseMessage(message()), 4)).toEqual([])
  })

  it.each([
    ['no version', close([8000, 'ORC']), 'ORC version none is not supported'],
    ['another version', close([8000, 'ORC'], [4, 1], [4, 0]), 'ORC version 1.0 is not supported'],
    ['another compression', close([8000, 'ORC'], [4, 0], [4, 12], [2, 2]), 'compression SNAPPY is not supported'],
    ['an unknown compression', close([8000, 'ORC'], [4, 0], [4, 12], [2, 77]), 'compression 77 is not supported'],
    ['no bytes', Uint8Array.from([]), 'it has no postscript'],
    ['a wire type of groups', Uint8Array.from([3, 3, 3, 3, 4]), 'wire type 3'],
  ])('with %s is refused', (_what, bytes, words) => {
    expect(() => parsePostscript(bytes, 100)).toThrow(unreadable(words))
  })
})

describe('a stripe footer', () => {
  const stripe = { offset: 3, indexBytes: 0, dataBytes: 0, footerBytes: 0, rows: 0 }

  it('without streams and time zone has none; an encoding without a kind is direct', () => {
    const footer = parseStripeFooter(message([2, message()]), stripe)
    expect(footer.timeZone).toBe('')
    expect([...footer.streamsOf(0)]).toEqual([])
    expect(footer.encodingOf(0)).toEqual({ dictionary: false, version: 1, dictionarySize: 0 })
    expect(() => footer.encodingOf(1)).toThrow(unreadable('no encoding for column 1'))
  })

  it('has an empty stream of column 0 where nothing else is said', () => {
    expect([...parseStripeFooter(message([1, message()]), stripe).streamsOf(0)]).toEqual([[0, { start: 3, end: 3 }]])
  })
})
