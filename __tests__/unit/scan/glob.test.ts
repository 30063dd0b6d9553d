import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { compileGlobs } from '../../../src/scan/glob.ts'

const matches = (pattern: string, key: string) => compileGlobs([pattern])(key)

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

  it('matches when any pattern does, and never without patterns', () => {
    expect(compileGlobs(['a', 'b*'])('bc')).toBe(true)
    expect(compileGlobs([])('a')).toBe(false)
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
        expect(matches(p.join(''), k.join(''))).toBe(matchNaively(p.join(''), k.join('')))
      }),
      { numRuns: 5000 },
    )
  })

  it('needs steps linear in the key for patterns that make backtracking matchers explode', () => {
    const key = countReads('a'.repeat(1024))
    const twice = countReads('a'.repeat(2048))
    const matcher = compileGlobs([`${'a*'.repeat(8)}b`, `${'**a'.repeat(8)}b`])
    expect(matcher(key.text)).toBe(false)
    expect(matcher(twice.text)).toBe(false)
    expect(twice.reads()).toBeLessThanOrEqual(2 * key.reads() + 10)
    expect(key.reads()).toBeLessThanOrEqual(2 * 1024)
  })
})

/** A string that counts the characters read from it. */
function countReads(text: string): { text: string; reads: () => number } {
  let reads = 0
  const counted = Object.assign(Object(text) as object, {
    codePointAt: (i: number) => {
      reads++
      return text.codePointAt(i)
    },
  })
  return { text: counted as unknown as string, reads: () => reads }
}

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
