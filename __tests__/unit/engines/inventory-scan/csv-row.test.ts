import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseInventoryTime } from '../../../../src/engines/inventory-scan/csv-time.ts'
import { RepeatedText } from '../../../../src/engines/inventory-scan/repeated-text.ts'

/** The slow and plain way. */
function parseSlowly(text: string): number {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text) ? Date.parse(text) : Number.NaN
}

describe('parseInventoryTime', () => {
  it.each([
    '2024-04-22T01:13:28.000Z',
    '2024-04-22T01:13:28Z',
    '2024-04-22T01:13:28.123456789Z',
    '2024-02-29T23:59:59.999Z',
    '2023-02-29T00:00:00.000Z',
    '2024-12-31T24:00:00.000Z',
    '2024-13-01T00:00:00.000Z',
    '2024-00-10T00:00:00.000Z',
    '2024-01-00T00:00:00.000Z',
    '2024-01-01T00:60:00.000Z',
    '2024-01-01T00:00:60.000Z',
    '0001-01-01T00:00:00.000Z',
    '0099-12-31T00:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
    '9999-12-31T23:59:59.999Z',
    '2024-04-22 01:13:28.000Z',
    '2024-04-22T01:13:28.000+',
    '2024-04-22T01:13:28,000Z',
    '/024-04-22T01:13:28.000Z',
    ':024-04-22T01:13:28.000Z',
    '',
    'x',
  ])('reads %j as Date.parse does', (text) => {
    expect(parseInventoryTime(Buffer.from(text))).toBe(parseSlowly(text))
  })

  it('reads any time, whole or with a character changed, at any place, as Date.parse does', () => {
    const time = fc
      .date({ min: new Date(-62_167_219_200_000), max: new Date(253_402_300_799_999), noInvalidDate: true })
      .map((date) => date.toISOString())
    const change = fc.tuple(fc.nat({ max: 23 }), fc.constantFrom(...'0123456789:-TZ. /'))
    fc.assert(
      fc.property(time, fc.option(change), fc.nat({ max: 9 }), (text, edit, before) => {
        const edited = edit === null ? text : text.slice(0, edit[0]) + edit[1] + text.slice(edit[0] + 1)
        const bytes = Buffer.from(`${'9'.repeat(before)}${edited}99`)
        expect(parseInventoryTime(bytes, before, before + 24)).toBe(parseSlowly(edited))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('RepeatedText', () => {
  it('reads what stands there, whatever was read before', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\xff'), maxLength: 2 }))
    fc.assert(
      fc.property(texts, (written) => {
        const column = new RepeatedText()
        for (const text of written) {
          const bytes = Buffer.from(`xy${text}z`, 'latin1')
          expect(column.read(bytes, 2, 2 + text.length)).toBe(text)
          // What is kept must not be a view: the bytes are written over by the next rows.
          bytes.fill(0)
        }
      }),
    )
  })
})
