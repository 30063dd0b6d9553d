// Finds the lines of a step's output that the GitHub runner treats as workflow commands (actions/runner,
// ActionCommand.cs).

export type RunnerCommand = {
  /** As registered, in lower case: `add-mask`. */
  readonly name: string
  /** By lower-case name, unescaped. */
  readonly properties: ReadonlyMap<string, string>
  readonly data: string
  /** `::name::data` at the start of a line, or the older `##[name]data` anywhere in it. */
  readonly form: '::' | '##['
  /** The whole line that contains it. */
  readonly line: string
}

export const REGISTERED_COMMANDS: readonly string[] = [
  ...['set-env', 'set-output', 'save-state', 'add-mask', 'add-path', 'add-matcher', 'remove-matcher'],
  ...['debug', 'warning', 'error', 'notice', 'group', 'endgroup', 'echo', 'stop-commands'],
]

// .NET's Char.IsWhiteSpace, which TrimStart removes: unlike JavaScript's, it includes U+0085 and excludes U+FEFF.
const LEADING_SPACE = /^[\t-\r\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/
// The runner's comparison is culture-sensitive and ignores characters without weight: here they are skipped at the
// start.
const LEADING_WEIGHTLESS = /^(?:\u00ad|\u200b|\u200c|\u200d|\u200e|\u200f|\u2060|\ufeff)+/

/**
 * The command of a line, or undefined. `registered` contains lower-case names; the runner adds the resume token to it.
 */
export function parseCommand(
  line: string,
  registered: ReadonlySet<string> = new Set(REGISTERED_COMMANDS),
): RunnerCommand | undefined {
  return parseColonCommand(line, registered) ?? parseBracketCommand(line, registered)
}

/** Lines as in .NET's StreamReader: `\r\n`, `\n` and a single `\r` each end one. */
export function splitLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

function parseColonCommand(line: string, registered: ReadonlySet<string>): RunnerCommand | undefined {
  const message = line.replace(LEADING_SPACE, '').replace(LEADING_WEIGHTLESS, '')
  const end = message.indexOf('::', 2)
  if (!message.startsWith('::') || end < 0) return undefined
  const { name, rest } = splitName(message.slice(2, end))
  if (!registered.has(name)) return undefined
  const properties = parseProperties(rest.trim(), ',', PROPERTY_ESCAPES)
  return { name, properties, data: replaceEscapes(message.slice(end + 2), DATA_ESCAPES), form: '::', line }
}

function parseBracketCommand(line: string, registered: ReadonlySet<string>): RunnerCommand | undefined {
  const start = line.indexOf('##[')
  const end = start < 0 ? -1 : line.indexOf(']', start)
  if (end < 0) return undefined
  const { name, rest } = splitName(line.slice(start + 3, end))
  if (!registered.has(name)) return undefined
  const properties = parseProperties(rest, ';', BRACKET_ESCAPES)
  return { name, properties, data: replaceEscapes(line.slice(end + 1), BRACKET_ESCAPES), form: '##[', line }
}

function splitName(text: string): { readonly name: string; readonly rest: string } {
  const space = text.indexOf(' ')
  return space < 0
    ? { name: text.toLowerCase(), rest: '' }
    : { name: text.slice(0, space).toLowerCase(), rest: text.slice(space + 1) }
}

type Escapes = readonly (readonly [escaped: string, text: string])[]

// The runner replaces in this order, so that `%250A` becomes `%0A` and not a line feed.
const DATA_ESCAPES: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
]
const PROPERTY_ESCAPES: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
]
const BRACKET_ESCAPES: Escapes = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
]

function replaceEscapes(text: string, escapes: Escapes): string {
  return escapes.reduce((done, [escaped, plain]) => done.replaceAll(escaped, plain), text)
}

/** `a=1,b=2`: pairs without a name or a value are dropped; of equal names the last counts. */
function parseProperties(text: string, separator: string, escapes: Escapes): ReadonlyMap<string, string> {
  const properties = new Map<string, string>()
  for (const pair of text.split(separator)) {
    const match = /^=*([^=]+)=+([\s\S]+)$/.exec(pair)
    if (match !== null) properties.set((match[1] ?? '').toLowerCase(), replaceEscapes(match[2] ?? '', escapes))
  }
  return properties
}
