// What of a bucket a report speaks of.

import { describe, expect, it } from '@jest/globals'
import { type Coverage, coverageOf, coversAll, prefixOf } from '../../../src/inventory/coverage.ts'

const prefix = (text: string): Coverage => ({ kind: 'prefix', prefix: text })
const unknown: Coverage = { kind: 'unknown', why: 'x', remedy: 'y' }

it('is the whole bucket without a filter', () => {
  expect([undefined, '', 'a/'].map(coverageOf)).toEqual([{ kind: 'whole' }, { kind: 'whole' }, prefix('a/')])
  expect([coverageOf(), prefix('a/'), unknown].map(prefixOf)).toEqual(['', 'a/', ''])
})

describe('everything that is judged', () => {
  it.each<[Coverage, string[], boolean]>([
    [coverageOf(), [], true],
    [coverageOf(), ['a'], true],
    [unknown, [], false],
    [unknown, ['a/**'], false],
    [prefix('a/'), [], false],
    [prefix('a/'), ['a/**'], true],
    [prefix('a/'), ['a/*', 'a/b/?', 'a/c'], true],
    [prefix('a/'), ['a/**', 'b/**'], false],
    [prefix('a/'), ['a**'], false],
    [prefix('a/'), ['a?'], false],
    [prefix('a/'), ['a*/b'], false],
    [prefix('a/'), ['**'], false],
    [prefix('a/'), ['**/a/b'], false],
    [prefix('a/'), ['/a/**'], false],
    [prefix('a/b'), ['a/**'], false],
    [prefix('a/b'), ['a/bc/**'], true],
    [prefix('é/'), ['é/**'], true],
    [prefix('a\nb/'), ['a\nb/**'], true],
  ])('in %j with include %j is listed: %s', (coverage, include, expected) => {
    expect(coversAll(coverage, include)).toBe(expected)
  })
})
