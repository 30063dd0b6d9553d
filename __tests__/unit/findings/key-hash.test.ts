import { expect, it } from '@jest/globals'
import { KeyHasher } from '../../../src/findings/key-hash.ts'

/** Of the reference implementation's vectors_hsip64 (github.com/veorq/SipHash, CC0): key 00…07, input 00, 01, 02, … */
const VECTORS: readonly (readonly [length: number, hash: string])[] = [
  [0, '218d1f59b9b83cc8'],
  [1, 'be552412f8387315'],
  [3, 'ce0f1a45f7060679'],
  [4, 'd5e78a175be52ea1'],
  [8, 'edfee820bce4858c'],
  [31, '863c7f155c34117c'],
  [63, '2ea63c71bf326087'],
]

it.each(VECTORS)('hashes %d characters as the reference does', (length, expected) => {
  const hasher = new KeyHasher('0001020304050607')
  hasher.hash(Buffer.from(Array.from({ length }, (_, index) => index)).toString('latin1'))
  const bytes = Buffer.alloc(8)
  bytes.writeInt32LE(hasher.high, 0)
  bytes.writeInt32LE(hasher.low, 4)
  expect(bytes.toString('hex')).toBe(expected)
})

it('has another hash for another seed', () => {
  const [a, b] = [new KeyHasher('0'.repeat(32)), new KeyHasher(`${'0'.repeat(31)}1`)]
  for (const hasher of [a, b]) hasher.hash('some/key')
  expect(a.low).toBe(b.low)
  const c = new KeyHasher(`1${'0'.repeat(31)}`)
  c.hash('some/key')
  expect([c.low, c.high]).not.toEqual([a.low, a.high])
})
