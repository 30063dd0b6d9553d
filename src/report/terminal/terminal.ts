// Renders a summary for a terminal: the same blocks and words as in Markdown, of which it reads exactly what
// report/markdown.ts writes.

import { BOLD, PLAIN_WITH_FLAGS, readInline, type Style } from './inline.ts'
import { layTable, wrap } from './layout.ts'

type TerminalPage = {
  /** In cells. */
  readonly width: number
  /** Whether codes of the terminal may be written. */
  readonly isStyled: boolean
}

/** What a terminal could take for a command, or would not show: control, format and separator characters. */
const NOT_SHOWN = /(?![\n\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A document of report/markdown.ts as plain text of at most `width` cells where words allow it. Ends in a newline. */
export function renderForTerminal(markdown: string, { width, isStyled }: TerminalPage): string {
  const style = isStyled ? BOLD : PLAIN_WITH_FLAGS
  // Nothing of this comes through the gate of words/outside-text.ts; if something did, it would end here.
  const lines = markdown.replace(NOT_SHOWN, encode).split('\n')
  const out: string[] = []
  for (let at = 0; at < lines.length; ) {
    const block = BLOCKS.find(({ begins }) => begins.test(lines[at] ?? '')) ?? PARAGRAPH
    const end = block.endOf(lines, at)
    out.push(...block.render(lines.slice(at, end), { width, style }))
    at = end
  }
  return `${joinBlocks(out)}\n`
}

type Page = { readonly width: number; readonly style: Style }
type Block = {
  readonly begins: RegExp
  /** The index after its last line. */
  readonly endOf: (lines: readonly string[], begin: number) => number
  readonly render: (lines: readonly string[], page: Page) => readonly string[]
}

const oneLine: Block['endOf'] = (_, begin) => begin + 1

const PARAGRAPH: Block = {
  begins: /(?:)/,
  endOf: oneLine,
  render: ([line = ''], { width, style }) => wrap(readInline(line, style, 'text'), width),
}

const BLOCKS: readonly Block[] = [
  {
    begins: /^```/,
    endOf: (lines, begin) => lines.indexOf('```', begin + 1) + 1 || lines.length,
    // A table beside it has the numbers of every diagram.
    render: ([fence = '', ...lines]) => (fence === '```mermaid' ? [] : lines.slice(0, -1).map((line) => `    ${line}`)),
  },
  {
    begins: /^#+ /,
    endOf: oneLine,
    render: ([line = ''], { style }) => {
      const [, title = ''] = /^#+ (.*)$/.exec(line) ?? []
      return ['', `${style.bold[0]}${readInline(title.replaceAll('**', ''), style, 'text')}${style.bold[1]}`, '']
    },
  },
  {
    begins: /^\|/,
    endOf: (lines, begin) => {
      const length = lines.slice(begin).findIndex((line) => !line.startsWith('|'))
      return length < 0 ? lines.length : begin + length
    },
    render: renderTable,
  },
  {
    begins: /^- /,
    endOf: oneLine,
    render: ([line = ''], { width, style }) => wrap(readInline(line, style, 'text'), width, 2),
  },
  {
    begins: /^<summary>/,
    endOf: oneLine,
    render: ([line = ''], { width, style }) =>
      wrap(`${style.bold[0]}${readInline(line.replace(/<\/?summary>/g, ''), style, 'text')}${style.bold[1]}`, width),
  },
  { begins: /^<\/?details>/, endOf: oneLine, render: () => [''] },
]

function renderTable(lines: readonly string[], { width, style }: Page): readonly string[] {
  const rows = lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
  const [titles = [], rules = [], ...body] = rows
  const read = (row: readonly string[]) => row.map((cell) => readInline(cell, style, 'table'))
  return layTable(
    [titles, ...body].map(read),
    rules.map((rule) => rule.endsWith(':')),
    width,
  )
}

/** One blank line between blocks, none at the ends. */
function joinBlocks(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '')
}

const encode = (char: string) => Buffer.from(char, 'utf8').toString('hex').toUpperCase().replace(/../g, '%$&')
