// Matches several patterns against one key at once: an automaton whose states are created when a key first reaches
// them, and discarded when there are too many.

import { standsForItself } from '../../words/object-key.ts'
import { type Pattern, START } from './glob-pattern.ts'
import { TupleNumbers } from './tuples.ts'

/** A pattern, and the bits of the answer that are set if it matches. */
export type AskedPattern = { readonly pattern: Pattern; readonly answer: number }

/** Maximum number of states. A table takes 4 bytes per state and class of bytes: 1.6 MB for a hundred classes. */
const MAX_STATES = 4096
/**
 * Creating a state takes as long as reading hundreds of bytes of a key. If fewer bytes per state were read since the
 * last reset, the combined patterns have too many states: reading them in two automata is faster.
 */
const BYTES_PER_STATE = 500

/** No state: the transition has not been created. */
export const UNKNOWN = 0

export class Automaton {
  /** The states of several patterns together do not fit: the automaton should be halved. */
  isCrowded = false
  /** How often all states were discarded: state numbers are then reused. */
  restarts = 0
  readonly #patterns: readonly AskedPattern[]
  /** By pattern: 1 if it has matched a key. */
  readonly #matched: Uint8Array
  /** The class of each byte: bytes of one class are never distinguished. */
  readonly classes: Uint8Array
  /** The same for keys with escapes, where a byte that encodes others is in a class without transitions. */
  readonly escapedClasses: Uint8Array
  /**
   * Columns of a state in the tables: its transitions, one of which is never created, and the state without the matches
   * so far, which is also the first state, in which every key begins.
   */
  readonly width: number
  /**
   * A state is the tuple of the patterns' states, and of the answers of sticky patterns that have matched. UNKNOWN
   * comes first in the tables, so state numbers there are one higher.
   */
  readonly #tuples: TupleNumbers
  readonly #tuple: Uint16Array
  readonly #limit: number
  /**
   * For each state, the next state after a byte of each class. States are identified here by the start of their row.
   */
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
    // A single pattern has only its own states, before and after it has matched, and they are never discarded.
    const [only] = patterns
    this.#limit = patterns.length === 1 && only !== undefined ? 2 * only.pattern.states : limit
    this.#tuples = new TupleNumbers(patterns.length + 1, this.#limit)
    this.#tuple = new Uint16Array(patterns.length + 1)
    this.next = new Int32Array(16 * this.width)
    this.#answers = new Int32Array(16)
    this.#isSeen = new Uint8Array(16)
    this.#begin()
  }

  /** Number of patterns. */
  get size(): number {
    return this.#patterns.length
  }

  /** Records the state in which a key of this many bytes ended; returns the answers of all patterns that match it. */
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

  /** The same state, but with no sticky pattern matched; created if necessary. */
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

  /** Two automata, each with half of the patterns, that replace this one. */
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

  /** The state after `state` and a byte, created if necessary. */
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
      // This step is created because a key takes it for the first time.
      this.#matched[i] = 1
    }
    this.#tuple[this.size] = settled
    return this.#goTo(at)
  }

  /** The state of the tuple, created if necessary, and recorded in the table. */
  #goTo(at: number): number {
    const known = this.#tuples.find(this.#tuple)
    if (known === undefined && this.#tuples.count === this.#limit) return this.#restart() * this.width
    const after = ((known ?? this.#add()) + 1) * this.width
    this.next[at] = after
    return after
  }

  /** Creates a state for the tuple. */
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

  /** Discards all states except the first and that of the tuple, which is returned. */
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

/** The classes of bytes that no pattern distinguishes. */
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
