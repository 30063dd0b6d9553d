// Which keys a pattern matches, alone and together with others, and how much work that may be.

import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { checkGlobs, compileGlobs } from '../../../src/findings/glob.ts'
import { Automaton } from '../../../src/findings/globs/automaton.ts'
import { compilePattern } from '../../../src/findings/globs/glob-pattern.ts'
import { KeyReader } from '../../../src/findings/globs/key-reader.ts'
import { readWithAll } from '../../../src/findings/globs/side-by-side.ts'
import { parseGlob } from '../../../src/findings/globs/tokens.ts'
import { ActionError } from '../../../src/words/errors.ts'
import { compileReference } from './glob-reference.ts'

type Ways = {
  /** States held at a time. */
  readonly limit?: number
  /** Whether states remember what has matched for good. */
  readonly isPlain?: boolean
  /** Of the shortest key that is read in two halves. */
  readonly minBytes?: number
}

/** A pattern's answer is its own bit, so there are at most 16. */
function compileBits(patterns: readonly string[], { limit, isPlain = false, minBytes }: Ways = {}): KeyReader {
  const compiled = isPlain ? patterns.map((text) => compilePattern(parseGlob(text))) : compileGlobs(patterns)
  const asked = compiled.flatMap((pattern, index) => (pattern === undefined ? [] : { pattern, answer: 1 << index }))
  return new KeyReader(new Automaton(asked, limit), minBytes)
}

function read(readers: readonly KeyReader[], key: string): number {
  const bytes = Buffer.from(key)
  return readWithAll(readers, bytes, 0, bytes.length)
}

const matches = (pattern: string, key: string) => read([compileBits([pattern])], key) === 1

describe('compileGlobs', () => {
  it.each([
    ['logs/a.txt', 'logs/a.txt', true],
    ['logs/a.txt', 'logs/a.txt2', false],
    ['logs/**', 'logs/a/b', true],
    ['logs/**', 'logs', false],
    ['logs/*', 'logs/a', true],
    ['logs/*', 'logs/a/b', false],
    ['*', 'a', true],
    ['*', 'a/b', false],
    ['**', 'a/b', true],
    ['*.csv', 'a.csv', true],
    ['*.csv', 'b/a.csv', false],
    ['**/*.csv', 'a.csv', true],
    ['**/*.csv', 'b/c/a.csv', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'axb', false],
    ['a/**/b', 'ab', false],
    ['a**/b', 'a/b', true],
    ['a**/b', 'ab', false],
    ['a**b', 'a/x/b', true],
    ['**/', 'a/', true],
    ['a?c', 'abc', true],
    ['a?c', 'a/c', false],
    ['a?c', 'a😀c', true],
    ['a?c', 'ac', false],
    ['[ab].{x}', '[ab].{x}', true],
    ['a.c', 'abc', false],
    ['a***b', 'a/b', true],
  ])('%s on %s: %s', (pattern, key, result) => {
    expect(matches(pattern, key)).toBe(result)
  })

  it('stands for itself when it is no text at all, and then matches no key', () => {
    expect(matches('a\ud800', 'a\ufffd')).toBe(false)
  })

  it.each([
    ['an empty pattern', ['']],
    ['1,025 bytes', ['é'.repeat(513)]],
    ['101 patterns', Array.from({ length: 101 }, () => 'a')],
  ])('refuses %s', (_, patterns) => {
    expect(() => compileGlobs(patterns)).toThrow(/allowed/)
  })

  it('agrees with a naive reference', () => {
    const pattern = fc.array(fc.constantFrom('a', 'b', '/', '*', '**', '?', '**/'), { minLength: 1, maxLength: 9 })
    const key = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 9 })
    fc.assert(
      fc.property(pattern, key, (p, k) => {
        const expected = matchNaively(p.join(''), k.join(''))
        expect(matches(p.join(''), k.join(''))).toBe(expected)
        expect(compileReference(p.join(''))(k.join(''))).toBe(expected)
      }),
      { numRuns: 5000 },
    )
  })

  const parts = ['a', 'b', '/', '*', '**', '?', '**/', 'é', '😀', '*/', 'ab', '%2F', '\n']
  const pattern = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 9 }).map((text) => text.join(''))
  const key = fc
    .array(fc.constantFrom('a', 'b', '/', 'é', '😀', '%2F', '\n', 'ab'), { maxLength: 12 })
    .map((text) => text.join(''))

  it('agrees with a reference, whatever other patterns are read with it, in how many automata, and what is forgotten', () => {
    const ways = fc.record({
      limit: fc.constantFrom(2, 3, 5, 4096),
      halvings: fc.nat({ max: 3 }),
      isPlain: fc.boolean(),
      minBytes: fc.constantFrom(1, 5, 192),
    })
    const patternList = fc.array(pattern, { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(patternList, fc.array(key, { maxLength: 20 }), ways, (patterns, keys, { halvings, ...ways }) => {
        let readers: readonly KeyReader[] = [compileBits(patterns, ways)]
        for (let i = 0; i < halvings; i++) {
          readers = readers.flatMap((one) => (one.automaton.size > 1 ? one.halve() : one))
        }
        const expected = patterns.map((text) => keys.map(compileReference(text)))
        keys.forEach((text, at) => {
          const bits = expected.reduce((sum, answers, index) => (answers[at] ? sum | (1 << index) : sum), 0)
          expect(read(readers, text)).toBe(bits)
          if (!ways.isPlain) return
          const each = readers.flatMap(({ automaton }) =>
            Array.from({ length: automaton.size }, (_, position) => automaton.matches(position)),
          )
          expect(each).toEqual(expected.map((answers) => answers[at]))
        })
        const seen = readers.flatMap(({ automaton }) => [...automaton.matched()])
        expect(seen).toEqual(expected.map((answers) => (answers.includes(true) ? 1 : 0)))
      }),
      { numRuns: 1000 },
    )
  })

  it('reads keys as CSV reports write them, unless they have to be decoded first', () => {
    const toField = (text: string) => encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%20', '+')
    fc.assert(
      fc.property(
        fc.array(pattern, { minLength: 1, maxLength: 9 }),
        fc.string({ unit: fc.constantFrom(...'ab/=+ %é'), maxLength: 12 }),
        fc.constantFrom(1, 192),
        (patterns, text, minBytes) => {
          const reader = compileBits(patterns, { minBytes })
          const field = Buffer.from(toField(text))
          const answer = reader.readEscaped(field, 0, field.length)
          expect(reader.readEscaped(field, 0, field.length)).toBe(answer)
          const isAscii = /^[ -~]+$/.test(text)
          expect(answer).toBe(isAscii ? read([compileBits(patterns)], text) : undefined)
        },
      ),
      { numRuns: 1000 },
    )
    const unread = ['%', 'a%4', '%GG', '', 'a'.repeat(1025), '\u00e9']
    const fields = unread.map((text) => Buffer.from(text))
    expect(fields.map((field) => compileBits(['**a'], { minBytes: 1 }).readEscaped(field, 0, field.length))).toEqual(
      unread.map(() => undefined),
    )
    const longest = Buffer.from('%61'.repeat(1024))
    expect(compileBits(['**a']).readEscaped(longest, 0, longest.length)).toBe(1)
  })

  it('reads long keys as short ones, whatever the one before was, and what its first half has matched', () => {
    const folders = fc.constantFrom('logs', 'tmp', 'a', 'b.tmp', '2026=11', 'é', '+')
    const longKey = fc.array(folders, { minLength: 40, maxLength: 250 }).map((names) => names.join('/'))
    const patterns = ['logs/**', '**/tmp/**', '**/*.tmp', '**/a/**/b.tmp', '**/2026=11/*/a', '**é', '**/logs/**/a']
    const expressions = patterns.map(compileReference)
    const inHalves = compileBits(patterns)
    const inOne = compileBits(patterns, { minBytes: 2000 })
    fc.assert(
      fc.property(longKey, (text) => {
        const bits = expressions.reduce((sum, matchesIt, index) => (matchesIt(text) ? sum | (1 << index) : sum), 0)
        expect(read([inHalves], text)).toBe(bits)
        expect(read([inOne], text)).toBe(bits)
      }),
      { numRuns: 500 },
    )
    expect(inHalves.automaton.matched()).toEqual(inOne.automaton.matched())
  })

  it('does not go on with what was begun in a state whose number has become that of another', () => {
    const reader = compileBits(['**/a', 'zz'], { limit: 3, minBytes: 1 })
    expect(read([reader], 'a/a')).toBe(1)
    expect(read([reader], 'ab/a')).toBe(1)
    expect(reader.automaton.restarts).toBeGreaterThan(0)
  })

  it('keeps what has matched when it is halved', () => {
    const reader = compileBits(['a', 'b', 'c', 'd'])
    read([reader], 'c')
    expect(reader.halve().flatMap(({ automaton }) => [...automaton.matched()])).toEqual([0, 0, 1, 0])
  })
})

describe('the work of matching', () => {
  /** Steps that had to be made while keys were read. */
  function countSteps(readers: readonly KeyReader[], keys: readonly string[]): number {
    let steps = 0
    for (const { automaton } of readers) {
      const step = automaton.step.bind(automaton)
      automaton.step = (state, byte) => {
        steps++
        return step(state, byte)
      }
    }
    for (const text of keys) read(readers, text)
    return steps
  }

  it.each([
    ['stars between letters', `${'a*'.repeat(500)}b`, 'a'.repeat(1024)],
    ['globstars between letters', `${'**a'.repeat(300)}b`, 'a'.repeat(1024)],
    ['a hundred globstars', `${'**/'.repeat(100)}x`, 'a/'.repeat(512)],
    ['a hundred globstars and folders', `${'**/a/'.repeat(100)}x`, 'a/'.repeat(512)],
  ])('of %s has a state for each character at most, and none is made twice', (_, text, long) => {
    const [compiled] = compileGlobs([text])
    expect(compiled?.states).toBeLessThanOrEqual(text.length + 3)
    const readers = [compileBits([text])]
    expect(countSteps(readers, [long])).toBeLessThanOrEqual(text.length + 3)
    expect(countSteps(readers, [long, long])).toBe(0)
  })

  it('makes no states of a second half for each of what first halves have matched', () => {
    const folders = ['a', 'b', 'c', 'd'].map((name) => `${name}/x/y/z/r/s/t/`)
    const reader = compileBits(['a/**', 'b/**', 'c/**', '**/q/*.csv'], { minBytes: 20 })
    const others = folders.slice(1)
    expect(read([reader], `${folders[0]}q/name.csv`)).toBe(0b1001)
    expect(countSteps([reader], others)).toBeGreaterThan(0)
    expect(
      countSteps(
        [reader],
        others.map((folder) => `${folder}q/name.csv`),
      ),
    ).toBe(0)
  })

  it('is divided when the states of all patterns together do not fit, and then every state is made once', () => {
    const names = Array.from({ length: 24 }, (_, i) => `f${i.toString(36)}`)
    const patterns = names.map((name) => `**/${name}/**/z`)
    const shuffle = (by: number) => names.map((_, i) => names[(i * by + by) % 23] ?? '').join('/')
    const keys = Array.from({ length: 400 }, (_, i) => shuffle((i % 22) + 1).slice(i % 60))
    let readers: readonly KeyReader[] = [compileBits(patterns, { limit: 64 })]
    for (let round = 0; round < 8; round++) {
      for (const text of keys) read(readers, text)
      readers = readers.flatMap((one) => (one.automaton.isCrowded ? one.halve() : one))
    }
    expect(readers.length).toBeGreaterThan(4)
    expect(readers.some(({ automaton }) => automaton.isCrowded)).toBe(false)
    expect(countSteps(readers, keys)).toBe(0)
  })

  it('is not multiplied by what has matched before: a folder anywhere is no state to remember', () => {
    const names = Array.from({ length: 100 }, (_, i) => `f${i.toString(36)}`)
    const automaton = new Automaton(
      compileGlobs(names.map((name) => `**/${name}/**`)).map((pattern) => ({ pattern, answer: 1 })),
      400,
    )
    const reader = new KeyReader(automaton)
    const shuffle = (by: number) => names.map((_, i) => names[(i * by + by) % 97] ?? '').join('/')
    for (let by = 1; by < 97; by++) expect(read([reader], shuffle(by))).toBe(1)
    expect(automaton.isCrowded).toBe(false)
    expect(automaton.matched().filter((flag) => flag === 1).length).toBeGreaterThan(90)
    expect(countSteps([reader], [shuffle(3), shuffle(5)])).toBe(0)
  })

  const ask = (patterns: readonly string[]) => {
    try {
      checkGlobs(patterns, [])
      return 'accepted'
    } catch (error) {
      return error instanceof ActionError ? `${error.code}: ${error.message}` : error
    }
  }
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  const hundred = (make: (i: number) => string) => Array.from({ length: 100 }, (_, i) => make(i))

  it('is refused by the name of the pattern where the ways to match grow with every character', () => {
    expect(ask(['logs/**', '**a??????????????', 'tmp/**'])).toContain(
      'INVALID_INPUT: The pattern "**a??????????????" would',
    )
    expect(ask(['a*b??????????????'])).toContain('INVALID_INPUT: The pattern "a*b?')
    expect(ask([`**/a*/${'*/'.repeat(13)}x`])).toContain('INVALID_INPUT: The pattern "**/a*/*/')
  })

  it('is refused by the name of the heaviest pattern where many remember much', () => {
    const heavy = hundred((i) => `**${letters.map((_, at) => letters[(i + at * 7) % 26]).join('*')}`)
    expect(ask(heavy)).toMatch(/^INVALID_INPUT: The pattern "\*\*[a-z*]+" and the others would take too much work/)
    expect(() => checkGlobs(heavy.slice(0, 30), heavy.slice(30, 60))).toThrow('and the others')
  })

  it.each([
    ['folders anywhere', hundred((i) => `**/node_modules_${i}/**`)],
    ['extensions anywhere', hundred((i) => `**/*.ext${i}`)],
    ['partitions', hundred((i) => `warehouse/t${i}/*/year=*/month=*/day=*/part-*.parquet`)],
    ['dates', hundred((i) => `logs/${i}/????-??-??/*.gz`)],
    ['words in names', hundred((i) => `**/*word${i}*`)],
    ['two folders anywhere', hundred((i) => `data/**/raw${i}/**/*.json`)],
    ['literal texts of 1,024 bytes', hundred((i) => `**${letters.join('').repeat(39)}${i}`).slice(0, 10)],
  ])('is little for many patterns for %s', (_, patterns) => {
    expect(ask(patterns)).toBe('accepted')
  })
})

/** The definition, by recursion. */
function matchNaively(pattern: string, key: string, atStart = true): boolean {
  if (pattern === '') return key === ''
  const stars = /^\*+/.exec(pattern)?.[0].length ?? 0
  const rest = pattern.slice(Math.max(stars, 1))
  if (stars >= 2 && atStart && rest.startsWith('/') && matchNaively(rest.slice(1), key, true)) return true
  if (stars > 0) {
    for (let taken = 0; taken <= key.length; taken++) {
      if (stars === 1 && key.slice(0, taken).includes('/')) return false
      if (matchNaively(rest, key.slice(taken), false)) return true
    }
    return false
  }
  if (key === '' || (pattern[0] === '?' ? key[0] === '/' : key[0] !== pattern[0])) return false
  return matchNaively(rest, key.slice(1), pattern[0] === '/')
}
