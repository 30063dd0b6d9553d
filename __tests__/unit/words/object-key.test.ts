import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { canonicalizeInventoryKey, decodeKey, encodeKey, UndecodableKeyError } from '../../../src/words/object-key.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const wellFormed = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 })

describe('encodeKey', () => {
  it.each([
    ['plain/Key_1.a-b', 'plain/Key_1.a-b'],
    ['a b+c', 'a%20b%2Bc'],
    ['100%', '100%25'],
    ['é', '%C3%A9'],
    ['\u0000\r\n"', '%00%0D%0A%22'],
    ['\ufeffabc', '%EF%BB%BFabc'],
    ['~*()!', '%7E%2A%28%29%21'],
    ['😀', '%F0%9F%98%80'],
    ['x'.repeat(1024), 'x'.repeat(1024)],
  ])('writes %j as %s', (key, encoded) => {
    expect(encodeKey(key)).toBe(encoded)
    expect(encodeKey(Buffer.from(key))).toBe(encoded)
    expect(decodeKey(encodeKey(key))).toBe(key)
  })

  it.each([
    ['an empty key', ''],
    ['1,025 bytes', 'x'.repeat(1025)],
    ['1,025 bytes in 342 characters', 'é'.repeat(513)],
    ['a lone surrogate', 'a\ud800b'],
  ])('refuses %s', (_, key) => {
    expect(() => encodeKey(key)).toThrow(UndecodableKeyError)
  })

  it.each([[[0xff]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xe2, 0x82]]])('refuses the bytes %j', (raw) => {
    expect(() => encodeKey(Uint8Array.from(raw))).toThrow(UndecodableKeyError)
  })

  it('is undone by decodeKey, and no two keys share a form', () => {
    fc.assert(
      fc.property(wellFormed, wellFormed, (a, b) => {
        expect(decodeKey(encodeKey(a))).toBe(a)
        expect(encodeKey(a) === encodeKey(b)).toBe(a === b)
        expect(encodeKey(a)).toMatch(/^(?:[A-Za-z0-9._/-]|%[0-9A-F]{2})+$/)
      }),
    )
  })
})

describe('canonicalizeInventoryKey', () => {
  it.each([
    ['a+b', 'a%20b'],
    ['a%20b', 'a%20b'],
    ['a%2Bb', 'a%2Bb'],
    ['a%2bb', 'a%2Bb'],
    ['%41', 'A'],
    ['pct%2520literal', 'pct%2520literal'],
    ['0100059%7Ethumb.jpg', '0100059%7Ethumb.jpg'],
    ['0100059~thumb.jpg', '0100059%7Ethumb.jpg'],
    ['caf%C3%A9', 'caf%C3%A9'],
    ['caf\u00c3\u00a9', 'caf%C3%A9'],
    ['%00%0A', '%00%0A'],
    ['a%2Fb', 'a/b'],
    ['%78'.repeat(1024), 'x'.repeat(1024)],
  ])('reads %s', (field, key) => {
    expect(canonicalizeInventoryKey(bytes(field))).toBe(key)
  })

  it.each([
    '',
    '%',
    'a%2',
    'a%',
    '%zz',
    '%4g',
    '% 1',
    '%FF',
    '%C0%80',
    '%ED%A0%80',
    '%E2%82',
    '\u00ff',
    'x'.repeat(1025),
    '%78'.repeat(1025),
  ])('refuses %j', (field) => {
    expect(() => canonicalizeInventoryKey(bytes(field))).toThrow(UndecodableKeyError)
  })

  it('reads every form-encoded key as the key itself, whichever bytes were left bare', () => {
    const escapeSome = (key: string, choices: readonly number[]) =>
      [...Buffer.from(key)]
        .map((byte, i) => {
          const choice = choices[i % choices.length] ?? 0
          const hex = byte.toString(16).padStart(2, '0')
          if (byte === 0x20) return choice === 0 ? '+' : '%20'
          if (byte === 0x25 || byte === 0x2b || choice === 0) return `%${hex.toUpperCase()}`
          return choice === 1 ? `%${hex}` : String.fromCharCode(byte)
        })
        .join('')
    fc.assert(
      fc.property(wellFormed, fc.array(fc.nat(2), { minLength: 1 }), (key, choices) => {
        expect(canonicalizeInventoryKey(bytes(escapeSome(key, choices)))).toBe(encodeKey(key))
      }),
    )
  })

  it('keeps a canonical key as it is', () => {
    fc.assert(
      fc.property(wellFormed, (key) => {
        expect(canonicalizeInventoryKey(bytes(encodeKey(key)))).toBe(encodeKey(key))
      }),
    )
  })
})
