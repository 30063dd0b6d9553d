// Compiles one pattern into an automaton that reads a key byte by byte: one state at a time, one step per byte.
//
// The states are sets of places in the pattern that the text so far may have led to. Only places that can still make a
// difference are kept: from a `**`, everything can match that could match from any place before it, and from a `*`,
// everything that could match from any place before it in the same segment. So `*a*a*a…` and `**/**/**/…` have no more
// states than characters. If many remain, as for `**a????????????`, the pattern is rejected.

import { ANY_ONE, GLOBSTAR, MAYBE_FOLDERS, REST_OF_CHAR, SLASH, STAR, type Tokens } from './tokens.ts'

/** More than any pattern of 1,024 bytes has that is not ambiguous over many characters. */
export const MAX_STATES = 4096

/** The state from which nothing can match, and the state in which every key begins. */
const DEAD = 0
export const START = 1

export type Pattern = {
  readonly states: number
  /** The class of each byte; bytes of one class are never distinguished. */
  readonly classes: Uint8Array
  readonly classCount: number
  /** The state after a byte: at `state * classCount + class`. */
  readonly next: Uint16Array
  /** 1 for each state in which a key that ends there matches. */
  readonly accepts: Uint8Array
  /** A key that reaches such a state once matches, however it continues. */
  readonly isSticky: boolean
  /** How much the pattern adds to the states of several patterns read at once, in bits: see `weigh`. */
  readonly weight: number
}

/**
 * Compiles a pattern so that its states need not remember a match if it ends in `**`: with many such patterns, each
 * combination would be a separate state. Undefined for more than MAX_STATES states.
 */
export function compileSticky(tokens: Tokens): Pattern | undefined {
  const start = tokens.at(-1) === GLOBSTAR ? compilePattern(tokens.slice(0, -1)) : undefined
  // A match before the first byte would have to be noticed without a step.
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

/** The states after each of the bytes. Bytes that are not distinguished here, usually most, share one step. */
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
 * The states of several patterns multiply if each pattern can be at any of its places, whatever the others are at:
 * between its `**` (one of which is where it begins or is reached by the start of the key), and between the `*` of a
 * segment. Otherwise patterns advance from segment to segment together, or end. States beyond the number of places add
 * to the pattern's own weight.
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

/** Bytes that the pattern distinguishes: each that it names, "/", continuation bytes of characters, and all others. */
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

/** Numbered sets of places in a pattern. A place is the index of the token that comes next. */
class PlaceSets {
  readonly #tokens: Tokens
  readonly #segments: Uint16Array
  readonly #sets: (readonly number[])[] = []
  readonly #numbers = new Map<string, number>()
  /** The round in which a place was last reached: each step is a round. */
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

  /** The tokens that come next at any place of the state: bytes, and others. */
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

/** For each place, the first place of its segment: after the nearest "/" or `**`. */
function findSegments(tokens: Tokens): Uint16Array {
  const segments = new Uint16Array(tokens.length)
  for (let place = 1; place < tokens.length; place++) {
    const before = tokens[place - 1]
    const isFirst = before === SLASH || before === GLOBSTAR || before === MAYBE_FOLDERS
    segments[place] = isFirst ? place : (segments[place - 1] as number)
  }
  return segments
}
