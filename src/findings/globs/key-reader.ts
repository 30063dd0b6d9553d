// Reads a key with one automaton byte by byte, a long key in two halves at once: each step depends on the one before,
// and a processor can take a step in the other half meanwhile.

import { MAX_KEY_BYTES, readEscape } from '../../words/object-key.ts'
import { type Automaton, UNKNOWN } from './automaton.ts'
import { SLASH } from './tokens.ts'

/** For a shorter key, finding the middle takes longer than it saves. */
const MIN_BYTES_OF_TWO_HALVES = 192

/** A part of the key that is being read, up to `at`. */
type Part = { state: number; at: number; end: number; escapeBytes: number }

export class KeyReader {
  readonly automaton: Automaton
  /**
   * The state in which the second half of the last long key began. After a "/" it is usually the same, because patterns
   * process one folder at a time: the next second half starts in it, and is read again if that was wrong.
   */
  #guess: number
  /**
   * Sticky matches of the first half. The second half starts as if there were none: its bytes lead to the same result.
   */
  #settled = 0
  readonly #first: Part = { state: 0, at: 0, end: 0, escapeBytes: 0 }
  readonly #second: Part = { state: 0, at: 0, end: 0, escapeBytes: 0 }

  readonly #minBytes: number

  constructor(automaton: Automaton, minBytes = MIN_BYTES_OF_TWO_HALVES) {
    this.automaton = automaton
    this.#minBytes = minBytes
    this.#guess = automaton.width
  }

  /** Readers of automata with half of the patterns each, that replace this one. */
  halve(): readonly KeyReader[] {
    return this.automaton.halve().map((half) => new KeyReader(half, this.#minBytes))
  }

  /** Reads the bytes `start` to `end`; returns the answers of all patterns that match. */
  read(bytes: Uint8Array, start: number, end: number): number {
    this.#readParts(bytes, start, end, false)
    return this.#end(end - start)
  }

  /**
   * The same for a key in the encoding of CSV reports, without decoding it first. Undefined for a key that is not ASCII
   * or not valid: it must be decoded, and checked.
   */
  readEscaped(bytes: Uint8Array, start: number, end: number): number | undefined {
    if (!this.#readParts(bytes, start, end, true)) return undefined
    const keyBytes = end - start - this.#first.escapeBytes - this.#second.escapeBytes
    return keyBytes === 0 || keyBytes > MAX_KEY_BYTES ? undefined : this.#end(keyBytes)
  }

  #end(keyBytes: number): number {
    return this.#settled | this.automaton.end(this.#second.state, keyBytes)
  }

  /** False for a key that must be decoded. */
  #readParts(bytes: Uint8Array, start: number, end: number, isEscaped: boolean): boolean {
    const middle = end - start < this.#minBytes ? start : findMiddle(bytes, start, end)
    begin(this.#first, this.automaton.width, start, middle)
    this.#settled = 0
    if (middle === start) begin(this.#second, this.automaton.width, start, end)
    else if (!this.#readFirst(bytes, middle, end, isEscaped)) return false
    return this.#readOn(this.#second, bytes, isEscaped)
  }

  /** Reads the first half, and as much of the second as possible meanwhile. False for a key that must be decoded. */
  #readFirst(bytes: Uint8Array, middle: number, end: number, isEscaped: boolean): boolean {
    const { automaton } = this
    const { restarts } = automaton
    begin(this.#second, this.#guess, middle, end)
    this.#readBoth(bytes, isEscaped)
    if (!this.#readOn(this.#first, bytes, isEscaped)) return false
    this.#settled = automaton.settled(this.#first.state)
    const state = automaton.unsettle(this.#first.state)
    // Once all states have been discarded, their numbers are reused.
    if (state === this.#guess && restarts === automaton.restarts) return true
    this.#guess = state
    begin(this.#second, state, middle, end)
    return true
  }

  /** Reads both halves until one ends, or reaches something only `#readOn` can handle. A guess creates no state. */
  #readBoth(bytes: Uint8Array, isEscaped: boolean): void {
    const first = this.#first
    const second = this.#second
    const { next } = this.automaton
    const classes = isEscaped ? this.automaton.escapedClasses : this.automaton.classes
    do {
      let { state: inFirst, at } = first
      let { state: inSecond } = second
      const ahead = second.at - at
      const end = Math.min(first.end, second.end - ahead)
      for (; at < end; at++) {
        const afterFirst = next[inFirst + (classes[bytes[at] as number] as number)] as number
        const afterSecond = next[inSecond + (classes[bytes[at + ahead] as number] as number)] as number
        if (afterFirst === UNKNOWN || afterSecond === UNKNOWN) break
        inFirst = afterFirst
        inSecond = afterSecond
      }
      first.state = inFirst
      first.at = at
      second.state = inSecond
      second.at = at + ahead
      if (at === end) return
    } while (isEscaped && this.#readAnEscape(first, bytes) && this.#readAnEscape(second, bytes))
  }

  /** False if the part is at an escape that needs more than existing steps; reads any other escape it is at. */
  #readAnEscape(part: Part, bytes: Uint8Array): boolean {
    const { next, classes, escapedClasses } = this.automaton
    if (next[part.state + (escapedClasses[bytes[part.at] as number] as number)] !== UNKNOWN) return true
    const { byte, length } = readEscape(bytes, part.at, part.end)
    if (byte > 0x7f) return false
    const after = next[part.state + (classes[byte] as number)] as number
    if (after === UNKNOWN) return false
    part.state = after
    part.at += length
    part.escapeBytes += length - 1
    return true
  }

  /** Reads the rest of a part. False if the key must be decoded. */
  #readOn(part: Part, bytes: Uint8Array, isEscaped: boolean): boolean {
    const { automaton } = this
    const classes = isEscaped ? automaton.escapedClasses : automaton.classes
    const { end } = part
    let { state, at } = part
    for (; at < end; at++) {
      const { next } = automaton
      for (; at < end; at++) {
        const after = next[state + (classes[bytes[at] as number] as number)] as number
        if (after === UNKNOWN) break
        state = after
      }
      if (at === end) break
      const { byte, length } = isEscaped ? readEscape(bytes, at, end) : { byte: bytes[at] as number, length: 1 }
      if (isEscaped && byte > 0x7f) return false
      state = automaton.step(state, byte) | 0
      at += length - 1
      part.escapeBytes += length - 1
    }
    part.state = state
    part.at = end
    return true
  }
}

function begin(part: Part, state: number, start: number, end: number): void {
  part.state = state
  part.at = start
  part.end = end
  part.escapeBytes = 0
}

/**
 * Start of the second half of a key: after the first "/" of its third quarter. For a key read in one part: its start.
 */
function findMiddle(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  const last = start + Math.floor(length * 0.75)
  for (let at = start + (length >> 1); at < last; at++) if (bytes[at] === SLASH) return at + 1
  return start
}
