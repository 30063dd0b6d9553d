import { describe, expect, it } from '@jest/globals'
import { countEdits, findNearest } from '../../../src/settings/nearest.ts'

describe('countEdits', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['flaw', 'lawn', 2],
    ['same', 'same', 0],
  ])('from %j to %j is %d', (from, to, edits) => {
    expect(countEdits(from, to)).toBe(edits)
  })
})

describe('findNearest', () => {
  const words = ['include', 'exclude', 'max-findings', 'name', 'copy-engine', 'bucket-key', 'kms-key-arn']
  it.each([
    ['includes', 'include'],
    ['Exclude', 'exclude'],
    ['max_finding', 'max-findings'],
    ['nmae', 'name'],
    ['colour', undefined],
    ['findings', 'max-findings'],
    ['Copy_Engine', 'copy-engine'],
    ['engine', 'copy-engine'],
    ['key', undefined],
    ['', undefined],
    ['-', undefined],
    ['x'.repeat(100_000), undefined],
  ])('of %.20j is %s', (text, nearest) => {
    expect(findNearest(text, words)).toBe(nearest)
  })
})
