import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createFields, MAX_RECORD_BYTES, splitRecord } from '../../../../src/engines/inventory-scan/csv.ts'

/** The fields of the record; undefined for a blank line. */
function read(text: string, columns = 2): string[] | undefined {
  const fields = createFields(columns)
  const record = Buffer.from(text)
  if (!splitRecord(record, 7, fields)) return undefined
  expect(record.toString()).toBe(text)
  const { bytes, starts, ends } = fields
  return Array.from(starts, (start, i) => bytes.toString('utf8', start, ends[i]))
}

describe('splitRecord', () => {
  it.each([
    ['quoted fields', '"a","b"\n', ['a', 'b']],
    ['unquoted fields', 'a,b\n', ['a', 'b']],
    ['CRLF', '"a",b\r\n', ['a', 'b']],
    ['CRLF behind a quoted field', 'a,"b"\r\n', ['a', 'b']],
    ['no line end', '"a","b"', ['a', 'b']],
    ['an unquoted last field without line end', 'a,b', ['a', 'b']],
    ['an empty last field without line end', 'a,', ['a', '']],
    ['empty fields', '"",\n', ['', '']],
    ['empty fields the other way round', ',""\n', ['', '']],
    ['doubled quotes', '"a""b",""""\n', ['a"b', '"']],
    ['commas and line ends in quotes', '"a,b","c\r\nd"\n', ['a,b', 'c\r\nd']],
    ['a blank line', '\n', undefined],
    ['a blank line of CRLF', '\r\n', undefined],
  ])('reads %s', (_, text, fields) => {
    expect(read(text)).toEqual(fields)
  })

  it.each([
    ['too few fields', '"c"\n', 'record 7 has 1 fields, but the inventory manifest lists 2 columns'],
    ['too many fields', '"a","b","c"\n', 'record 7 has 3 fields'],
    ['an open quote', '"a","b', 'record 7 ends inside quotes'],
    ['an open quote before a line end', '"a","b\n', 'record 7 ends inside quotes'],
    ['an open quote before a doubled one', '"a","b""', 'record 7 ends inside quotes'],
    ['one quote alone', '"', 'record 7 ends inside quotes'],
    ['a quote inside an unquoted field', 'a"b,c\n', 'record 7 has a quote inside an unquoted field'],
    ['text behind a closing quote', '"a"b,c\n', 'record 7 has text after a closing quote'],
    ['a lone carriage return', 'a,b\rc,d\n', 'record 7 has a lone carriage return'],
    ['a carriage return at the end', 'a,b\r', 'record 7 has a lone carriage return'],
    ['a byte order mark', '\ufeff"a","b"\n', 'record 7 has a quote inside an unquoted field'],
    ['two records', 'a,b\nc,d\n', 'record 7 goes on behind its line break'],
  ])('refuses %s', (_, text, message) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'UNREADABLE', message: expect.stringContaining(message) }),
    )
  })

  it('takes a record of 32 KiB with its line end, and refuses a longer one', () => {
    expect(read(`${'x'.repeat(MAX_RECORD_BYTES - 3)},b\n`)?.[1]).toBe('b')
    expect(() => read(`${'x'.repeat(MAX_RECORD_BYTES - 2)},b\n`)).toThrow('longer than 32768 bytes')
  })

  it('reads back whatever was written, in any quoting', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'é', ' '), maxLength: 6 })
    const quote = (value: string, always: boolean) =>
      always || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
    fc.assert(
      fc.property(
        fc.tuple(fc.constant('k'), field, field),
        fc.boolean(),
        fc.constantFrom('\n', '\r\n', ''),
        (fields, always, lineEnd) => {
          expect(read(fields.map((value) => quote(value, always)).join(',') + lineEnd, 3)).toEqual(fields)
        },
      ),
      { numRuns: 500 },
    )
  })
})
