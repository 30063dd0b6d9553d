// Knows how a JSON document is written as one argument of a shell, ready to paste.
//
// What others wrote (a bucket policy that is read and shown again) is written as ASCII: characters that a shell, GitHub
// or the runner gives a meaning to are JSON escapes, so the document stays the same.

/** Documents that do not fit one line have one member on each. */
export function quoteJson(value: unknown): string {
  const short = JSON.stringify(value)
  const text = short.length <= MAX_LINE_CHARS ? short : JSON.stringify(value, undefined, 1)
  return `'${text.replace(/[^ -~\n]|['`#]/g, escapeCharacter)}'`
}

const MAX_LINE_CHARS = 1_000
const escapeCharacter = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
