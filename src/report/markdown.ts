// Knows GitHub Flavored Markdown as far as the summary and the issue need it. Markdown is a value of its own, so that
// plain text cannot slip into a document without passing the gate in words/outside-text.ts.

import { formatCount } from '../words/numbers.ts'
import { codeSpan, quoteText, safeHtml, safeMarkdown, showKey } from '../words/outside-text.ts'

export type Markdown = { readonly markdown: string }
/** What a document can contain: strings pass the gate, numbers are written with separators. */
export type Inline = Markdown | string | number | bigint
/** `title` is our own markup. */
type Column = { readonly title: string; readonly align?: 'right' }

export const NOTHING: Markdown = { markdown: '' }

/** Composes Markdown: our own markup as it is, every interpolated value made safe. */
export function md(markup: TemplateStringsArray, ...values: readonly Inline[]): Markdown {
  return { markdown: String.raw({ raw: markup }, ...values.map(show)) }
}

/** One value as Markdown text. */
export function show(value: Inline): string {
  if (typeof value === 'object') return value.markdown
  return typeof value === 'string' ? safeMarkdown(value) : formatCount(value)
}

/** Readable text in a code span: names, ARNs, statuses. */
export function code(text: string): Markdown {
  return { markdown: codeSpan(text) }
}

/** An object key, prefix or file name: encoded, shortened, in a code span. */
export function keyCode(key: string): Markdown {
  return { markdown: codeSpan(showKey(key)) }
}

/** What AWS said, in its own words, in a code span. */
export function quoted(text: string): Markdown {
  return { markdown: safeMarkdown(quoteText(text)) }
}

/** A fenced block of our own making. A line that could close the fence is encoded. */
export function codeBlock(language: 'json' | 'sh' | 'yaml', text: string): Markdown {
  const lines = text.split('\n').map((line) => line.replaceAll('`', '%60'))
  return { markdown: `\`\`\`${language}\n${lines.join('\n')}\n\`\`\`` }
}

/** A link; only the text when the address is not an https or http one. */
export function link(text: Inline, address: string): Markdown {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) return { markdown: show(text) }
  // href is ASCII already; what could end the target or a table cell is encoded again.
  const target = url.href.replace(/[^A-Za-z0-9._~:/?#@&=+,;%-]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
  return { markdown: `[${show(text)}](<${target}>)` }
}

export function heading(level: 2 | 3 | 4, text: Inline): Markdown {
  return { markdown: `${'#'.repeat(level)} ${show(text)}` }
}

export function bullets(items: readonly Inline[]): Markdown {
  return { markdown: items.map((item) => `- ${show(item)}`).join('\n') }
}

/** Nothing when there are no rows. */
export function table(columns: readonly Column[], rows: readonly (readonly Inline[])[]): Markdown {
  if (rows.length === 0) return NOTHING
  const lines = [
    columns.map(({ title }) => title),
    columns.map(({ align }) => (align === 'right' ? '---:' : '---')),
    ...rows.map((cells) => cells.map(show)),
  ]
  return { markdown: lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n') }
}

/** A folded section: our own title, then `name` as code. Nothing when the body is empty. */
export function details(title: string, body: Markdown, name?: string): Markdown {
  if (body.markdown === '') return NOTHING
  const code = name === undefined ? '' : ` <code>${safeHtml(name)}</code>`
  return { markdown: `<details>\n<summary>${title}${code}</summary>\n\n${body.markdown}\n\n</details>` }
}

/** Bold; nothing when there is no text. */
export function strong(text: Inline): Markdown {
  const markdown = show(text)
  return markdown === '' ? NOTHING : { markdown: `**${markdown}**` }
}

/** Blocks one below the other; empty ones leave no gap. */
export function stack(...blocks: readonly Markdown[]): Markdown {
  return { markdown: blocks.flatMap(({ markdown }) => (markdown === '' ? [] : [markdown])).join('\n\n') }
}

/**
 * Whole blocks, in order, until one does not fit into `maxBytes`; then `leftOut` instead of it and of all after it,
 * which are not even rendered. UTF-8 bytes, so that a limit in characters is kept as well.
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
