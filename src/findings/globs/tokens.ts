// Knows how a key pattern is written: `*`, `**`, `?`; and how it reads as tokens over the bytes of a key in UTF-8.

/** A token is a byte that stands for itself, or one of these. */
export const ANY_ONE = 0x100
/** Behind ANY_ONE, which takes the first byte of a character: any number of the bytes that continue it. */
export const REST_OF_CHAR = 0x101
export const STAR = 0x102
export const GLOBSTAR = 0x103
/** Consumes nothing: what follows is a globstar and "/", which may be left out together. */
export const MAYBE_FOLDERS = 0x104

export const SLASH = 0x2f

/** No byte of UTF-8: instead of a lone surrogate, which no key can hold. */
const NEVER = 0xff

export type Tokens = readonly number[]

/**
 * `*` is any text without "/", `**` any text, `?` one character that is not "/"; `**` followed by "/" at the start of a
 * segment also matches no folder at all. Everything else stands for itself.
 */
export function parseGlob(pattern: string): Tokens {
  const tokens: number[] = []
  let atStart = true
  for (const [part] of pattern.matchAll(/\*+|\?|[^*?]/gu)) {
    const isGlobstar = part.startsWith('**')
    // What follows is not known yet: the token is put before the globstar once "/" has come.
    if (part === '/' && tokens.at(-1) === GLOBSTAR && atStart) tokens.splice(-1, 0, MAYBE_FOLDERS)
    if (isGlobstar) tokens.push(GLOBSTAR)
    else if (part === '*') tokens.push(STAR)
    else if (part === '?') tokens.push(ANY_ONE, REST_OF_CHAR)
    else tokens.push(...bytesOf(part))
    if (!isGlobstar) atStart = part === '/'
  }
  return tokens
}

/** Any key that starts with this text. */
export function parsePrefix(text: string): Tokens {
  return [...bytesOf(text), GLOBSTAR]
}

/** Any key that ends with it. */
export function parseSuffix(text: string): Tokens {
  return [GLOBSTAR, ...bytesOf(text)]
}

function bytesOf(text: string): number[] {
  return text.isWellFormed() ? [...Buffer.from(text, 'utf8')] : [NEVER]
}
