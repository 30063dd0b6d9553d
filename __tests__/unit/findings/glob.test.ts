// Which keys a pattern matches, alone and together with others, and how much work that may be.

import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { checkGlobs, compileGlobs } from '../../../src/findings/glob.ts'
import { Automaton } from '../../../src/findings/globs/automaton.ts'
import { compilePattern } from '../../../src/findings/globs/pattern.ts'
import { readEscapedKey, readKey } from '../../../src/findings/globs/reader.ts'
import { parseGlob } from '../../../src/findings/globs/tokens.ts'
import { ActionError } from '../../../src/words/errors.ts'
import { compileReference } from './glob-reference.ts'

/** A pattern's answer is its own bit, so there are at most 16. */
function compileBits(patterns: readonly string[], limit?: number, isPlain = false): Automaton {
  const compiled = isPlain ? patterns.map((text) => compilePattern(parseGlob(text))) : compileGlobs(patterns)
  return new Automaton(
    compiled.flatMap((pattern, index) => (pattern === undefined ? [] : { pattern, answer: 1 << index })),
    limit,
  )
}

function read(automata: readonly Automaton[], key: string): number {
  const bytes = Buffer.from(key)
  return readKey(automata, bytes, 0, bytes.length)
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
    })
    const patternList = fc.array(pattern, { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(
        patternList,
        fc.array(key, { maxLength: 20 }),
        ways,
        (patterns, keys, { limit, halvings, isPlain }) => {
          let automata: readonly Automaton[] = [compileBits(patterns, limit, isPlain)]
          for (let i = 0; i < halvings; i++) automata = automata.flatMap((one) => (one.size > 1 ? one.halve() : one))
          const expected = patterns.map((text) => keys.map(compileReference(text)))
          keys.forEach((text, at) => {
            const bits = expected.reduce((sum, answers, index) => (answers[at] ? sum | (1 << index) : sum), 0)
            expect(read(automata, text)).toBe(bits)
            if (!isPlain) return
            const each = automata.flatMap((one) =>
              Array.from({ length: one.size }, (_, position) => one.matches(position)),
            )
            expect(each).toEqual(expected.map((answers) => answers[at]))
          })
          const seen = automata.flatMap((one) => [...one.matched()])
          expect(seen).toEqual(expected.map((answers) => (answers.includes(true) ? 1 : 0)))
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('reads keys as CSV reports write them, unless they have to be decoded first', () => {
    const toField = (text: string) => encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%20', '+')
    fc.assert(
      fc.property(
        fc.array(pattern, { minLength: 1, maxLength: 9 }),
        fc.string({ unit: fc.constantFrom(...'ab/=+ %é'), maxLength: 12 }),
        (patterns, text) => {
          const automaton = compileBits(patterns)
          const field = Buffer.from(toField(text))
          const answer = readEscapedKey(automaton, field, 0, field.length)
          const isAscii = /^[ -~]+$/.test(text)
          expect(answer).toBe(isAscii ? read([compileBits(patterns)], text) : undefined)
        },
      ),
      { numRuns: 1000 },
    )
    const unread = ['%', 'a%4', '%GG', '', 'a'.repeat(1025), '\u00e9']
    const fields = unread.map((text) => Buffer.from(text))
    expect(fields.map((field) => readEscapedKey(compileBits(['**a']), field, 0, field.length))).toEqual(
      unread.map(() => undefined),
    )
    const longest = Buffer.from('%61'.repeat(1024))
    expect(readEscapedKey(compileBits(['**a']), longest, 0, longest.length)).toBe(1)
  })

  it('keeps what has matched when it is halved', () => {
    const automaton = compileBits(['a', 'b', 'c', 'd'])
    read([automaton], 'c')
    expect(automaton.halve().flatMap((half) => [...half.matched()])).toEqual([0, 0, 1, 0])
  })
})

describe('the work of matching', () => {
  /** Steps that had to be made while keys were read. */
  function countSteps(automata: readonly Automaton[], keys: readonly string[]): number {
    let steps = 0
    for (const automaton of automata) {
      const step = automaton.step.bind(automaton)
      automaton.step = (state, byte) => {
        steps++
        return step(state, byte)
      }
    }
    for (const text of keys) read(automata, text)
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
    const automata = [compileBits([text])]
    expect(countSteps(automata, [long])).toBeLessThanOrEqual(text.length + 3)
    expect(countSteps(automata, [long, long])).toBe(0)
  })

  it('is divided when the states of all patterns together do not fit, and then every state is made once', () => {
    const names = Array.from({ length: 24 }, (_, i) => `f${i.toString(36)}`)
    const patterns = names.map((name) => `**/${name}/**/z`)
    const shuffle = (by: number) => names.map((_, i) => names[(i * by + by) % 23] ?? '').join('/')
    const keys = Array.from({ length: 400 }, (_, i) => shuffle((i % 22) + 1).slice(i % 60))
    let automata: readonly Automaton[] = [compileBits(patterns, 64)]
    for (let round = 0; round < 8; round++) {
      for (const text of keys) read(automata, text)
      automata = automata.flatMap((one) => (one.isCrowded ? one.halve() : one))
    }
    expect(automata.length).toBeGreaterThan(4)
    expect(automata.some(({ isCrowded }) => isCrowded)).toBe(false)
    expect(countSteps(automata, keys)).toBe(0)
  })

  it('is not multiplied by what has matched before: a folder anywhere is no state to remember', () => {
    const names = Array.from({ length: 100 }, (_, i) => `f${i.toString(36)}`)
    const automaton = new Automaton(
      compileGlobs(names.map((name) => `**/${name}/**`)).map((pattern) => ({ pattern, answer: 1 })),
      400,
    )
    const shuffle = (by: number) => names.map((_, i) => names[(i * by + by) % 97] ?? '').join('/')
    for (let by = 1; by < 97; by++) expect(read([automaton], shuffle(by))).toBe(1)
    expect(automaton.isCrowded).toBe(false)
    expect(automaton.matched().filter((flag) => flag === 1).length).toBeGreaterThan(90)
    expect(countSteps([automaton], [shuffle(3), shuffle(5)])).toBe(0)
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
