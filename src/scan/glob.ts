// Knows the key patterns of include and exclude: `*`, `**`, `?`. Matching takes time linear in the key, whatever the
// pattern: keys are chosen by whoever may write into the bucket.

import { ActionError } from '../errors.ts'

export const MAX_GLOBS = 100
export const MAX_GLOB_BYTES = 1024

/** True for a raw key that one of the patterns matches. */
export type KeyMatcher = (key: string) => boolean

// A pattern is a list of tokens: a code point, or one of these.
const ANY_ONE = -1
const STAR = -2
const GLOBSTAR = -3
/** Consumes nothing: what follows is a globstar and "/", which may be left out together. */
const MAYBE_FOLDERS = -4
const SLASH = 0x2f

/**
 * Compiles patterns: `*` is any text without "/", `**` any text, `?` one character that is not "/"; `**` followed by
 * "/" at the start of a segment also matches no folder at all. Everything else stands for itself.
 * @throws ActionError INVALID_INPUT for more than 100 patterns, an empty one or one over 1,024 bytes
 */
export function compileGlobs(patterns: readonly string[]): KeyMatcher {
  if (patterns.length > MAX_GLOBS) {
    throw new ActionError('INVALID_INPUT', `There are ${patterns.length} patterns; at most ${MAX_GLOBS} are allowed.`)
  }
  const matchers = patterns.map(compileGlob)
  return (key) => matchers.some((matches) => matches(key))
}

function compileGlob(pattern: string): KeyMatcher {
  const bytes = Buffer.byteLength(pattern)
  if (bytes === 0 || bytes > MAX_GLOB_BYTES) {
    throw new ActionError(
      'INVALID_INPUT',
      `The pattern "${pattern}" has ${bytes} bytes; 1 to ${MAX_GLOB_BYTES} are allowed.`,
    )
  }
  const wildcard = pattern.search(/[*?]/)
  if (wildcard === -1) return (key) => key === pattern
  const literal = pattern.slice(0, wildcard)
  const rest = pattern.slice(wildcard)
  if (rest === '**') return (key) => key.startsWith(literal)
  const simulate = createSimulation(parseTokens(rest, literal === '' || literal.endsWith('/')))
  return (key) => key.startsWith(literal) && simulate(key, literal.length)
}

function parseTokens(pattern: string, atSegmentStart: boolean): Int32Array {
  const tokens: number[] = []
  let atStart = atSegmentStart
  for (let i = 0; i < pattern.length; ) {
    const stars = /^\*+/.exec(pattern.slice(i))?.[0].length ?? 0
    const point = pattern.codePointAt(i) as number
    if (stars >= 2 && atStart && pattern[i + stars] === '/') tokens.push(MAYBE_FOLDERS)
    if (stars >= 2) tokens.push(GLOBSTAR)
    else if (stars === 1) tokens.push(STAR)
    else tokens.push(point === 0x3f ? ANY_ONE : point)
    i += stars > 0 ? stars : point > 0xffff ? 2 : 1
    atStart = stars === 0 && point === SLASH
  }
  return Int32Array.from(tokens)
}

/**
 * Runs all ways to match at once (Thompson's simulation): the states after each character are the token positions
 * reached so far, each held once, so a key of n characters costs at most n times the pattern's length.
 */
function createSimulation(tokens: Int32Array): (key: string, from: number) => boolean {
  const end = tokens.length
  let states = new Int32Array(end + 1)
  let next = new Int32Array(end + 1)
  let count = 0
  /** The step in which a position was last reached. */
  const reached = new Float64Array(end + 1)
  let step = 0

  const reach = (list: Int32Array, position: number): void => {
    if (reached[position] === step) return
    reached[position] = step
    list[count++] = position
    const token = tokens[position]
    if (token === STAR || token === GLOBSTAR) reach(list, position + 1)
    else if (token === MAYBE_FOLDERS) {
      reach(list, position + 1)
      reach(list, position + 3)
    }
  }

  return (key, from) => {
    step++
    count = 0
    reach(states, 0)
    for (let i = from; i < key.length && count > 0; ) {
      const point = key.codePointAt(i) as number
      i += point > 0xffff ? 2 : 1
      const current = count
      step++
      count = 0
      for (let s = 0; s < current; s++) {
        const position = states[s] as number
        const token = tokens[position]
        if (token === point || (token === ANY_ONE && point !== SLASH)) reach(next, position + 1)
        else if (token === GLOBSTAR || (token === STAR && point !== SLASH)) reach(next, position)
      }
      ;[states, next] = [next, states]
    }
    for (let s = 0; s < count; s++) if (states[s] === end) return true
    return false
  }
}
