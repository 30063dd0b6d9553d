// Reads a key with several automata byte by byte, four at a time: each step depends on the one before, and a processor
// can take those of the other automata meanwhile.

import { UNKNOWN } from './automaton.ts'
import type { KeyReader } from './key-reader.ts'

/** Reads the bytes `start` to `end` and records the end in each automaton; returns the answers of all automata. */
export function readWithAll(readers: readonly KeyReader[], bytes: Uint8Array, start: number, end: number): number {
  let answer = 0
  let next = 0
  for (; next + 3 < readers.length; next += 4) answer |= readWithFour(readers, next, bytes, start, end)
  for (; next < readers.length; next++) answer |= (readers[next] as KeyReader).read(bytes, start, end)
  return answer
}

function readWithFour(
  readers: readonly KeyReader[],
  from: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  const a = (readers[from] as KeyReader).automaton
  const b = (readers[from + 1] as KeyReader).automaton
  const c = (readers[from + 2] as KeyReader).automaton
  const d = (readers[from + 3] as KeyReader).automaton
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
