// What is said of patterns that matched nothing.

import { describe, expect, it } from '@jest/globals'
import type { Findings } from '../../../src/findings/findings.ts'
import { warnAboutPatterns } from '../../../src/report/selection.ts'
import type { BucketResult } from '../../../src/result/run-result.ts'
import { buildBlindBucket, buildBucket, buildScan } from '../../support/results.ts'

type Patterns = { readonly include?: readonly string[]; readonly exclude?: readonly string[] }

function buildSelected(name: string, { include = [], exclude = [] }: Patterns, matched: Partial<Findings>) {
  return buildBucket(name, { ...buildScan(0), ...matched }, { scope: { include, exclude } })
}

const bucket = (name: string, patterns: Patterns, include: boolean[], exclude: boolean[] = []): BucketResult =>
  buildSelected(name, patterns, { matchedPatterns: { include, exclude } })

describe('a pattern that matched nothing', () => {
  it('is named, with its input and bucket', () => {
    const buckets = [
      bucket('a', { include: ['x/**', 'y/**'], exclude: ['tmp/*', '?'] }, [true, false], [false, true]),
      bucket('b', {}, []),
    ]
    expect(warnAboutPatterns(buckets, true)).toEqual([
      'The include pattern y/** matched no object in a.',
      'The exclude pattern tmp/* matched no object in a.',
    ])
  })

  it('is named once for all buckets it is idle in', () => {
    const buckets = ['a', 'b', 'c', 'd', 'e'].map((name) => bucket(name, { include: ['x'] }, [name === 'b']))
    expect(warnAboutPatterns(buckets, true)).toEqual([
      'The include pattern x matched no object in a, c, d and 1 more bucket.',
    ])
  })

  it('is named by its place where keys are not shown', () => {
    const buckets = [bucket('a', { include: ['x', 'SECRET'] }, [true, false])]
    expect(warnAboutPatterns(buckets, false)).toEqual(['Pattern 2 of include matched no object in a.'])
  })

  it('stays text, and short', () => {
    const buckets = [bucket('a', { include: ['::error::\u202e', 'y'.repeat(1_000)] }, [false, false])]
    const [first, second = ''] = warnAboutPatterns(buckets, true)
    expect(first).toBe('The include pattern %3A%3Aerror::%E2%80%AE matched no object in a.')
    expect(second.length).toBeLessThan(120)
  })

  it('is one of at most ten', () => {
    const include = Array.from({ length: 40 }, (_, index) => `p${index}`)
    const warnings = warnAboutPatterns(
      [
        bucket(
          'a',
          { include },
          include.map(() => false),
        ),
      ],
      true,
    )
    expect(warnings).toHaveLength(11)
    expect(warnings.at(-1)).toBe('30 more patterns matched no object.')
  })

  it('is no news where the report lists no current object, or none was read', () => {
    const { current } = buildScan(0)
    const nothing = Object.fromEntries(Object.keys(current).map((status) => [status, { objects: 0, bytes: 0n }]))
    const empty = buildSelected('a', { include: ['x'] }, { current: nothing as Findings['current'] })
    expect(warnAboutPatterns([empty, buildBlindBucket('b', 'STALE', 'old')], true)).toEqual([])
  })
})
