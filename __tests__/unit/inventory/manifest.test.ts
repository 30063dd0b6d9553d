import { describe, expect, it } from '@jest/globals'
import { parseInventoryManifest, parseManifestChecksum } from '../../../src/inventory/manifest.ts'
import { ActionError } from '../../../src/words/errors.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
const expected = {
  sourceBucket: 'src',
  destinationBucket: 'inv',
  configurationId: 'daily',
  prefix: 'p/src/daily/',
  now: NOW,
}
const file = { key: 'p/src/daily/data/a.csv.gz', size: 10, MD5checksum: 'ABCDEF0123456789abcdef0123456789' }
const good = {
  sourceBucket: 'src',
  destinationBucket: 'arn:aws:s3:::inv',
  version: '2016-11-30',
  creationTimestamp: String(NOW - 3_600_000),
  fileFormat: 'CSV',
  fileSchema: 'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, EncryptionStatus',
  files: [file],
}
const parse = (manifest: unknown) => parseInventoryManifest(Buffer.from(JSON.stringify(manifest)), expected)
function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    return error instanceof ActionError ? error.code : String(error)
  }
  return 'accepted'
}

describe('parseInventoryManifest', () => {
  it('reads what S3 delivers', () => {
    expect(parse(good)).toEqual({
      sourceBucket: 'src',
      destinationBucket: 'inv',
      createdAt: new Date(NOW - 3_600_000),
      format: 'CSV',
      columns: ['bucket', 'key', 'versionid', 'islatest', 'isdeletemarker', 'size', 'encryptionstatus'],
      files: [{ key: file.key, size: 10, md5: 'abcdef0123456789abcdef0123456789' }],
    })
  })

  it.each([
    ['another version', { version: '2021-05-22' }],
    ['no files (an empty bucket)', { files: [] }],
    ['files outside data/', { files: [{ ...file, key: 'p/src/daily/2016-11-06T21-32Z/files/a.csv.gz' }] }],
    ['only Bucket, Key, EncryptionStatus', { fileSchema: 'Bucket, Key, EncryptionStatus' }],
    ['a clock 15 minutes ahead', { creationTimestamp: String(NOW + 15 * 60_000) }],
  ])('accepts %s', (_, change) => {
    expect(codeOf(() => parse({ ...good, ...change }))).toBe('accepted')
  })

  it.each([
    ['another source bucket', { sourceBucket: 'other' }, 'WRONG_BUCKET'],
    ['no source bucket', { sourceBucket: undefined }, 'UNREADABLE'],
    ['another destination', { destinationBucket: 'arn:aws:s3:::other' }, 'WRONG_BUCKET'],
    ['a destination that is no ARN', { destinationBucket: 'inv' }, 'WRONG_BUCKET'],
    ['a time in the future', { creationTimestamp: String(NOW + 15 * 60_000 + 1) }, 'UNREADABLE'],
    ['seconds for milliseconds', { creationTimestamp: String(NOW / 1000) }, 'UNREADABLE'],
    ['no number', { creationTimestamp: '2026-11-22' }, 'UNREADABLE'],
    ['a numeric time', { creationTimestamp: NOW }, 'UNREADABLE'],
    ['an unknown format', { fileFormat: 'csv' }, 'UNREADABLE'],
    ['a schema of another format', { fileSchema: 'struct<bucket:string>' }, 'UNREADABLE'],
    ['no EncryptionStatus', { fileSchema: 'Bucket, Key, Size' }, 'NO_ENCRYPTION_STATUS'],
    ['no Key', { fileSchema: 'Bucket, Size, EncryptionStatus' }, 'UNREADABLE'],
    ['IsLatest without the others', { fileSchema: 'Bucket, Key, IsLatest, EncryptionStatus' }, 'UNREADABLE'],
    ['no list of files', { files: {} }, 'UNREADABLE'],
    ['a file outside the prefix', { files: [{ ...file, key: 'p/other/daily/data/a.csv.gz' }] }, 'UNREADABLE'],
    ['a file that climbs out', { files: [{ ...file, key: 'p/src/daily/../../x' }] }, 'UNREADABLE'],
    ['the prefix itself', { files: [{ ...file, key: 'p/src/daily/' }] }, 'UNREADABLE'],
    ['a file by URL', { files: [{ ...file, key: 's3://inv/p/src/daily/data/a.csv.gz' }] }, 'UNREADABLE'],
    ['a file twice', { files: [file, file] }, 'UNREADABLE'],
    ['a short MD5', { files: [{ ...file, MD5checksum: 'abc' }] }, 'UNREADABLE'],
    ['no MD5', { files: [{ ...file, MD5checksum: undefined }] }, 'UNREADABLE'],
    ['a negative size', { files: [{ ...file, size: -1 }] }, 'UNREADABLE'],
    ['a broken size', { files: [{ ...file, size: 1.5 }] }, 'UNREADABLE'],
    ['a null file', { files: [null] }, 'UNREADABLE'],
  ])('refuses %s', (_, change, code) => {
    expect(codeOf(() => parse({ ...good, ...change }))).toBe(code)
  })

  it.each(['', '{', '[]', 'null', '"x"'])('refuses the text %j', (text) => {
    expect(codeOf(() => parseInventoryManifest(Buffer.from(text), expected))).toBe('UNREADABLE')
  })

  it('refuses bytes that are not UTF-8', () => {
    const bytes = Buffer.from(JSON.stringify(good))
    bytes[20] = 0xff
    expect(codeOf(() => parseInventoryManifest(bytes, expected))).toBe('UNREADABLE')
  })
})

describe('parseManifestChecksum', () => {
  const md5 = '0123456789abcdef0123456789abcdef'
  it.each([
    [md5, md5],
    [`${md5}\n`, md5],
    [` ${md5.toUpperCase()}\r\n`, md5],
    ['', undefined],
    [`${md5}0`, undefined],
    ['<xml/>', undefined],
  ])('reads %j', (text, result) => {
    expect(parseManifestChecksum(Buffer.from(text))).toBe(result)
  })
})
