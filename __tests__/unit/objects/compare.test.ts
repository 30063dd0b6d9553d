import { describe, expect, it } from '@jest/globals'
import { areAnnotationsKept, areAnnotationsUntouched, findLosses, isSameWrite } from '../../../src/objects/compare.ts'
import { makeLook } from '../../support/look.ts'

const before = makeLook({ encryption: 'NOT-SSE' })
const copied = makeLook({ encryption: 'SSE-S3' })
const TARGET = { status: 'SSE-S3' } as const
const crc = (value: string, type: 'FULL_OBJECT' | 'COMPOSITE' = 'FULL_OBJECT', algorithm = 'CRC32') => ({
  checksum: { algorithm, value, type },
})

describe('a copy loses', () => {
  it.each([
    ['nothing', {}, {}, []],
    ['its size', { size: 2 }, { size: 3 }, ['size']],
    ['its storage class', {}, { storageClass: 'GLACIER' }, ['storage class']],
    ['a header', { headers: new Map([['expires', 'x']]) }, {}, ['expires']],
    ['no header where S3 names the default', { headers: new Map([['content-type', 'binary/octet-stream']]) }, {}, []],
    ['metadata, by its name', { metadata: new Map([['a b', 'x']]) }, {}, ['x-amz-meta-a b']],
    ['metadata that S3 does not show', { hiddenMetadata: 1 }, {}, ['user metadata']],
    ['its redirect', { websiteRedirect: '/x' }, {}, ['website redirect']],
    ['its tags', { tagCount: 2 }, {}, ['number of tags']],
    ['its checksum', crc('x'), {}, ['checksum algorithm']],
    ['the algorithm of its checksum', crc('x'), crc('x', 'FULL_OBJECT', 'SHA1'), ['checksum algorithm']],
    ['nothing by gaining a checksum', {}, crc('x'), []],
    ['its content, by the checksum of the whole', crc('x'), crc('y'), ['content']],
    ['nothing by another checksum of parts', crc('x', 'COMPOSITE'), crc('y', 'COMPOSITE'), []],
    ['its content, by the MD5', {}, { etag: '"11111111111111111111111111111111"' }, ['content']],
    ['nothing by another ETag of parts', { etag: '"1-2"' }, { etag: '"1-3"' }, []],
    [
      'nothing by another ETag of an object under a key',
      { encryption: 'SSE-KMS' },
      { etag: `"${'1'.repeat(32)}"` },
      [],
    ],
  ] as const)('%s', (_what, one, other, losses) => {
    const found = findLosses({ ...before, ...(one as object) }, { ...copied, ...(other as object) }, TARGET)
    expect(found).toEqual(
      losses.map((name) => (name === 'x-amz-meta-a b' ? expect.stringMatching(/^x-amz-meta-a/) : name)),
    )
  })

  it('its encryption, where it is not the target', () => {
    expect(findLosses(before, before, TARGET)).toEqual([expect.stringMatching(/^encryption \(/)])
  })
})

it.each([
  [{}, true],
  [{ etag: '"other"' }, false],
  [{ versionId: 'v2' }, false],
  [{ bucketKey: true }, false],
  [{ tagCount: 1 }, false],
])('a look that differs by %j is of the same write: %s', (change, expected) => {
  expect(isSameWrite(before, { ...before, ...change })).toBe(expected)
})

describe('annotations', () => {
  const one = [{ name: 'a', etag: '"e"', size: 1, lastModified: 1 }]
  it.each([
    [one, true, true],
    [[{ name: 'a', etag: '"f"', size: 1, lastModified: 2 }], true, false],
    [[{ name: 'a', etag: '"e"', size: 2, lastModified: 1 }], false, false],
    [[], false, false],
    [[...one, { name: 'b', etag: '"e"', size: 1, lastModified: 1 }], false, false],
  ])('%j were kept: %s, and untouched: %s', (other, kept, untouched) => {
    expect(areAnnotationsKept(one, other)).toBe(kept)
    expect(areAnnotationsUntouched(one, other)).toBe(untouched)
  })
})
