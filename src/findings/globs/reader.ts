// Knows how automata read a key byte by byte, up to four of them side by side: each step waits for the one before, and a
// processor can take those of others meanwhile.

import { MAX_KEY_BYTES, readEscape } from '../../words/object-key.ts'
import { type Automaton, UNKNOWN } from './automaton.ts'

/** Reads the bytes `start` to `end`; gives the answers of all automata, each of which is told where the key ended. */
export function readKey(automata: readonly Automaton[], bytes: Uint8Array, start: number, end: number): number {
  let answer = 0
  let next = 0
  for (; next + 3 < automata.length; next += 4) answer |= readWithFour(automata, next, bytes, start, end)
  for (; next < automata.length; next++) answer |= readWithOne(automata[next] as Automaton, bytes, start, end)
  return answer
}

/**
 * The same of a key as CSV reports write it, with one automaton and without decoding it first. Undefined for a key that is
 * not of ASCII, or is none: it must be decoded, and checked.
 */
export function readEscapedKey(
  automaton: Automaton,
  bytes: Uint8Array,
  start: number,
  end: number,
): number | undefined {
  const { escapedClasses } = automaton
  let state = automaton.width
  let escapeBytes = 0
  for (let at = start; at < end; at++) {
    const { next } = automaton
    for (; at < end; at++) {
      const after = next[state + (escapedClasses[bytes[at] as number] as number)] as number
      if (after === UNKNOWN) break
      state = after
    }
    if (at === end) break
    const { byte, length } = readEscape(bytes, at, end)
    if (byte > 0x7f) return undefined
    state = automaton.step(state, byte) | 0
    at += length - 1
    escapeBytes += length - 1
  }
  const keyBytes = end - start - escapeBytes
  return keyBytes === 0 || keyBytes > MAX_KEY_BYTES ? undefined : automaton.end(state, keyBytes)
}

function readWithOne(automaton: Automaton, bytes: Uint8Array, start: number, end: number): number {
  const { classes } = automaton
  let state = automaton.width
  for (let at = start; at < end; at++) {
    const { next } = automaton
    for (; at < end; at++) {
      const after = next[state + (classes[bytes[at] as number] as number)] as number
      if (after === UNKNOWN) break
      state = after
    }
    if (at < end) state = automaton.step(state, bytes[at] as number) | 0
  }
  return automaton.end(state, end - start)
}

function readWithFour(
  automata: readonly Automaton[],
  from: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  const a = automata[from] as Automaton
  const b = automata[from + 1] as Automaton
  const c = automata[from + 2] as Automaton
  const d = automata[from + 3] as Automaton
  let inA = a.width
  let inB = b.width
  let inC = c.width
  let inD = d.width
  const [classesA, classesB, classesC, classesD] = [a.classes, b.classes, c.classes, d.classes]
  for (let at = start; at < end; at++) {
    const [nextA, nextB, nextC, nextD] = [a.next, b.next, c.next, d.next]
    for (; at < end; at++) {
      const byte = bytes[at] as number
      const afterA = nextA[inA + (classesA[byte] as number)] as number
      const afterB = nextB[inB + (classesB[byte] as number)] as number
      const afterC = nextC[inC + (classesC[byte] as number)] as number
      const afterD = nextD[inD + (classesD[byte] as number)] as number
      if (afterA === UNKNOWN || afterB === UNKNOWN || afterC === UNKNOWN || afterD === UNKNOWN) break
      inA = afterA
      inB = afterB
      inC = afterC
      inD = afterD
    }
    if (at === end) break
    const byte = bytes[at] as number
    inA = a.step(inA, byte) | 0
    inB = b.step(inB, byte) | 0
    inC = c.step(inC, byte) | 0
    inD = d.step(inD, byte) | 0
  }
  const length = end - start
  return a.end(inA, length) | b.end(inB, length) | c.end(inC, length) | d.end(inD, length)
}
