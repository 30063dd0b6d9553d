// Parses key patterns (`*`, `**`, `?`) into tokens over the UTF-8 bytes of a key.

/** A token is a literal byte, or one of these. */
export const ANY_ONE = 0x100
/** After ANY_ONE, which takes the first byte of a character: any number of its continuation bytes. */
export const REST_OF_CHAR = 0x101
export const STAR = 0x102
export const GLOBSTAR = 0x103
/** Consumes nothing: what follows is a globstar and "/", which can be skipped together. */
export const MAYBE_FOLDERS = 0x104

export const SLASH = 0x2f

/** Not a byte of UTF-8: used for a lone surrogate, which no key can contain. */
const NEVER = 0xff

export type Tokens = readonly number[]

/**
 * `*` is any text without "/", `**` any text, `?` one character that is not "/"; `**` followed by "/" at the start of a
 * segment also matches no folder at all. All other characters are literal.
 */
export function parseGlob(pattern: string): Tokens {
  const tokens: number[] = []
  let atStart = true
  for (const [part] of pattern.matchAll(/\*+|\?|[^*?]/gu)) {
    const isGlobstar = part.startsWith('**')
    // The next character is not known yet: the token is inserted before the globstar once "/" follows.
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

/** Any key that ends with this text. */
export function parseSuffix(text: string): Tokens {
  return [GLOBSTAR, ...bytesOf(text)]
}

function bytesOf(text: string): number[] {
  return text.isWellFormed() ? [...Buffer.from(text, 'utf8')] : [NEVER]
}
