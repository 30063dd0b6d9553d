import { expect, it } from '@jest/globals'
import { limitListing } from '../../../src/batch/listing-filter.ts'

const asOf = new Date('2026-11-20T12:00:00Z')
const limit = (wanted: Partial<Parameters<typeof limitListing>[0]>) =>
  limitListing({ asOf, prefix: '', include: [], filter: undefined, ...wanted })

it('lists for an encryption whatever was written by then', () => {
  expect(limit({})).toEqual({ CreatedBefore: asOf })
})

it('lets S3 leave out by size, age and class what is not selected', () => {
  const filter = {
    largerThan: 2_999_999,
    smallerThan: 5_000_001,
    olderThanMs: 86_400_000,
    newerThanMs: 2 * 86_400_000,
    storageClasses: ['GLACIER', 'DEEP_ARCHIVE'],
  }
  expect(limit({ filter })).toEqual({
    ObjectSizeGreaterThanBytes: 2_999_999,
    ObjectSizeLessThanBytes: 5_000_001,
    // A second wider on each side: HeadObject shows whole seconds.
    CreatedBefore: new Date('2026-11-19T12:00:01Z'),
    CreatedAfter: new Date('2026-11-18T11:59:59Z'),
    MatchAnyStorageClass: ['DEEP_ARCHIVE', 'GLACIER'],
  })
})

it.each([
  ['a class that the filter does not have', { filter: { storageClasses: ['STANDARD', 'REDUCED_REDUNDANCY'] } }],
  ['objects of any size', { filter: { largerThan: -1 } }],
  ['an age of no time', { filter: { olderThanMs: 0 } }],
  ['what only HeadObject decides', { filter: { encryption: ['NOT-SSE'] as const } }],
  ['a suffix within the last folder', { include: ['*.log'] }],
  ['a suffix with a wildcard', { include: ['**a?c'] }],
  // "**/" is also no folder at all.
  ['a name in any folder', { include: ['**/readme'] }],
  ['two suffixes', { include: ['**.log', '**.txt'] }],
])('keeps nothing back for %s', (_, wanted) => {
  expect(limit(wanted)).toEqual({ CreatedBefore: asOf })
})

it('constrains keys by one thing only', () => {
  expect(limit({ include: ['**.log'] }).KeyNameConstraint).toEqual({ MatchAnySuffix: ['.log'] })
  expect(limit({ prefix: 'a/', include: ['a/**.log'] }).KeyNameConstraint).toEqual({ MatchAnyPrefix: ['a/'] })
})
