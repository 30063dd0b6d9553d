// Knows how several patterns are matched against one key at once: an automaton whose states are made when a key first
// comes to them, and are forgotten when there are too many.

import { standsForItself } from '../../words/object-key.ts'
import { type Pattern, START } from './glob-pattern.ts'
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
  /** How often all states have been forgotten: the number of a state is another's then. */
  restarts = 0
  readonly #patterns: readonly AskedPattern[]
  /** By pattern: 1 if it has matched a key. */
  readonly #matched: Uint8Array
  /** The class of each byte: those of one class are never told apart. */
  readonly classes: Uint8Array
  /** The same for keys written with escapes, where a byte that stands for others is of a class without transitions. */
  readonly escapedClasses: Uint8Array
  /**
   * Columns of a state in the tables: its transitions, one of them never made, and the state in which what has matched is
   * left out. It is also the first state, in which every key begins.
   */
  readonly width: number
  /**
   * A state is the tuple of the patterns' states, and of the answers of sticky ones that have matched. In the tables it
   * comes after UNKNOWN, so its number is one more.
   */
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
    const { classes, count } = joinClasses(patterns)
    this.#patterns = patterns
    this.#matched = new Uint8Array(patterns.length)
    this.classes = classes
    this.escapedClasses = classes.map((kind, byte) => (standsForItself(byte) ? kind : count))
    this.width = count + 2
    // One pattern alone has no more states than its own, before and after it has matched, and they are never forgotten.
    const [only] = patterns
    this.#limit = patterns.length === 1 && only !== undefined ? 2 * only.pattern.states : limit
    this.#tuples = new TupleNumbers(patterns.length + 1, this.#limit)
    this.#tuple = new Uint16Array(patterns.length + 1)
    this.next = new Int32Array(16 * this.width)
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

  /** The answers of the sticky patterns that have matched on the way to a state. */
  settled(state: number): number {
    return this.#tuples.at(state / this.width - 1, this.size)
  }

  /** The state that differs in nothing but that no sticky pattern has matched; made if it has to be. */
  unsettle(state: number): number {
    const at = state + this.width - 1
    const known = this.next[at] as number
    if (known !== UNKNOWN) return known
    for (let i = 0; i < this.size; i++) this.#tuple[i] = this.#tuples.at(state / this.width - 1, i)
    this.#tuple[this.size] = 0
    return this.#goTo(at)
  }

  /** Whether the pattern at this position, which is not sticky, matches the key that was read last. */
  matches(position: number): boolean {
    return this.#accepts(this.#last, position)
  }

  /** By pattern: 1 if it has matched any key. */
  matched(): Uint8Array {
    this.#noteSeen()
    return this.#matched
  }

  /** Two automata, each of one half of the patterns, that continue instead of this one. */
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
    this.#tuple[this.size] = 0
    this.#add()
  }

  /** The state after `state` and a byte, made if it has to be. */
  step(state: number, byte: number): number {
    const at = state + (this.classes[byte] as number)
    const after = this.next[at] as number
    return after === UNKNOWN ? this.#make(at, state / this.width - 1, byte) : after
  }

  #make(at: number, number: number, byte: number): number {
    let settled = this.#tuples.at(number, this.size)
    for (let i = 0; i < this.size; i++) {
      const { pattern, answer } = this.#patterns[i] as AskedPattern
      const { next, classes, classCount } = pattern
      const state = next[this.#tuples.at(number, i) * classCount + (classes[byte] as number)] as number
      this.#tuple[i] = state
      if (!pattern.isSticky || pattern.accepts[state] !== 1) continue
      settled |= answer
      // This step is made because a key takes it, for the first time.
      this.#matched[i] = 1
    }
    this.#tuple[this.size] = settled
    return this.#goTo(at)
  }

  /** The state that the tuple is, made if it has to be, and noted in the table. */
  #goTo(at: number): number {
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
    let answer = this.#tuple[this.size] as number
    for (let i = 0; i < this.size; i++) {
      if (this.#accepts(number + 1, i)) answer |= (this.#patterns[i] as AskedPattern).answer
    }
    this.#answers[number + 1] = answer
    return number
  }

  /** Forgets all states but the first, and the one that the tuple is: that one is given. */
  #restart(): number {
    this.restarts++
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
      for (let i = 0; i < this.size; i++) if (this.#accepts(state, i)) this.#matched[i] = 1
    }
  }

  #accepts(state: number, position: number): boolean {
    return this.#patterns[position]?.pattern.accepts[this.#tuples.at(state - 1, position)] === 1
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

/** The classes of bytes that none of the patterns tells apart. */
function joinClasses(patterns: readonly AskedPattern[]): { readonly classes: Uint8Array; readonly count: number } {
  const known = new Map<string, number>()
  const classes = Uint8Array.from({ length: 256 }, (_, byte) => {
    const name = patterns.map(({ pattern }) => pattern.classes[byte]).join()
    const found = known.get(name) ?? known.size
    known.set(name, found)
    return found
  })
  return { classes, count: known.size }
}
