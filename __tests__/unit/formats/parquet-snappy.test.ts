import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { compressors } from 'hyparquet-compressors'
import { uncompressSnappy } from '../../../src/formats/kernel/column-kernel.ts'
import { PAGES_BASE64, PAGES_SHA256 } from '../../../src/formats/kernel/pages.wasm.ts'

type Element =
  | { readonly literal: Uint8Array; readonly lengthBytes?: number }
  | { readonly length: number; readonly distance: number; readonly kind: 1 | 2 | 3 }

/** A varint, low seven bits first. */
function writeVarint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...writeVarint(Math.floor(value / 128))]
}

function writeNumber(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256)
}

/** Writes elements as the format describes them. */
function write(length: number, elements: readonly Element[]): Buffer {
  const parts = elements.map((element) => {
    if ('literal' in element) {
      const { literal } = element
      const last = literal.length - 1
      const lengthBytes = element.lengthBytes ?? (last < 60 ? 0 : last < 256 ? 1 : 2)
      const tag = lengthBytes === 0 ? last << 2 : (59 + lengthBytes) << 2
      return [tag, ...writeNumber(last, lengthBytes), ...literal]
    }
    const { length, distance, kind } = element
    if (kind === 1) return [((distance >> 8) << 5) | ((length - 4) << 2) | 1, distance & 255]
    return [((length - 1) << 2) | kind, ...writeNumber(distance, kind === 2 ? 2 : 4)]
  })
  return Buffer.from([...writeVarint(length), ...parts.flat()])
}

/** What elements mean, one byte at a time. */
function expand(elements: readonly Element[]): number[] {
  const text: number[] = []
  for (const element of elements) {
    if ('literal' in element) text.push(...element.literal)
    else for (let i = 0; i < element.length; i++) text.push(text[text.length - element.distance] as number)
  }
  return text
}

const literal = (text: string, lengthBytes?: number): Element => ({
  literal: Buffer.from(text),
  ...(lengthBytes !== undefined && { lengthBytes }),
})
const uncompress = (body: Uint8Array, length: number) => {
  const result = uncompressSnappy(body, length)
  return result && Buffer.from(result)
}

/** Whether the body decompresses to the text; `toEqual` takes long to compare bytes. */
const gives = (body: Uint8Array, text: readonly number[]) =>
  uncompress(body, text.length)?.equals(Buffer.from(text)) === true

describe('uncompressSnappy', () => {
  it('is the committed module', () => {
    expect(createHash('sha256').update(Buffer.from(PAGES_BASE64, 'base64')).digest('hex')).toBe(PAGES_SHA256)
  })

  it('copies from every short distance, of every length', () => {
    for (let distance = 1; distance <= 70; distance++) {
      for (let length = 1; length <= 64; length++) {
        const before = literal(
          'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.,-+#*/%&'.slice(0, distance),
        )
        const elements: Element[] = [before, { length, distance, kind: 2 }, literal('!')]
        expect(gives(write(distance + length + 1, elements), expand(elements))).toBe(true)
      }
    }
  })

  it.each([1, 2, 59, 60, 61, 62, 255, 256, 257, 65_536, 65_537, 3_000_000])('reads a literal of %d bytes', (length) => {
    const text = Buffer.alloc(length, 'abc')
    const header = length <= 60 ? [(length - 1) << 2] : [(59 + 3) << 2, ...writeNumber(length - 1, 3)]
    const body = Buffer.concat([Buffer.from([...writeVarint(length), ...header]), text])
    expect(uncompress(body, length)?.equals(text)).toBe(true)
  })

  it('reads far copies, and lengths of literals in more bytes than needed', () => {
    for (const lengthBytes of [1, 2, 3, 4]) {
      const elements: Element[] = [literal('abcdef', lengthBytes), { length: 9, distance: 6, kind: 3 }]
      expect(uncompress(write(15, elements), 15)?.toString()).toBe('abcdefabcdefabc')
    }
  })

  it('reads nothing', () => {
    expect(uncompress(Buffer.from([0]), 0)).toEqual(Buffer.alloc(0))
  })

  it.each<[string, Buffer, number]>([
    ['another length', write(3, [literal('abc')]), 4],
    ['more than announced', write(2, [literal('abc')]), 2],
    ['less than announced', write(4, [literal('abc')]), 4],
    ['a distance of zero', write(7, [literal('abc'), { length: 4, distance: 0, kind: 2 }]), 7],
    ['a distance beyond the start', write(7, [literal('abc'), { length: 4, distance: 4, kind: 2 }]), 7],
    ['a huge distance', write(7, [literal('abc'), { length: 4, distance: 2 ** 32 - 1, kind: 3 }]), 7],
    ['a copy beyond the end', write(6, [literal('abc'), { length: 4, distance: 3, kind: 2 }]), 6],
    ['a literal that is cut short', write(3, [literal('abc')]).subarray(0, -1), 3],
    ['a literal of 2^32 bytes', Buffer.from([3, 63 << 2, 255, 255, 255, 255, 1, 2, 3]), 3],
    ['a literal of 2^31 bytes', Buffer.from([3, 63 << 2, 255, 255, 255, 127, 1, 2, 3]), 3],
    ['a cut length of a literal', Buffer.from([3, 63 << 2, 255]), 3],
    ['a cut distance', write(7, [literal('abc'), { length: 4, distance: 3, kind: 3 }]).subarray(0, -1), 7],
    ['nothing behind the length', Buffer.from([3]), 3],
  ])('refuses %s', (_, body, length) => {
    expect(uncompress(body, length)).toBeUndefined()
  })

  it('reads whatever is written', () => {
    const element = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 90 }).map((bytes): Element => ({ literal: bytes })),
      fc.record({ length: fc.integer({ min: 4, max: 11 }), distance: fc.nat({ max: 99 }), kind: fc.constant(1) }),
      fc.record({ length: fc.integer({ min: 1, max: 64 }), distance: fc.nat({ max: 300 }), kind: fc.constant(2) }),
      fc.record({ length: fc.integer({ min: 1, max: 64 }), distance: fc.nat({ max: 300 }), kind: fc.constant(3) }),
    )
    fc.assert(
      fc.property(fc.array(element as fc.Arbitrary<Element>, { maxLength: 40 }), (drawn) => {
        let length = 0
        const elements = drawn.flatMap((one): Element[] => {
          const fitting = 'literal' in one || length === 0 ? one : { ...one, distance: (one.distance % length) + 1 }
          if (length === 0 && !('literal' in one)) return []
          length += 'literal' in fitting ? fitting.literal.length : fitting.length
          return [fitting]
        })
        expect(gives(write(length, elements), expand(elements))).toBe(true)
      }),
      { numRuns: Number(process.env.KERNEL_FUZZ_RUNS ?? 500) },
    )
  })

  it('takes or refuses changed bytes as hyparquet-compressors does, with the same text', () => {
    const elements: Element[] = [
      literal('warehouse/orders/dt=2024-01-01/part-00001'),
      { length: 20, distance: 41, kind: 1 },
      literal('x'.repeat(70)),
      { length: 64, distance: 3, kind: 2 },
      { length: 30, distance: 100, kind: 3 },
    ].map((one) => ('kind' in one && one.kind === 1 ? { ...one, length: 11 } : one) as Element)
    const length = expand(elements).length
    const body = write(length, elements)
    const edits = fc.array(fc.tuple(fc.nat({ max: body.length - 1 }), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(edits, fc.nat({ max: 2 }), (changes, cut) => {
        const changed = Buffer.from(body.subarray(0, body.length - cut))
        for (const [at, value] of changes) if (at > 1 && at < changed.length) changed[at] = value
        let expected: Buffer | undefined
        try {
          expected = Buffer.from(compressors.SNAPPY?.(changed, length) ?? [])
        } catch {}
        expect(uncompress(changed, length)).toEqual(expected)
      }),
      { numRuns: Number(process.env.KERNEL_FUZZ_RUNS ?? 1000) },
    )
  })
})
