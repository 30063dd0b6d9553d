import { expect, it } from '@jest/globals'
import { KeySet } from '../../../src/objects/key-set.ts'

it('holds each key once, and knows how many there are', () => {
  const set = new KeySet()
  const keys = Array.from({ length: 1_000 }, (_, index) => `k${index}`)
  expect(set.size).toBe(0)
  expect(keys.map((key) => set.add(key))).toEqual(keys.map(() => true))
  expect(keys.map((key) => set.add(key))).toEqual(keys.map(() => false))
  expect(set.size).toBe(1_000)
  expect(keys.every((key) => set.has(key))).toBe(true)
  expect([set.has('k1000'), set.has('')]).toEqual([false, false])
})

it('gives keys back one by one', () => {
  const set = new KeySet()
  set.add('a')
  set.add('b')
  expect([set.delete('a'), set.delete('a'), set.delete('c')]).toEqual([true, false, false])
  expect([set.size, set.has('a'), set.has('b')]).toEqual([1, false, true])
  expect(set.add('a')).toBe(true)
  expect(set.size).toBe(2)
})
