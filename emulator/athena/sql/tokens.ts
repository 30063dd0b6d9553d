// Splits a statement into tokens: words, names in quotes, texts, numbers, symbols (Trino documentation, "Reserved
// keywords", "Lexical structure"). Backticks are the quotes of Hive's DDL.

export type Token = {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'symbol' | 'space'
  /** As written. */
  readonly source: string
  /** Of a name or text: without quotes and escapes. Of a word: in lower case. Otherwise as written. */
  readonly value: string
}

/** The statement cannot be read. */
export class SyntaxProblem extends Error {}

const FORMS: readonly (readonly [kind: Token['kind'], form: RegExp])[] = [
  ['space', /\s+|--[^\n]*|\/\*[\s\S]*?\*\//y],
  ['text', /U&'(?:[^']|'')*'|'(?:[^']|'')*'/iy],
  ['name', /"(?:[^"]|"")*"|`(?:[^`]|``)*`/y],
  ['word', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['symbol', /\|\||<>|!=|<=|>=|->|[^\s]/y],
]

/** Every token, spaces and comments included; joined, their sources are the statement. Throws SyntaxProblem. */
export function tokenize(statement: string): readonly Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < statement.length; ) {
    const token = readToken(statement, at)
    if (token.kind === 'symbol' && /["'`]/.test(token.source))
      throw new SyntaxProblem(`mismatched input '${token.source}' at ${at}`)
    tokens.push(token)
    at += token.source.length
  }
  return tokens
}

/** The tokens that mean something. */
export const significant = (tokens: readonly Token[]): readonly Token[] => tokens.filter(({ kind }) => kind !== 'space')

function readToken(statement: string, at: number): Token {
  for (const [kind, form] of FORMS) {
    form.lastIndex = at
    const source = form.exec(statement)?.[0]
    if (source !== undefined) return { kind, source, value: meaningOf(kind, source) }
  }
  throw new SyntaxProblem(`unexpected character at ${at}`)
}

function meaningOf(kind: Token['kind'], source: string): string {
  if (kind === 'word') return source.toLowerCase()
  if (kind === 'name') return source.slice(1, -1).replaceAll(source.charAt(0).repeat(2), source.charAt(0))
  if (kind !== 'text') return source
  const isUnicode = source.charAt(0).toUpperCase() === 'U'
  const text = source.slice(isUnicode ? 3 : 1, -1).replaceAll("''", "'")
  return isUnicode ? decodeEscapes(text) : text
}

/** `\FFFD` and `\+01F600` of a `U&'…'` text. */
function decodeEscapes(text: string): string {
  return text.replace(/\\(?:\+([0-9A-Fa-f]{6})|([0-9A-Fa-f]{4})|\\)/g, (source, long?: string, short?: string) => {
    const digits = long ?? short
    return digits === undefined ? source.slice(1) : String.fromCodePoint(Number.parseInt(digits, 16))
  })
}

/** A text as a literal of SQL. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** A name as an identifier of SQL. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A token that is this word or symbol, whatever the case. */
export const isToken = (token: Token | undefined, value: string): boolean =>
  token !== undefined && (token.kind === 'word' || token.kind === 'symbol') && token.value === value
