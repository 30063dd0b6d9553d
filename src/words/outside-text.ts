// Makes untrusted text safe to show; the only place that does. For logs and annotations: safeLine, safeText. For
// Markdown: safeMarkdown. For fragments in our own sentences: say and encodeText (names and keys that others chose) and
// quoteText (messages of AWS or GitHub).

import { createHash } from './lazy-hash.ts'

/** Typography of our own sentences that is allowed although it is not ASCII. */
const TYPOGRAPHY = '–—…‘’“”×→≤≥·'
const NOT_SHOWABLE = new RegExp(`[^ -~${TYPOGRAPHY}]+`, 'g')

const MAX_KEY_CHARS = 64
/** Longest message shown in one place. AWS messages are shorter; a longer one contains something it should not. */
const MAX_MESSAGE_CHARS = 4_000

/**
 * Untrusted text as UTF-8 bytes, with everything except `A-Z a-z 0-9 . _ / -` written as `%XX`. The result cannot form
 * a runner command, Markdown, a terminal control sequence or a second line. A lone surrogate becomes U+FFFD, as UTF-8
 * requires.
 */
export function encodeText(text: string): string {
  return text.replace(/[^A-Za-z0-9._/-]+/g, percentEncode)
}

/** Longest AWS text in one sentence; AWS messages are shorter. */
const MAX_QUOTED_CHARS = 500

/**
 * Quotes a message of AWS or GitHub for use in a sentence, verbatim between backticks: printable ASCII is kept, white
 * space becomes one space, backticks and everything else are encoded. Longer texts are cut to 500 characters and `…`.
 * The backticks set it apart from our own words in a log, and make safeMarkdown show it as one code span.
 */
export function quoteText(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim()
  const shown = words.length <= MAX_QUOTED_CHARS ? words : `${words.slice(0, MAX_QUOTED_CHARS)}…`
  return `\`${shown.replace(NOT_SHOWABLE, percentEncode).replaceAll('`', '%60') || '(empty)'}\``
}

/** Composes a message: our words unchanged, every interpolated string encoded. */
export function say(words: TemplateStringsArray, ...fragments: readonly (string | number | bigint)[]): string {
  return String.raw(
    { raw: words },
    ...fragments.map((fragment) => (typeof fragment === 'string' ? encodeText(fragment) : fragment)),
  )
}

/**
 * A key for people: encoded keys unchanged, anything else encoded first. At most `maxChars`, then `…` and 8 hex
 * digits of the SHA-256 of the whole encoded key, so that two long keys still look different.
 */
export function showKey(key: string, maxChars = MAX_KEY_CHARS): string {
  const encoded = /^(?:[A-Za-z0-9._/-]|%[0-9A-F]{2})*$/.test(key) ? key : encodeText(key)
  if (encoded.length <= maxChars) return encoded
  const head = encoded.slice(0, maxChars).replace(/%[0-9A-F]?$/, '')
  return `${head}…${createHash('sha256').update(encoded).digest('hex').slice(0, 8)}`
}

/**
 * Final filter of one line for a log or an annotation. Readable words pass; control and non-ASCII characters are
 * encoded; and anything the runner would take for a command is broken up: `##[` anywhere, `::` at the start
 * (actions/runner, ActionCommand.cs). So are positions such as `file(1,2)` and `file:1:2`: a problem matcher left
 * behind by an earlier step would turn them into annotations.
 */
export function safeLine(message: string): string {
  return cut(cut(message.trim()).replace(NOT_SHOWABLE, percentEncode))
    .replaceAll('##[', '##%5B')
    .replace(/^:+/, (colons) => colons.replaceAll(':', '%3A'))
    .replace(/\((?=\d+,\d+\))/g, '%28')
    .replace(/(?<!T\d\d):(?=\d+:\d)/g, '%3A')
}

/** Filters each line of a multi-line message. */
export function safeText(message: string): string {
  return message
    .trim()
    .split(/\r\n|[\r\n]/)
    .map(safeLine)
    .join('\n')
}

/**
 * A message as inline Markdown. Text between backticks becomes one code span. Elsewhere, words of plain prose are kept,
 * and every other word (ARN, permission, address, encoded key, …) becomes its own code span. Inside a code span GitHub
 * sees no markup, link, mention, reference, emoji or formula.
 */
export function safeMarkdown(message: string): string {
  return safeText(message)
    .split('\n')
    .map(showLine)
    .join('<br>')
    .replace(/^(\d+)([.)])(?= |$)/, (_, digits: string, mark: string) => `${digits}&#${mark.charCodeAt(0)};`)
}

/** Adjacent code spans would be read as one that contains backticks, so they are kept apart. */
function showLine(line: string): string {
  return line
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? codeSpan(part.slice(1, -1)) : showWords(part)))
    .reduce((shown, part) => (shown.endsWith('`') && part.startsWith('`') ? `${shown} ${part}` : shown + part), '')
    .trim()
}

const showWords = (text: string) =>
  text
    .split(/ +/)
    .map((word) => (word === '' ? '' : showWord(word)))
    .join(' ')

/** A code span. Backticks and pipes, the characters that could end it or its table cell, are encoded. */
export function codeSpan(text: string): string {
  const content = safeLine(text).replace(/[`|]/g, percentEncode)
  return content === '' ? '(empty)' : `\`${content}\``
}

/** Text inside raw HTML such as `<summary>`, where Markdown has no effect but mentions and references still do. */
export function safeHtml(text: string): string {
  return safeLine(text)
    .replace(/[@#]/g, percentEncode)
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

/** Words, hyphenated words, `S3`, numbers, dates, times and lone dashes: text without special meaning on GitHub. */
const PLAIN_WORD = new RegExp(
  `^(?:[A-Za-z]+(?:['’-][A-Za-z]+)*|S3|e\\.g|i\\.e|\\d+(?:[.,]\\d+)*%?|\\d{4}-\\d{2}-\\d{2}|\\d{2}:\\d{2}|[${TYPOGRAPHY}]+)$`,
)
/** Text that GitHub could take for a commit id: `deadbeef` and 1234567, but not `succeeded` and 1,234,567. */
const LOOKS_LIKE_COMMIT = /(?<![a-z0-9])[a-f0-9]{7,}(?![a-z0-9])/i
const OPENING = `("'“‘`
const CLOSING = `).,;:?!"'”’…`

function showWord(word: string): string {
  if (word === '-') return '–'
  let start = 0
  // Stryker disable next-line EqualityOperator: behind the end there is nothing left, and an empty core is the word itself
  while (start < word.length && OPENING.includes(word.charAt(start))) start++
  let end = word.length
  // Stryker disable next-line EqualityOperator: before the start, too, an empty core is the word itself
  while (end > start && CLOSING.includes(word.charAt(end - 1))) end--
  const core = word.slice(start, end)
  const isPlain = PLAIN_WORD.test(core) && !LOOKS_LIKE_COMMIT.test(core) && !/www$/i.test(core)
  if (core === '' || isPlain) return word
  const content = core.replace(/^`+|`+$/g, '') || core
  return word.slice(0, start) + codeSpan(content) + word.slice(end)
}

function cut(message: string): string {
  return message.length <= MAX_MESSAGE_CHARS ? message : `${message.slice(0, MAX_MESSAGE_CHARS)}…`
}

function percentEncode(run: string): string {
  return Buffer.from(run, 'utf8').toString('hex').toUpperCase().replace(/../g, '%$&')
}
