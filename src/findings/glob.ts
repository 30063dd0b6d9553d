// Checks the key patterns `include` and `exclude`: how many, how long, and how much work matching them may be.

import { ActionError } from '../words/errors.ts'
import { compileSticky, MAX_STATES, type Pattern } from './globs/glob-pattern.ts'
import { parseGlob } from './globs/tokens.ts'

const MAX_GLOBS = 100
const MAX_GLOB_BYTES = 1024

/**
 * Maximum total weight of all patterns of a run. With keys crafted for it, patterns of this weight need some thirty
 * automata (globs/automaton.ts). Two hundred patterns with two globstars before their end have this weight; lists of
 * extensions and folders weigh next to nothing.
 */
const MAX_WEIGHT = 200

/**
 * Compiles patterns: `*` is any text without "/", `**` any text, `?` one character that is not "/"; `**` followed by
 * "/" at the start of a segment also matches no folder at all. All other characters are literal.
 * @throws ActionError INVALID_INPUT for more than 100 patterns, an empty one, one over 1,024 bytes, or one (named) that
 *   would take too much work
 */
export function compileGlobs(patterns: readonly string[]): Pattern[] {
  if (patterns.length > MAX_GLOBS) {
    throw new ActionError('INVALID_INPUT', `There are ${patterns.length} patterns; at most ${MAX_GLOBS} are allowed.`)
  }
  return patterns.map(compileGlob)
}

/** Checks the patterns of a run, separately and together. @throws ActionError INVALID_INPUT, as compileGlobs */
export function checkGlobs(include: readonly string[], exclude: readonly string[]): void {
  const patterns = [...include, ...exclude]
  const weights = [...compileGlobs(include), ...compileGlobs(exclude)].map(({ weight }) => weight)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total <= MAX_WEIGHT) return
  const heaviest = patterns[weights.indexOf(Math.max(...weights))]
  throw new ActionError(
    'INVALID_INPUT',
    `The pattern "${heaviest}" and the others would take too much work together: write it with fewer "*" and "**", or use fewer patterns that have several of them.`,
  )
}

/** Compiled patterns by their text: the buckets of a fleet have many in common. */
const known = new Map<string, Pattern>()
const MAX_KNOWN = 2 * MAX_GLOBS

function compileGlob(pattern: string): Pattern {
  const bytes = Buffer.byteLength(pattern)
  if (bytes === 0 || bytes > MAX_GLOB_BYTES) {
    throw new ActionError(
      'INVALID_INPUT',
      `The pattern "${pattern}" has ${bytes} bytes; 1 to ${MAX_GLOB_BYTES} are allowed.`,
    )
  }
  const compiled = known.get(pattern) ?? compileSticky(parseGlob(pattern))
  if (compiled === undefined) {
    throw new ActionError(
      'INVALID_INPUT',
      `The pattern "${pattern}" would take too much work: behind its first "*" there are so many "?" and "*" that more than ${MAX_STATES} ways to match would have to be followed. Write it with fewer.`,
    )
  }
  if (known.size >= MAX_KNOWN) known.clear()
  known.set(pattern, compiled)
  return compiled
}
