import { describe, expect, it } from '@jest/globals'
import { Counter, CounterMap, OTHER } from '../../../src/findings/tally.ts'

describe('Counter', () => {
  it('stays exact far beyond 2^53 bytes', () => {
    const counter = new Counter()
    const size = 999_999_999_999_999
    for (let i = 0; i < 1001; i++) counter.add(size)
    expect(counter.tally()).toEqual({ objects: 1001, bytes: 1001n * BigInt(size) })
    counter.add(1)
    expect(counter.tally()).toEqual({ objects: 1002, bytes: 1001n * BigInt(size) + 1n })
  })
})

describe('CounterMap', () => {
  it('counts names beyond its limit together, and known ones still by name', () => {
    const map = new CounterMap(2)
    for (const name of ['__proto__', 'b', 'c', 'd', '__proto__', 'c']) map.add(name, 1)
    expect([...map.tallies()]).toEqual([
      ['__proto__', { objects: 2, bytes: 2n }],
      ['b', { objects: 1, bytes: 1n }],
      [OTHER, { objects: 3, bytes: 3n }],
    ])
  })
})
