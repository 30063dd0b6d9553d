import { describe, expect, it } from '@jest/globals'
import { OrderedMerge } from '../../../src/engines/inventory-scan/ordered-merge.ts'
import { addFile, NOTHING_SCANNED, summarize } from '../../../src/findings/merge.ts'
import { MAX_PREFIXES } from '../../../src/findings/scan-tally.ts'
import { OTHER } from '../../../src/findings/tally.ts'
import { NO_OBJECTS } from '../../../src/words/encryption.ts'

const tally = (objects: number) => ({ objects, bytes: BigInt(objects) })
const file = (change: object) => ({ ...NOTHING_SCANNED, ...change })
const prefixes = (from: number, count: number) =>
  new Map(Array.from({ length: count }, (_, i) => [`p${from + i}/`, tally(1)] as const))

describe('addFile', () => {
  it('keeps the newest time of a group, and the known one where another file has none', () => {
    const group = (newestLastModified: number | undefined) =>
      file({ groups: new Map([['STANDARD', { tally: tally(1), newestLastModified }]]) })
    const sum = [group(5), group(9), group(undefined), group(7)].reduce(addFile, NOTHING_SCANNED)
    expect(sum.groups.get('STANDARD')).toEqual({ tally: tally(4), newestLastModified: 9 })
  })

  it('keeps the first 10,000 prefixes and adds up the rest, without losing a count', () => {
    const sum = [prefixes(0, 6000), prefixes(5000, 6000), prefixes(20_000, 10)]
      .map((one) => file({ prefixes: one }))
      .reduce(addFile, NOTHING_SCANNED)
    expect(sum.prefixes.size).toBe(MAX_PREFIXES + 1)
    expect(sum.prefixes.get(OTHER)).toEqual(tally(1010))
    expect(sum.prefixes.get('p5500/')).toEqual(tally(2))
    expect([...sum.prefixes.values()].reduce((total, { objects }) => total + objects, 0)).toBe(12_010)
  })

  it('ranks prefixes by findings, then by name', () => {
    const counts = { b: 2, a: 2, c: 3 }
    const sum = addFile(
      NOTHING_SCANNED,
      file({ prefixes: new Map(Object.entries(counts).map(([p, n]) => [p, tally(n)])) }),
    )
    expect(summarize(sum, () => []).topPrefixes.map(({ prefix }) => prefix)).toEqual(['c', 'a', 'b'])
  })
})

describe('OrderedMerge', () => {
  const finished = (key: string) => ({
    outcome: { tally: file({ unknownValues: [key], excluded: NO_OBJECTS }), proof: 'md5' as const },
    scanned: { key, size: 0, rows: 0, proof: 'md5' as const, bytesFetched: 0 },
  })

  it('adds files in order, whatever comes first, and holds back who is too far ahead', async () => {
    const merge = new OrderedMerge()
    merge.add(1, finished('b'))
    merge.add(2, finished('c'))
    expect(merge.files).toEqual([])
    let waited = false
    const far = merge.waitFor(2, 2).then(() => {
      waited = true
    })
    await merge.waitFor(1, 2)
    expect(waited).toBe(false)
    merge.add(0, finished('a'))
    await far
    expect(merge.files.map(({ key }) => key)).toEqual(['a', 'b', 'c'])
    expect(merge.sum.unknownValues).toEqual(['a', 'b', 'c'])
  })
})
