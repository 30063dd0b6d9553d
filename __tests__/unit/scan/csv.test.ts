import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { CsvScanner, MAX_RECORD_BYTES } from '../../../src/scan/csv.ts'

/** All records of the text, given to the scanner in pieces of `pieceBytes`. */
function read(text: string, columns: number, pieceBytes = Number.POSITIVE_INFINITY): string[][] {
  const records: string[][] = []
  const scanner: CsvScanner = new CsvScanner(columns, () => {
    const { bytes, starts, ends } = scanner.fields
    records.push(
      Array.from({ length: columns }, (_, i) =>
        Buffer.from(bytes).toString('utf8', starts[i], ends[i]).replaceAll('""', '"'),
      ),
    )
  })
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = Uint8Array.from(bytes.subarray(at, Math.min(bytes.length, at + pieceBytes)))
    scanner.push(piece)
    piece.fill(0)
  }
  scanner.finish()
  return records
}

describe('CsvScanner', () => {
  it.each([
    [
      'quoted fields',
      '"a","b"\n"c","d"\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'unquoted fields',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CRLF',
      '"a",b\r\nc,"d"\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['no line end at the end', '"a","b"', [['a', 'b']]],
    ['an unquoted last field without line end', 'a,b', [['a', 'b']]],
    ['an empty last field without line end', 'a,', [['a', '']]],
    [
      'empty fields',
      '"",\n,""\n',
      [
        ['', ''],
        ['', ''],
      ],
    ],
    ['doubled quotes', '"a""b",""""\n', [['a"b', '"']]],
    ['commas and line ends in quotes', '"a,b","c\r\nd"\n', [['a,b', 'c\r\nd']]],
    ['blank lines at the end', '"a","b"\n\n\r\n\n', [['a', 'b']]],
    ['nothing', '', []],
  ])('reads %s, cut anywhere', (_, text, records) => {
    for (let pieceBytes = 1; pieceBytes <= text.length + 1; pieceBytes++) {
      expect(read(text, 2, pieceBytes)).toEqual(records)
    }
  })

  it.each([
    ['too few fields', '"a","b"\n"c"\n', 'record 2 has 1 fields, but the inventory manifest lists 2 columns'],
    ['too many fields', '"a","b","c"\n', 'record 1 has 3 fields'],
    ['a blank line between records', '"a","b"\n\n"c","d"\n', 'record 2 follows a blank line'],
    ['an open quote', '"a","b', 'record 1 ends inside quotes'],
    ['an open quote before a doubled one', '"a","b""', 'record 1 ends inside quotes'],
    ['a quote inside an unquoted field', 'a"b,c\n', 'record 1 has a quote inside an unquoted field'],
    ['text behind a closing quote', '"a"b,c\n', 'record 1 has text after a closing quote'],
    ['a lone carriage return', 'a,b\rc,d\n', 'record 1 has a lone carriage return'],
    ['a carriage return at the end', 'a,b\r', 'record 1 has a lone carriage return'],
    ['a byte order mark', '\ufeff"a","b"\n', 'record 1 has a quote inside an unquoted field'],
  ])('refuses %s, cut anywhere', (_, text, message) => {
    for (let pieceBytes = 1; pieceBytes <= Buffer.byteLength(text) + 1; pieceBytes++) {
      expect(() => read(text, 2, pieceBytes)).toThrow(
        expect.objectContaining({ code: 'UNREADABLE', message: expect.stringContaining(message) }),
      )
    }
  })

  it('takes a record of 32 KiB with its line end, and refuses a longer one however it is cut', () => {
    const longest = `${'x'.repeat(MAX_RECORD_BYTES - 3)},b\n`
    const tooLong = `${'x'.repeat(MAX_RECORD_BYTES - 2)},b\n`
    for (const pieceBytes of [1000, 4096, Number.POSITIVE_INFINITY]) {
      expect(read(longest, 2, pieceBytes)).toHaveLength(1)
      expect(() => read(tooLong, 2, pieceBytes)).toThrow('longer than 32768 bytes')
      expect(() => read(`"${'x'.repeat(40_000)}`, 2, pieceBytes)).toThrow('longer than 32768 bytes')
    }
  })

  it('reads back whatever was written, in any quoting, cut anywhere', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'é', ' '), maxLength: 6 })
    const record = fc.tuple(fc.constant('k'), field, field)
    const quote = (value: string, always: boolean) =>
      always || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
    fc.assert(
      fc.property(
        fc.array(record),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 20 }),
        (records, always, crlf, piece) => {
          const text = records
            .map((r) => r.map((value) => quote(value, always)).join(',') + (crlf ? '\r\n' : '\n'))
            .join('')
          expect(read(text, 3, piece)).toEqual(records)
        },
      ),
      { numRuns: 500 },
    )
  })
})
