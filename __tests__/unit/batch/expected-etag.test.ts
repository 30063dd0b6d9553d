import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { createExpectedEtag } from '../../../src/batch/expected-etag.ts'

const md5 = (bytes: string | Buffer) => createHash('md5').update(bytes)
const etagOf = (pieces: readonly string[], partBytes: number) => {
  const etag = createExpectedEtag(partBytes)
  for (const piece of pieces) etag.add(piece)
  return etag.finish()
}
const multipartEtag = (parts: readonly string[]) =>
  `${md5(Buffer.concat(parts.map((part) => md5(part).digest()))).digest('hex')}-${parts.length}`

describe('the expected ETag', () => {
  it.each([
    ['nothing', ''],
    ['less than a part', 'abc'],
    ['exactly one part', 'abcd'],
  ])('is the MD5 of %s', (_name, text) => {
    expect(etagOf([text], 4)).toBe(md5(text).digest('hex'))
  })

  it.each([
    ['one byte more than a part', 'abcde', ['abcd', 'e']],
    ['exactly two parts', 'abcdefgh', ['abcd', 'efgh']],
    ['two parts and some', 'abcdefghij', ['abcd', 'efgh', 'ij']],
  ])('is the MD5 of the MD5s, with their number, for %s', (_name, text, parts) => {
    expect(etagOf([text], 4)).toBe(multipartEtag(parts))
  })

  it('takes each character for the byte it stands for', () => {
    expect(etagOf(['\u00e9\u00ff'], 4)).toBe(md5(Buffer.of(0xe9, 0xff)).digest('hex'))
  })

  it('does not depend on how the bytes are handed over', () => {
    const text = 'abcdefghijklm'
    for (let first = 0; first <= text.length; first++)
      for (let second = first; second <= text.length; second++) {
        const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)]
        expect(etagOf(pieces, 3)).toBe(etagOf([text], 3))
      }
  })
})
