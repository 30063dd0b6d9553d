// Knows how several patterns are matched against one key at once: an automaton whose states are made when a key first
// comes to them, and are forgotten when there are too many.

import { type Pattern, START } from './pattern.ts'
import { TupleNumbers } from './tuples.ts'

/** A pattern, and the bits of the answer that are set when it matches. */
export type AskedPattern = { readonly pattern: Pattern; readonly answer: number }

/** States held at a time. A table of them takes 4 bytes for each and class of bytes: 1.6 MB when there are a hundred. */
const MAX_STATES = 4096
/**
 * Making a state takes as long as hundreds of bytes of a key. Where fewer were read for each since all were forgotten
 * last, the patterns have more states together than can be held: better that they are read in two automata.
 */
const BYTES_PER_STATE = 500

/** No state: the transition has not been made. */
export const UNKNOWN = 0

export class Automaton {
  /** Of more than one pattern, when their states together do not fit: they should be halved. */
  isCrowded = false
  readonly #patterns: readonly AskedPattern[]
  /** By pattern: 1 if it has matched a key. */
  readonly #matched: Uint8Array
  /** The class of each byte: those of one class are never told apart. */
  readonly classes: Uint8Array
  /** How many classes there are. It is also the first state, in which every key begins. */
  readonly width: number
  /** A state is the tuple of the patterns' states. In the tables it comes after UNKNOWN, so its number is one more. */
  readonly #tuples: TupleNumbers
  readonly #tuple: Uint16Array
  readonly #limit: number
  /** For each state the one after a byte of each class. States are known here by where their row begins. */
  next: Int32Array
  #answers: Int32Array
  /** 1 for each state in which a key has ended. */
  #isSeen: Uint8Array
  #last = 1
  #bytes = 0

  constructor(patterns: readonly AskedPattern[], limit = MAX_STATES) {
    const { classes, samples } = joinClasses(patterns)
    this.#patterns = patterns
    this.#matched = new Uint8Array(patterns.length)
    this.classes = classes
    this.width = samples.length
    // One pattern alone has no more states than its own, and they are never forgotten.
    const [only] = patterns
    this.#limit = patterns.length === 1 && only !== undefined ? only.pattern.states : limit
    this.#tuples = new TupleNumbers(patterns.length, this.#limit)
    this.#tuple = new Uint16Array(patterns.length)
    this.next = new Int32Array(16 * samples.length)
    this.#answers = new Int32Array(16)
    this.#isSeen = new Uint8Array(16)
    this.#begin()
  }

  /** How many patterns there are. */
  get size(): number {
    return this.#patterns.length
  }

  /** Tells in which state a key of so many bytes has ended; gives the answers of all patterns that match it. */
  end(state: number, bytes: number): number {
    this.#bytes += bytes
    this.#last = state / this.width
    this.#isSeen[this.#last] = 1
    return this.#answers[this.#last] as number
  }

  /** Whether the pattern at this position matches the key that was read last. */
  matches(position: number): boolean {
    return this.#accepts(this.#last, position) === 1
  }

  /** By pattern: 1 if it has matched a key since this was asked last. */
  takeMatched(): Uint8Array {
    this.#noteSeen()
    const taken = this.#matched.slice()
    this.#matched.fill(0)
    return taken
  }

  /** Two automata, each of one half of the patterns, that go on in the place of this one. */
  halve(): readonly Automaton[] {
    this.#noteSeen()
    const middle = this.#patterns.length >> 1
    return [
      { from: 0, to: middle },
      { from: middle, to: this.#patterns.length },
    ].map(({ from, to }) => {
      const half = new Automaton(this.#patterns.slice(from, to), this.#limit)
      half.#matched.set(this.#matched.subarray(from, to))
      return half
    })
  }

  #begin(): void {
    this.#tuple.fill(START)
    this.#add()
  }

  /** The state after `state` and a byte, made if it has to be. */
  step(state: number, byte: number): number {
    const at = state + (this.classes[byte] as number)
    const after = this.next[at] as number
    return after === UNKNOWN ? this.#make(at, state / this.width - 1, byte) : after
  }

  #make(at: number, number: number, byte: number): number {
    for (let i = 0; i < this.#tuple.length; i++) {
      const { next, classes, classCount } = (this.#patterns[i] as AskedPattern).pattern
      this.#tuple[i] = next[this.#tuples.at(number, i) * classCount + (classes[byte] as number)] as number
    }
    const known = this.#tuples.find(this.#tuple)
    if (known === undefined && this.#tuples.count === this.#limit) return this.#restart() * this.width
    const after = ((known ?? this.#add()) + 1) * this.width
    this.next[at] = after
    return after
  }

  /** Gives the tuple a state of its own. */
  #add(): number {
    const number = this.#tuples.add(this.#tuple)
    if (number + 1 >= this.#answers.length) this.#grow()
    this.next.fill(UNKNOWN, (number + 1) * this.width, (number + 2) * this.width)
    this.#isSeen[number + 1] = 0
    let answer = 0
    for (let i = 0; i < this.#tuple.length; i++) {
      const { pattern, answer: bits } = this.#patterns[i] as AskedPattern
      if (pattern.accepts[this.#tuple[i] as number] === 1) answer |= bits
    }
    this.#answers[number + 1] = answer
    return number
  }

  /** Forgets all states but the first, and the one that the tuple is: that one is given. */
  #restart(): number {
    this.#noteSeen()
    this.isCrowded ||= this.#patterns.length > 1 && this.#bytes < this.#limit * BYTES_PER_STATE
    this.#bytes = 0
    const tuple = this.#tuple.slice()
    this.#tuples.clear()
    this.#begin()
    this.#tuple.set(tuple)
    return (this.#tuples.find(tuple) ?? this.#add()) + 1
  }

  #noteSeen(): void {
    for (let state = 1; state <= this.#tuples.count; state++) {
      if (this.#isSeen[state] === 0) continue
      this.#isSeen[state] = 0
      for (let i = 0; i < this.#matched.length; i++) {
        if (this.#accepts(state, i) === 1) this.#matched[i] = 1
      }
    }
  }

  #accepts(state: number, position: number): number | undefined {
    return this.#patterns[position]?.pattern.accepts[this.#tuples.at(state - 1, position)]
  }

  #grow(): void {
    this.next = grow(this.next, new Int32Array(this.next.length * 2))
    this.#answers = grow(this.#answers, new Int32Array(this.#answers.length * 2))
    this.#isSeen = grow(this.#isSeen, new Uint8Array(this.#isSeen.length * 2))
  }
}

function grow<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}

/** The classes of bytes that none of the patterns tells apart, and a byte of each. */
function joinClasses(patterns: readonly AskedPattern[]): {
  readonly classes: Uint8Array
  readonly samples: readonly number[]
} {
  const samples: number[] = []
  const known = new Map<string, number>()
  const classes = Uint8Array.from({ length: 256 }, (_, byte) => {
    const name = patterns.map(({ pattern }) => pattern.classes[byte]).join()
    const found = known.get(name) ?? samples.push(byte) - 1
    known.set(name, found)
    return found
  })
  return { classes, samples }
}
