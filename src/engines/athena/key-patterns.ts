// Writes key globs and the keys of exceptions as conditions in SQL on the column k.

import type { ExceptionRule } from '../../findings/exception.ts'
import { quote } from './sql-text.ts'

/**
 * Number of `*` and `**` of one glob that SQL gets. Athena's engine for regular expressions may try every way to divide
 * a key among them, and keys can be made for that; the streamed scan takes one step per byte whatever the pattern is.
 */
const MAX_WILDCARDS = 3

/** Why a glob is left to the streamed scan; undefined if SQL can answer for it. */
export function refuseGlob(glob: string): string | undefined {
  if (!glob.isWellFormed()) return 'has a lone surrogate'
  const wildcards = glob.match(/\*+/g)?.length ?? 0
  return wildcards > MAX_WILDCARDS ? `has more than ${MAX_WILDCARDS} wildcards` : undefined
}

/** A condition that is true for keys that the glob matches (its meaning: findings/glob.ts). */
export function matchesGlob(glob: string): string {
  return `regexp_like(k, ${quote(toRegularExpression(glob))})`
}

/** `(?s)`: without it `.` is no line break, and keys may have some. */
function toRegularExpression(glob: string): string {
  const parts: string[] = []
  let atStart = true
  for (const [part] of glob.matchAll(/\*+|\?|[^*?]/gu)) {
    const isGlobstar = part.startsWith('**')
    // At the start of a segment "**/" is any number of folders, also none.
    if (part === '/' && parts.at(-1) === '.*' && atStart) parts.splice(-1, 1, '(?:.*/)?')
    else parts.push(isGlobstar ? '.*' : part === '*' ? '[^/]*' : part === '?' ? '[^/]' : literal(part))
    if (!isGlobstar) atStart = part === '/'
  }
  return `(?s)^${parts.join('')}\\z`
}

/** Letters, digits and what no engine gives a meaning to stay; everything else in ASCII gets a backslash. */
function literal(character: string): string {
  return /^[A-Za-z0-9/_]$/.test(character) || !/^[ -~]$/.test(character) ? character : `\\${character}`
}

/** A condition for the prefix and suffix of an exception; undefined if it has neither. */
export function fitsRule({ prefix, suffix }: Pick<ExceptionRule, 'prefix' | 'suffix'>): string | undefined {
  const conditions = [
    ...(prefix === undefined ? [] : [startsWith(prefix)]),
    ...(suffix === undefined || suffix === '' ? [] : [`substr(k, -${[...suffix].length}) = ${quote(suffix)}`]),
  ]
  return conditions.length === 0 ? undefined : conditions.join(' AND ')
}

/** Compared as text, so that no character has a meaning. */
export const startsWith = (prefix: string) => `starts_with(k, ${quote(prefix)})`
