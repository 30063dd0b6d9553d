// Reads the significant tokens of a statement one after the other, as a parser of DDL does.

import { isToken, SyntaxProblem, type Token } from './tokens.ts'

/** A place in the tokens of a statement. */
export class TokenReader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get next(): Token | undefined {
    return this.#tokens[this.#at]
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length || (isToken(this.next, ';') && this.#at === this.#tokens.length - 1)
  }

  /** Takes these words if they come next, all or none. */
  takeWords(...words: readonly string[]): boolean {
    if (!words.every((word, index) => isToken(this.#tokens[this.#at + index], word))) return false
    this.#at += words.length
    return true
  }

  /** Takes these words. Throws SyntaxProblem if others come next. */
  expectWords(...words: readonly string[]): void {
    if (!this.takeWords(...words))
      throw new SyntaxProblem(`mismatched input '${this.next?.source ?? '<EOF>'}' expecting '${words.join(' ')}'`)
  }

  take(): Token {
    const token = this.next
    if (token === undefined) throw new SyntaxProblem("mismatched input '<EOF>'")
    this.#at += 1
    return token
  }

  /** A word or a name in quotes, in lower case, as the catalog has them. */
  takeName(): string {
    const token = this.take()
    if (token.kind !== 'word' && token.kind !== 'name') throw new SyntaxProblem(`mismatched input '${token.source}'`)
    return token.value.toLowerCase()
  }

  takeText(): string {
    const token = this.take()
    if (token.kind !== 'text') throw new SyntaxProblem(`mismatched input '${token.source}' expecting STRING`)
    return token.value
  }

  /** `a.b.c`, at least one name. */
  takeDottedName(): readonly string[] {
    const parts = [this.takeName()]
    while (this.takeWords('.')) parts.push(this.takeName())
    return parts
  }

  /** `( item, item )`, at least one. */
  takeList<T>(takeItem: () => T): readonly T[] {
    this.expectWords('(')
    const items = [takeItem()]
    while (this.takeWords(',')) items.push(takeItem())
    this.expectWords(')')
    return items
  }

  /** The tokens from here to the end, without a closing semicolon. */
  takeRest(): readonly Token[] {
    const rest = this.#tokens.slice(this.#at)
    this.#at = this.#tokens.length
    return isToken(rest.at(-1), ';') ? rest.slice(0, -1) : rest
  }
}
