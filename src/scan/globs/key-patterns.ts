// Knows which of a run's patterns match the key of a row: include, exclude and the keys of exceptions, all in one reading.

import type { ExceptionRule } from '../exception.ts'
import { compileGlobs } from '../glob.ts'
import type { MatchedPatterns } from '../result.ts'
import type { InventoryRow } from '../row.ts'
import type { ScanSpec } from '../spec.ts'
import { type AskedPattern, Automaton } from './automaton.ts'
import { compilePattern, type Pattern } from './pattern.ts'
import { readKey } from './reader.ts'
import { parsePrefix, parseSuffix, type Tokens } from './tokens.ts'

// Bits of the answer for a key.
const INCLUDED = 1
const EXCLUDED = 2

export class KeyPatterns {
  readonly #includes: number
  readonly #excludes: number
  /** For each exception, where the patterns for its prefix and suffix are. */
  readonly #exceptions: readonly (readonly number[])[]
  #automata: readonly Automaton[]
  /** The row whose key was read last: what is asked about it next has been found. */
  #row: InventoryRow | undefined
  #number = 0
  #answer = 0

  /** @throws ActionError INVALID_INPUT for patterns that cannot be compiled */
  constructor({ include, exclude, exceptions }: Pick<ScanSpec, 'include' | 'exclude' | 'exceptions'>) {
    const asked: AskedPattern[] = [
      ...compileGlobs(include).map((pattern) => ({ pattern, answer: INCLUDED })),
      ...compileGlobs(exclude).map((pattern) => ({ pattern, answer: EXCLUDED })),
    ]
    this.#includes = include.length
    this.#excludes = exclude.length
    this.#exceptions = exceptions.map((rule) =>
      compileRule(rule).map((pattern) => asked.push({ pattern, answer: 0 }) - 1),
    )
    this.#automata = asked.length === 0 ? [] : [new Automaton(asked)]
  }

  /** Whether include or exclude say anything, so that every key has to be read. */
  get judgesKeys(): boolean {
    return this.#includes + this.#excludes > 0
  }

  /** Whether include and exclude leave the row out. @throws ActionError UNREADABLE for what cannot be a key */
  leavesOut(row: InventoryRow): boolean {
    const answer = this.#read(row)
    return (answer & EXCLUDED) !== 0 || (this.#includes > 0 && (answer & INCLUDED) === 0)
  }

  /** Whether the row's key starts and ends as the exception asks. @throws ActionError as leavesOut */
  fitsException(row: InventoryRow, exception: number): boolean {
    const positions = this.#exceptions[exception] ?? []
    if (positions.length === 0) return true
    this.#read(row)
    return positions.every((position) => this.#matches(position))
  }

  /** Which patterns have matched since this was asked last. */
  takeMatched(): MatchedPatterns {
    // The row holds on to all that its file was read into.
    this.#row = undefined
    const matched = this.#automata.flatMap((automaton) => [...automaton.takeMatched()]).map((flag) => flag === 1)
    const globs = this.#includes + this.#excludes
    return { include: matched.slice(0, this.#includes), exclude: matched.slice(this.#includes, globs) }
  }

  #read(row: InventoryRow): number {
    if (this.#row === row && this.#number === row.number) return this.#answer
    if (this.#automata.some(({ isCrowded }) => isCrowded)) {
      this.#automata = this.#automata.flatMap((automaton) => (automaton.isCrowded ? automaton.halve() : automaton))
    }
    const { bytes, start, end } = row.rawKey()
    this.#answer = readKey(this.#automata, bytes, start, end)
    this.#row = row
    this.#number = row.number
    return this.#answer
  }

  #matches(position: number): boolean {
    let first = 0
    for (const automaton of this.#automata) {
      if (position < first + automaton.size) return automaton.matches(position - first)
      first += automaton.size
    }
    return false
  }
}

/** A text has as many states as bytes, never too many. */
function compileRule({ prefix, suffix }: ExceptionRule): Pattern[] {
  const texts: Tokens[] = []
  if (prefix !== undefined) texts.push(parsePrefix(prefix))
  if (suffix !== undefined) texts.push(parseSuffix(suffix))
  return texts.map((tokens) => compilePattern(tokens)).filter((pattern) => pattern !== undefined)
}
