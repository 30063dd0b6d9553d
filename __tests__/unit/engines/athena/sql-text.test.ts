// Whatever a text is, it is a value in SQL and nothing else, and patterns mean there what they mean here.

import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { withDatabase } from '../../../../emulator/athena/sql/duckdb.ts'
import { matchesGlob, refuseGlob } from '../../../../src/engines/athena/key-patterns.ts'
import { cases, identifier, integer, quote, quoteEach } from '../../../../src/engines/athena/sql-text.ts'
import { KeyPatterns } from '../../../../src/findings/globs/key-patterns.ts'
import { KeptRow } from '../../../../src/findings/kept-row.ts'
import { encodeKey } from '../../../../src/words/object-key.ts'

const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom("'", '"', '\\', '%', '-', ';', '\n', '\u0001', 'é', '😀', ')'),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
  })
  .filter((one) => one.isWellFormed() && !one.includes('\0'))

describe('a text', () => {
  it.each([
    ['plain', `'plain'`],
    ["it's", `'it''s'`],
    ['', `''`],
    ["'; DROP TABLE x --", `'''; DROP TABLE x --'`],
    ['a\nb', `('a' || chr(10) || 'b')`],
    ['😀', 'chr(128512)'],
  ])('%j is written as %s', (one, written) => {
    expect(quote(one)).toBe(written)
  })

  it('comes back from SQL as it was, and is one line of ASCII on the way', async () => {
    await withDatabase(async (database) => {
      await fc.assert(
        fc.asyncProperty(text, async (one) => {
          const written = quote(one)
          expect(written).toMatch(/^[ -~]*$/)
          expect((await database.run(`SELECT ${written}`)).rows).toEqual([[one]])
        }),
        { numRuns: 300 },
      )
    })
  })

  it('with a lone surrogate is refused, and so is what is no identifier or integer', () => {
    expect(() => quote('\ud800')).toThrow(RangeError)
    expect(() => identifier('a"b')).toThrow(RangeError)
    expect(() => identifier('A')).toThrow(RangeError)
    expect(() => integer(0.5)).toThrow(RangeError)
    expect(quoteEach(['a', "b'"])).toBe(`('a', 'b''')`)
    expect(cases([], 'x')).toBe('x')
  })
})

describe('a glob', () => {
  const KEYS = [
    'a',
    'a/b',
    'a/b/c.tmp',
    'logs/x',
    'x/logs/y',
    'a.b',
    'a\nb',
    'é',
    '😀/é',
    'a[b]c',
    'a\\b',
    '+',
    'a$',
    '^',
    '(a)|b',
    'a/',
  ]
  const GLOBS = [
    '*',
    '**',
    '**/*.tmp',
    'a/**',
    '**/logs/**',
    '?',
    'a?b',
    'a.b',
    '*é',
    '[b]',
    'a[b]c',
    'a\\b',
    '+',
    'a$',
    '^',
    '(a)|b',
    'a/*',
    '**/',
    'a**',
    '**b/**c*',
  ]

  it('matches in SQL the keys that it matches here', async () => {
    const row = (key: string) =>
      new KeptRow(encodeKey(key), { status: 0, size: 0, storageClass: '', modified: undefined })
    const here = KEYS.map((key) =>
      GLOBS.map((glob) => !new KeyPatterns({ include: [glob], exclude: [], exceptions: [] }).leavesOut(row(key))),
    )
    await withDatabase(async (database) => {
      const columns = GLOBS.map(matchesGlob).join(', ')
      const there = []
      for (const key of KEYS)
        there.push((await database.run(`SELECT ${columns} FROM (SELECT ${quote(key)} AS k) t`)).rows[0])
      expect(there).toEqual(here)
    })
  })

  it('with many wildcards is left to the streamed scan', () => {
    expect(refuseGlob('**/a*b*')).toBeUndefined()
    expect(refuseGlob('*a*a*a*')).toMatch(/more than 3/)
  })
})
