// Finds which patterns of a run match the key of a row: include, exclude, the keys of exceptions, and the prefix that
// the inventory configuration is limited to, all in one reading.

import { refuseOutsider } from '../../inventory/coverage.ts'
import { ActionError } from '../../words/errors.ts'
import type { ExceptionRule } from '../exception.ts'
import type { MatchedPatterns } from '../findings.ts'
import { compileGlobs } from '../glob.ts'
import type { InventoryRow } from '../row.ts'
import type { ScanSpec } from '../spec.ts'
import { type AskedPattern, Automaton } from './automaton.ts'
import { compilePattern, type Pattern } from './glob-pattern.ts'
import { KeyReader } from './key-reader.ts'
import { readWithAll } from './side-by-side.ts'
import { parsePrefix, parseSuffix, type Tokens } from './tokens.ts'

// Bits of the answer for a key.
const INCLUDED = 1
const EXCLUDED = 2
const LISTED = 4

type Source = Pick<ScanSpec, 'include' | 'exclude' | 'listedPrefix' | 'exceptions'>

export class KeyPatterns {
  readonly #includes: number
  readonly #excludes: number
  readonly #isLimited: boolean
  /** For each exception, the positions of the patterns for its prefix and suffix. */
  readonly #exceptions: readonly (readonly number[])[]
  #readers: readonly KeyReader[]
  /** The row whose key was read last: further questions about it are already answered. */
  #row: InventoryRow | undefined
  #number = 0
  #answer = 0

  /** @throws ActionError INVALID_INPUT for patterns that cannot be compiled */
  constructor({ include, exclude, listedPrefix = '', exceptions }: Source) {
    const asked: AskedPattern[] = [
      ...compileGlobs(include).map((pattern) => ({ pattern, answer: INCLUDED })),
      ...compileGlobs(exclude).map((pattern) => ({ pattern, answer: EXCLUDED })),
    ]
    if (listedPrefix !== '') asked.push({ pattern: compileText(parsePrefix(listedPrefix)), answer: LISTED })
    this.#isLimited = listedPrefix !== ''
    this.#includes = include.length
    this.#excludes = exclude.length
    this.#exceptions = exceptions.map((rule) =>
      compileRule(rule).map((pattern) => asked.push({ pattern, answer: 0 }) - 1),
    )
    this.#readers = asked.length === 0 ? [] : [new KeyReader(new Automaton(asked))]
  }

  /** Whether every key has to be read. */
  get judgesKeys(): boolean {
    return this.#isLimited || this.#includes + this.#excludes > 0
  }

  /**
   * Whether include and exclude leave the row out.
   * @throws ActionError UNREADABLE for an invalid key, WRONG_PREFIX for one that the configuration does not list
   */
  leavesOut(row: InventoryRow): boolean {
    const answer = this.#read(row)
    if (this.#isLimited && (answer & LISTED) === 0) throw refuseOutsider()
    return (answer & EXCLUDED) !== 0 || (this.#includes > 0 && (answer & INCLUDED) === 0)
  }

  /** Whether the row's key has the prefix and suffix of the exception. @throws ActionError, as leavesOut */
  fitsException(row: InventoryRow, exception: number): boolean {
    const positions = this.#exceptions[exception] ?? []
    if (positions.length === 0) return true
    this.#read(row)
    return positions.every((position) => this.#matches(position))
  }

  /** Which patterns have matched so far. */
  listMatched(): MatchedPatterns {
    // The row keeps the memory of its whole file alive.
    this.#row = undefined
    const matched = this.#readers.flatMap(({ automaton }) => [...automaton.matched()]).map((flag) => flag === 1)
    const globs = this.#includes + this.#excludes
    return { include: matched.slice(0, this.#includes), exclude: matched.slice(this.#includes, globs) }
  }

  #read(row: InventoryRow): number {
    if (this.#row === row && this.#number === row.number) return this.#answer
    if (this.#readers.some(({ automaton }) => automaton.isCrowded)) {
      this.#readers = this.#readers.flatMap((reader) => (reader.automaton.isCrowded ? reader.halve() : reader))
    }
    this.#answer = this.#readEscaped(row) ?? this.#readRaw(row)
    this.#row = row
    this.#number = row.number
    return this.#answer
  }

  #readEscaped(row: InventoryRow): number | undefined {
    const [only, second] = this.#readers
    const key = second === undefined ? row.escapedKey?.() : undefined
    return only && key && only.readEscaped(key.bytes, key.start, key.end)
  }

  #readRaw(row: InventoryRow): number {
    const { bytes, start, end } = row.rawKey()
    return readWithAll(this.#readers, bytes, start, end)
  }

  #matches(position: number): boolean {
    let first = 0
    for (const { automaton } of this.#readers) {
      if (position < first + automaton.size) return automaton.matches(position - first)
      first += automaton.size
    }
    return false
  }
}

function compileRule({ prefix, suffix }: ExceptionRule): Pattern[] {
  const texts: Tokens[] = []
  if (prefix !== undefined) texts.push(parsePrefix(prefix))
  if (suffix !== undefined) texts.push(parseSuffix(suffix))
  return texts.map(compileText)
}

function compileText(tokens: Tokens): Pattern {
  const pattern = compilePattern(tokens)
  // A text has as many states as bytes.
  if (pattern === undefined) throw new ActionError('INTERNAL_ERROR', 'A text has too many states.')
  return pattern
}
