// Reads one line of the Markdown that report/markdown.ts writes, and says it as plain text.

import { INPUT_NAMES } from '../../settings/table.ts'

/** How words are set apart: by codes of the terminal, or not at all. */
export type Style = {
  readonly bold: readonly [on: string, off: string]
  /** Inputs to set are said as flags. */
  readonly hasFlags?: true
}

export const PLAIN: Style = { bold: ['', ''] }
export const PLAIN_WITH_FLAGS: Style = { ...PLAIN, hasFlags: true }
/** ECMA-48, "Select graphic rendition". */
export const BOLD: Style = { bold: ['\u001b[1m', '\u001b[22m'], hasFlags: true }

/** Code spans come first: nothing inside one is markup. */
const TOKENS =
  /`(?<code>[^`]*)`|\[(?<text>(?:[^\]`]|`[^`]*`)*)\]\(<(?<url>[^>]*)>\)|(?<strong>\*\*)|(?<line><br>)|(?<tag><\/?(?:sub|code)>)|(?<space>&nbsp;)|&#(?<char>\d+);/g

type Token = Readonly<Partial<Record<'code' | 'text' | 'url' | 'strong' | 'line' | 'tag' | 'space' | 'char', string>>>

/**
 * The line as text; `\n` where the Markdown breaks it. Addresses follow the text of a link, except in a table, where the
 * summary's other lines are narrow enough without them.
 */
export function readInline(markdown: string, style: Style, where: 'table' | 'text'): string {
  let isBold = false
  return markdown.replace(TOKENS, (...match) => {
    const token = match.at(-1) as Token
    if (token.strong !== undefined) {
      isBold = !isBold
      return style.bold[isBold ? 0 : 1]
    }
    return sayToken(token, style, where)
  })
}

function sayToken({ code, text, url = '', line, space, char }: Token, style: Style, where: 'table' | 'text'): string {
  if (code !== undefined) return style.hasFlags ? sayAsFlag(code) : code
  if (text !== undefined) {
    const said = readInline(text, style, where)
    return where === 'table' || said === url ? said : `${said} (${url})`
  }
  if (line !== undefined) return '\n'
  if (space !== undefined) return ' '
  const number = Number(char)
  return number >= 0x20 && number < 0x7f ? String.fromCharCode(number) : ''
}

/** `name: value` of an input, as a command has it: a flag, or the word after the name of the command. */
function sayAsFlag(code: string): string {
  const [, name = '', value = ''] = /^([a-z][a-z-]+): ([\w./-]+)$/.exec(code) ?? []
  if (!INPUT_NAMES.includes(name)) return code
  if ((name === 'remediation' || name === 'mode') && COMMANDS.has(value)) return `s3-encryption-compliance ${value}`
  return value === 'true' ? `--${name}` : `--${name} ${value}`
}

const COMMANDS: ReadonlySet<string> = new Set(['plan', 'run', 'confirm', 'cancel', 'doctor', 'setup'])
