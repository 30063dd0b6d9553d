// Knows how one pattern becomes an automaton that reads a key byte by byte: one state at a time, one step per byte.
//
// The states are sets of places in the pattern that the text so far may have led to. Of such a set only what can still
// make a difference is kept: whoever stands at a `**` matches all that anyone before it could still match, and whoever
// stands at a `*` all that anyone before it in the same segment could. With that, `*a*a*a…` and `**/**/**/…` have no
// more states than characters. Where many remain, as of `**a????????????`, the pattern is refused.

import { ANY_ONE, GLOBSTAR, MAYBE_FOLDERS, REST_OF_CHAR, SLASH, STAR, type Tokens } from './tokens.ts'

/** More than any pattern of 1,024 bytes has that is not ambiguous over many characters. */
export const MAX_STATES = 4096

/** The state from which nothing matches any more, and the one every key begins in. */
const DEAD = 0
export const START = 1

export type Pattern = {
  readonly states: number
  /** The class of each byte; bytes of one class are never told apart. */
  readonly classes: Uint8Array
  readonly classCount: number
  /** The state after a byte: at `state * classCount + class`. */
  readonly next: Uint16Array
  /** 1 for each state in which a key that ends there matches. */
  readonly accepts: Uint8Array
  /** A key that has come to such a state once matches, however it continues. */
  readonly isSticky: boolean
  /** How much the pattern adds to the states of several patterns read at once, in bits: see `weigh`. */
  readonly weight: number
}

/**
 * Compiles a pattern so that whether it has matched need not be remembered by its states where it ends in `**`: of many
 * patterns like that, each combination would be a state of its own. Undefined for more than MAX_STATES states.
 */
export function compileSticky(tokens: Tokens): Pattern | undefined {
  const start = tokens.at(-1) === GLOBSTAR ? compilePattern(tokens.slice(0, -1)) : undefined
  // What matches before the first byte has come would have to be noticed without a step.
  return start === undefined || start.accepts[START] === 1 ? compilePattern(tokens) : { ...start, isSticky: true }
}

/** Undefined for a pattern that would have more than MAX_STATES states. */
export function compilePattern(tokens: Tokens): Pattern | undefined {
  const { classes, samples } = classify(tokens)
  const places = new PlaceSets(tokens)
  const next: number[] = samples.map(() => DEAD)
  places.add([])
  places.add(places.start())
  for (let state = START; state < places.count; state++) {
    for (const after of stepWithAll(samples, state, places)) next.push(after)
    if (places.count > MAX_STATES) return undefined
  }
  return {
    states: places.count,
    classes,
    classCount: samples.length,
    next: Uint16Array.from(next),
    accepts: places.accepts(),
    isSticky: false,
    weight: weigh(tokens, places.count),
  }
}

/** The states after each of the bytes. Those that nothing sets apart here, as most do not, are stepped with once. */
function stepWithAll(samples: readonly number[], state: number, places: PlaceSets): readonly number[] {
  const named = places.names(state)
  let afterOthers: number | undefined
  return samples.map((byte) => {
    const step = () => places.add(places.step(state, byte))
    if (byte === SLASH || isContinuation(byte) || named.includes(byte)) return step()
    afterOthers ??= step()
    return afterOthers
  })
}

/**
 * States of several patterns multiply where each can be anywhere, whatever the others are at: between its `**`, one of
 * which is where it begins or is reached by what the key starts with, and between the `*` of a segment. Others go from
 * segment to segment together, or end. What a pattern has more states than places for is its own.
 */
function weigh(tokens: Tokens, states: number): number {
  const globstars = tokens.filter((token) => token === GLOBSTAR).length
  const segments = findSegments(tokens)
  const stars = new Map<number | undefined, number>()
  tokens.forEach((token, place) => {
    if (token === STAR) stars.set(segments[place], (stars.get(segments[place]) ?? 0) + 1)
  })
  const spare = states / (tokens.length + 2)
  return [globstars, Math.max(...stars.values()), spare].reduce((sum, ways) => sum + Math.log2(Math.max(1, ways)), 0)
}

/** Bytes the pattern tells apart: each that it names, "/", those that continue a character, and all others. */
function classify(tokens: Tokens): { readonly classes: Uint8Array; readonly samples: readonly number[] } {
  const named = new Set([...tokens.filter((token) => token < ANY_ONE), SLASH])
  const samples: number[] = []
  const known = new Map<number, number>()
  const classes = Uint8Array.from({ length: 256 }, (_, byte) => {
    const kind = named.has(byte) ? byte : isContinuation(byte) ? -1 : -2
    const found = known.get(kind) ?? samples.push(byte) - 1
    known.set(kind, found)
    return found
  })
  return { classes, samples }
}

const isContinuation = (byte: number) => byte >= 0x80 && byte < 0xc0

/** Sets of places in a pattern, each known by a number. A place is the index of the token that comes next. */
class PlaceSets {
  readonly #tokens: Tokens
  readonly #segments: Uint16Array
  readonly #sets: (readonly number[])[] = []
  readonly #numbers = new Map<string, number>()
  /** The round in which a place was reached last: each step is one. */
  readonly #reached: Uint32Array
  #round = 0

  constructor(tokens: Tokens) {
    this.#tokens = tokens
    this.#segments = findSegments(tokens)
    this.#reached = new Uint32Array(tokens.length + 1)
  }

  get count(): number {
    return this.#sets.length
  }

  add(places: readonly number[]): number {
    const name = String.fromCharCode(...places)
    const number = this.#numbers.get(name) ?? this.#sets.push(places) - 1
    this.#numbers.set(name, number)
    return number
  }

  start(): readonly number[] {
    const places: number[] = []
    this.#round++
    this.#reach(0, places)
    return this.#prune(places)
  }

  /** What the pattern names next, at any place of the state: bytes, and other tokens. */
  names(state: number): readonly number[] {
    return (this.#sets[state] as readonly number[]).map((place) => this.#tokens[place] as number)
  }

  step(state: number, byte: number): readonly number[] {
    const places: number[] = []
    this.#round++
    for (const place of this.#sets[state] as readonly number[]) {
      const token = this.#tokens[place] as number
      if (token === byte || (token === ANY_ONE && byte !== SLASH && !isContinuation(byte))) {
        this.#reach(place + 1, places)
      } else if (
        token === GLOBSTAR ||
        (token === STAR && byte !== SLASH) ||
        (token === REST_OF_CHAR && isContinuation(byte))
      ) {
        this.#reach(place, places)
      }
    }
    return this.#prune(places)
  }

  accepts(): Uint8Array {
    return Uint8Array.from(this.#sets, (places) => (places.includes(this.#tokens.length) ? 1 : 0))
  }

  #reach(from: number, places: number[]): void {
    for (let place = from; this.#reached[place] !== this.#round; place++) {
      this.#reached[place] = this.#round
      const token = this.#tokens[place]
      if (token === MAYBE_FOLDERS) this.#reach(place + 3, places)
      else places.push(place)
      if (token === undefined || token <= ANY_ONE) return
    }
  }

  /** The places that make a difference, ascending. */
  #prune(places: number[]): readonly number[] {
    const kept: number[] = []
    let needless = Number.POSITIVE_INFINITY
    for (const place of places.sort((a, b) => b - a)) {
      const token = this.#tokens[place]
      if (place >= needless) continue
      kept.push(place)
      if (token === GLOBSTAR) break
      if (token === STAR) needless = this.#segments[place] as number
    }
    return kept.reverse()
  }
}

/** For each place, the first one of its segment: that behind the nearest "/" or `**`. */
function findSegments(tokens: Tokens): Uint16Array {
  const segments = new Uint16Array(tokens.length)
  for (let place = 1; place < tokens.length; place++) {
    const before = tokens[place - 1]
    const isFirst = before === SLASH || before === GLOBSTAR || before === MAYBE_FOLDERS
    segments[place] = isFirst ? place : (segments[place - 1] as number)
  }
  return segments
}
