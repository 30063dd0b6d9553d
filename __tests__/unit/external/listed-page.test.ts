// The XML of a page: every key as S3 stores it, and nothing taken that is not a whole page.

import { describe, expect, it } from '@jest/globals'
import { readListedPage } from '../../../src/external/listed-page.ts'
import { ActionError } from '../../../src/words/errors.ts'

const OBJECT =
  '<Contents><Key>a%2Bb+c%0A%C3%BC%2F%F0%9F%98%80</Key><LastModified>2022-03-04T05:06:07.000Z</LastModified>' +
  '<ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>5368709120</Size><StorageClass>GLACIER</StorageClass></Contents>'
const END = '<IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>'

const pageOf = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inside}</ListBucketResult>`
const read = (text: string) => readListedPage(Buffer.from(text))

function errorOf(text: string): { readonly code: string; readonly message: string } {
  try {
    read(text)
  } catch (error) {
    if (error instanceof ActionError) return error
    throw error
  }
  throw new Error('it was read')
}

describe('a page of ListObjectsV2', () => {
  it('has the key as S3 stores it, in the encoding of this project, and what is known of the object', () => {
    expect(read(pageOf(OBJECT + END))).toEqual({
      objects: [
        {
          name: 'a+b c\nü/\u{1F600}',
          key: 'a%2Bb%20c%0A%C3%BC/%F0%9F%98%80',
          size: 5_368_709_120,
          modified: Date.UTC(2022, 2, 4, 5, 6, 7),
          storageClass: 'GLACIER',
        },
      ],
      next: undefined,
    })
  })

  it.each([
    ['no object', 0],
    ['one object, which is no list', 1],
    ['two', 2],
    ['a thousand', 1000],
  ])('with %s', (_, count) => {
    expect(read(pageOf(OBJECT.repeat(count) + END)).objects).toHaveLength(count)
  })

  it('goes on with the token, whose characters are not those of XML', () => {
    const more = '<IsTruncated>true</IsTruncated><NextContinuationToken>1&amp;+/=&lt;</NextContinuationToken>'
    expect(read(pageOf(`${OBJECT}${more}<EncodingType>url</EncodingType>`)).next).toBe('1&+/=<')
  })

  it('knows no storage class that is not a word of S3', () => {
    const [object] = read(pageOf(OBJECT.replace('GLACIER', 'glacier,1') + END)).objects
    expect(object?.storageClass).toBe('')
    expect(read(pageOf(OBJECT.replace(/<StorageClass>.*?<\/StorageClass>/, '') + END)).objects[0]?.storageClass).toBe(
      '',
    )
  })

  it.each([
    ['nothing', '', 'is not the XML of a page'],
    ['text', 'Bad Gateway', 'is not the XML of a page'],
    ['a page of HTML', '<html><body>Sign in</body></html>', 'has no ListBucketResult'],
    ['another response', '<ListAllMyBucketsResult/>', 'has no ListBucketResult'],
    ['a page that ends early', pageOf(OBJECT + END).slice(0, -200), 'is not the XML of a page'],
    ['keys that are not encoded', pageOf(OBJECT + END.replace(/<Enc.*/, '')), 'does not encode keys as requested'],
    ['no end and no token', pageOf(OBJECT + END.replace('false', 'true')), 'neither says that it is the last page'],
    ['no word about its end', pageOf(`${OBJECT}<EncodingType>url</EncodingType>`), 'neither says that it is the last'],
    ['two ends', pageOf(`${OBJECT}${END}<IsTruncated>true</IsTruncated>`), 'neither says that it is the last page'],
    ['an empty page', pageOf(''), 'does not encode keys as requested'],
    ['a key that cannot be one', pageOf(OBJECT.replace('a%2Bb', '%FF') + END), 'which no object can have'],
    ['an empty key', pageOf(OBJECT.replace(/<Key>.*?<\/Key>/, '<Key></Key>') + END), 'which no object can have'],
    ['an object without key', pageOf(OBJECT.replace(/<Key>.*?<\/Key>/, '') + END), 'lacks the key'],
    ['an object with two keys', pageOf(OBJECT.replace('<Key>', '<Key>b</Key><Key>') + END), 'lacks the key'],
    ['an object without size', pageOf(OBJECT.replace('5368709120', '') + END), 'lacks the key, the size'],
    ['a size below zero', pageOf(OBJECT.replace('5368709120', '-1') + END), 'lacks the key, the size'],
    ['a time that is none', pageOf(OBJECT.replace('2022-03-04', 'yesterday') + END), 'the time of an object'],
    ['a text for an object', pageOf(`<Contents>a</Contents>${END}`), 'lacks the key'],
  ])('is not believed: %s', (_, text, message) => {
    expect(errorOf(text)).toMatchObject({ code: 'EVIDENCE_MISSING', message: expect.stringContaining(message) })
  })
})
