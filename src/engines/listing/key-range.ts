// A part of a listing: keys of one prefix between two texts, and where it can be cut in two while it is being listed.

import { compareKeys } from '../../words/key-order.ts'
import { MAX_KEY_BYTES } from '../../words/object-key.ts'
import type { PagePart, TakenPage } from './page.ts'

/** Requests that find nothing are at most this many for each page that a part has listed. */
const CUTS_PER_PAGE = 4

/**
 * Keys with `prefix`, after `after` and up to and including `until`. Wherever a part is cut, the two parts together
 * list the same keys, so that a bad guess costs one empty page and never a key.
 */
export class KeyRange {
  readonly prefix: string
  readonly after: string | undefined
  #until: string | undefined
  /** The last key listed. */
  #cursor: string | undefined
  #next: string | undefined
  #pages = 0
  #cuts = 0
  /** Number of characters of the cursor at whose end the next cut is. */
  #depth: number

  constructor(prefix: string, after?: string, until?: string, depth = prefix.length + 1) {
    this.prefix = prefix
    this.after = after
    this.#until = until
    this.#depth = depth
  }

  /** The request for its next page. */
  get request() {
    return { prefix: this.prefix, after: this.after, next: this.#next }
  }

  /** What belongs to it on the next page. */
  part(index: number): PagePart {
    return { index, prefix: this.prefix, after: this.#cursor ?? this.after, until: this.#until }
  }

  /** Goes on after a page. */
  advance({ last, next }: TakenPage): void {
    this.#cursor = last ?? this.#cursor
    this.#next = next
    this.#pages++
  }

  /**
   * Cuts off what comes after all keys that begin as the last one did, and returns it; undefined if there is no good
   * place. Each cut is one character further in: the first ones separate the most keys.
   */
  cut(): KeyRange | undefined {
    const cursor = this.#cursor
    if (cursor === undefined || this.#cuts >= this.#pages * CUTS_PER_PAGE) return undefined
    while (this.#depth <= cursor.length) {
      const depth = isInsideCharacter(cursor, this.#depth) ? this.#depth + 1 : this.#depth
      const end = endOf(cursor.slice(0, depth))
      this.#depth = depth + 1
      if (end === undefined || (this.#until !== undefined && compareKeys(end, this.#until) >= 0)) continue
      const rest = new KeyRange(this.prefix, end, this.#until, depth)
      this.#until = end
      this.#cuts++
      return rest
    }
    return undefined
  }
}

/**
 * The first text after all that begin with this one: the last character is the next one, in the order of UTF-8.
 * Undefined if there is no next character, or if it is no longer a key.
 */
function endOf(start: string): string | undefined {
  const characters = [...start]
  const last = characters.pop()?.codePointAt(0) ?? LAST_CHARACTER
  if (last >= LAST_CHARACTER) return undefined
  const next = last === BEFORE_SURROGATES ? AFTER_SURROGATES : last + 1
  const end = characters.join('') + String.fromCodePoint(next)
  return Buffer.byteLength(end) <= MAX_KEY_BYTES ? end : undefined
}

const LAST_CHARACTER = 0x10ffff
const BEFORE_SURROGATES = 0xd7ff
const AFTER_SURROGATES = 0xe000

/** Whether a text cut there ends in half a character. */
function isInsideCharacter(text: string, length: number): boolean {
  const unit = text.charCodeAt(length - 1)
  return unit >= 0xd800 && unit < 0xdc00
}

/** In the order of the keys in them; prefixes must not overlap. */
export function compareRanges(one: KeyRange, other: KeyRange): number {
  return compareKeys(one.after ?? one.prefix, other.after ?? other.prefix)
}
