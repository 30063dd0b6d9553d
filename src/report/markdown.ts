// GitHub Flavored Markdown, as far as summary and issue need it. Markdown has its own type, so that plain text cannot
// enter a document without being encoded by words/outside-text.ts.

import { formatCount } from '../words/numbers.ts'
import { codeSpan, quoteText, safeHtml, safeMarkdown, showKey } from '../words/outside-text.ts'

export type Markdown = { readonly markdown: string }
/** What a document can contain: strings are encoded, numbers are formatted with separators. */
export type Inline = Markdown | string | number | bigint
/** `title` is trusted markup. */
type Column = { readonly title: string; readonly align?: 'right' }

export const NOTHING: Markdown = { markdown: '' }

/** Composes Markdown: our own markup unchanged, every interpolated value escaped. */
export function md(markup: TemplateStringsArray, ...values: readonly Inline[]): Markdown {
  return { markdown: String.raw({ raw: markup }, ...values.map(show)) }
}

/** One value as Markdown text. */
export function show(value: Inline): string {
  if (typeof value === 'object') return value.markdown
  return typeof value === 'string' ? keepTogether(safeMarkdown(value)) : formatCount(value)
}

/** An amount and its unit, or a date and its time, are never on two lines. */
function keepTogether(markdown: string): string {
  return markdown
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(AMOUNT, '$1&nbsp;').replace(DAY, '$1&nbsp;$2&nbsp;')))
    .join('')
}
const AMOUNT = /(\d) (?=(?:[KMGTPE]i?B|B|h|min|s|days?|USD|UTC|\d\d:\d\d)\b)/g
const DAY = /\b(\d{1,2}) ([A-Z][a-z]{2}) (?=\d{4}\b)/g

/** Readable text in a code span: names, ARNs, statuses. */
export function code(text: string): Markdown {
  return { markdown: codeSpan(text) }
}

/** An object key, prefix or file name: encoded, shortened, in a code span. */
export function keyCode(key: string, maxChars?: number): Markdown {
  return { markdown: codeSpan(showKey(key, maxChars)) }
}

/** A message of AWS, unchanged in wording, in a code span. */
export function quoted(text: string): Markdown {
  return { markdown: safeMarkdown(quoteText(text)) }
}

/** A diagram of Mermaid, as GitHub draws it. Its lines must be our own words and numbers only. */
export function mermaid(lines: readonly string[]): Markdown {
  return { markdown: `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\`` }
}

/** A fenced code block of our own text. A line that could close the fence is encoded. */
export function codeBlock(language: 'json' | 'sh' | 'yaml', text: string): Markdown {
  const lines = text.split('\n').map((line) => line.replaceAll('`', '%60'))
  return { markdown: `\`\`\`${language}\n${lines.join('\n')}\n\`\`\`` }
}

/** A link; only the text if the address is neither https nor http. */
export function link(text: Inline, address: string): Markdown {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) return { markdown: show(text) }
  // href is ASCII already; characters that could end the target or a table cell are encoded, too.
  const target = url.href.replace(/[^A-Za-z0-9._~:/?#@&=+,;%-]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
  return { markdown: `[${show(text)}](<${target}>)` }
}

export function heading(level: 2 | 3 | 4, text: Inline): Markdown {
  return { markdown: `${'#'.repeat(level)} ${show(text)}` }
}

/** A body under a heading; empty if the body is. */
export function titled(title: Inline, body: Markdown): Markdown {
  return body.markdown === '' ? NOTHING : stack(heading(3, title), body)
}

export function bullets(items: readonly Inline[]): Markdown {
  return { markdown: items.map((item) => `- ${show(item)}`).join('\n') }
}

/** Empty if there are no rows. */
export function table(columns: readonly Column[], rows: readonly (readonly Inline[])[]): Markdown {
  if (rows.length === 0) return NOTHING
  const lines = [
    columns.map(({ title }) => title),
    columns.map(({ align }) => (align === 'right' ? '---:' : '---')),
    ...rows.map((cells) => cells.map(show)),
  ]
  return { markdown: lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n') }
}

/** A folded section: a trusted title, then `name` as code. Empty if the body is empty. */
export function details(title: string, body: Markdown, name?: string): Markdown {
  if (body.markdown === '') return NOTHING
  const code = name === undefined ? '' : ` <code>${safeHtml(name)}</code>`
  return { markdown: `<details>\n<summary>${title}${code}</summary>\n\n${body.markdown}\n\n</details>` }
}

/** Bold; empty if there is no text. */
export function strong(text: Inline): Markdown {
  const markdown = show(text)
  return markdown === '' ? NOTHING : { markdown: `**${markdown}**` }
}

/** Blocks separated by blank lines; empty ones are omitted. */
export function stack(...blocks: readonly Markdown[]): Markdown {
  return { markdown: blocks.flatMap(({ markdown }) => (markdown === '' ? [] : [markdown])).join('\n\n') }
}

/**
 * Whole blocks, in order, until one does not fit into `maxBytes`; it and all following blocks are replaced by `leftOut`
 * and not rendered. Measured in UTF-8 bytes, so a limit in characters is met as well.
 */
export function stackWithin(maxBytes: number, blocks: Iterable<Markdown>, leftOut: Markdown): Markdown {
  const fitting: Markdown[] = []
  let room = maxBytes - byteLength(leftOut) - SEPARATOR_BYTES
  for (const block of blocks) {
    room -= byteLength(block) + SEPARATOR_BYTES
    if (room < 0) return stack(...fitting, leftOut)
    fitting.push(block)
  }
  return stack(...fitting)
}

const SEPARATOR_BYTES = 2

export function byteLength({ markdown }: Markdown): number {
  return Buffer.byteLength(markdown, 'utf8')
}
