// Matches one pattern at a time, by the places in it that each character of a key leads to: slower than the automata it is
// the reference for, and written in another way.

// A pattern is a list of tokens: a code point, or one of these.
const ANY_ONE = -1
const STAR = -2
const GLOBSTAR = -3
/** Consumes nothing: what follows is a globstar and "/", which may be left out together. */
const MAYBE_FOLDERS = -4
const SLASH = 0x2f

/** True for a raw key that the pattern matches. */
export type KeyMatcher = (key: string) => boolean

export function compileReference(pattern: string): KeyMatcher {
  const simulate = createSimulation(parseTokens(pattern, true))
  return (key) => simulate(key, 0)
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
