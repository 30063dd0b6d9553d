// Knows what of a Markdown text would be alive on GitHub, and how its blocks stand. marked reads GitHub Flavored Markdown;
// what GitHub adds to it is looked for here: mentions, references to issues and commits, emoji, formulas, footnotes.

import { lexer, type Token, type Tokens } from 'marked'

/** HTML this action itself writes. */
const OWN_HTML =
  /^(?:<\/?(?:details|sub)>|<br>|<summary>[^<>@#]*(?:<code>(?:[^<>@#&]|&#\d+;)*<\/code>)?<\/summary>|<!-- s3-encryption-compliance:[\w=.%/-]+ -->|\s+)+$/

/** Addresses this action itself links to. */
export type IsOwnAddress = (address: string) => boolean

/** What GitHub makes of bare text, after it has decoded its entities. */
const MARKS = new RegExp(
  [
    /(?<![\w`])@[A-Za-z0-9][\w-]*/, // mentions
    /#\d+/, // issues, also owner/repo#1
    /\bgh-\d+/,
    /(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])/, // commits
    /:[\w+-]+:/, // emoji
    /\$/, // formulas
    /\b(?:https?|ftp):\/\/|\b(?:mailto|xmpp):[^ ]*@/,
    /(?<!\w)www\./,
    /[\w.+-]+@[\w-]+/, // addresses
    /\[\^/, // footnotes
    /[<>`[\]|\\{}*_~^]/, // whatever is left of markup that did not come to life this time
    /[^ -~\u00a0\n]/, // controls, lone surrogates, what cannot be seen or told apart; our own signs are taken out before
  ]
    .map(({ source }) => source)
    .join('|'),
  'giu',
)

/** The one diagram this action draws: its own words and numbers, no text from outside. */
const OWN_PIE =
  /^```mermaid\n%%\{init: \{"themeVariables": \{(?:"pie\d+": "#[0-9a-f]{6}"(?:, )?)+\}\}\}%%\npie\n(?: {2}"[A-Z0-9-]+(?:, findings)?: [\d,]+" : \d+\n)+```$/

/** Typography and signs of this action's own words. */
const OWN_SIGNS =
  /<0\.01%|<0\.1%|>99\.9%|[–—…‘’“”×→≤≥·█░▁▂▃▄▅▆▇±−]|(?:🐤|🪣|✅|❌|🚫|✋|⏳|❓|📋|⚠|➖|📌|ℹ|🔒|🔏|🔧|📉|❔|⛔|🔸|🗂|🚨)\ufe0f?/gu

/** Everything in the text that does more than stand there and is not this action's own, as `kind text`. */
export function findAlive(markdown: string, isOwnAddress?: IsOwnAddress): readonly string[] {
  return readMarkdown(markdown, isOwnAddress).alive
}

/** What is alive, and how the blocks stand without their texts: those must not get a heading, a row or an item more. */
export function readMarkdown(
  markdown: string,
  isOwnAddress: IsOwnAddress = () => false,
): { readonly alive: readonly string[]; readonly outline: readonly string[] } {
  const tokens = lexer(markdown, { gfm: true })
  return { alive: listAlive(tokens, isOwnAddress), outline: tokens.flatMap(outlineToken) }
}

function listAlive(tokens: readonly Token[], isOwnAddress: IsOwnAddress): readonly string[] {
  const alive: string[] = []
  const visit = (token: Token): void => {
    switch (token.type) {
      case 'link':
        if (!isOwnAddress(token.href)) alive.push(`link ${token.href}`)
        // The label of a link to an issue is its number.
        else if (!/^#\d+$/.test(token.text)) for (const inner of token.tokens ?? []) visit(inner)
        return
      case 'html':
        if (!OWN_HTML.test(token.raw.trim())) alive.push(`html ${token.raw.trim()}`)
        return
      case 'codespan':
        return
      case 'code':
        if (!OWN_PIE.test(token.raw.trim())) alive.push(`code ${token.raw.trim()}`)
        return
      case 'text':
      case 'escape': {
        const inner = (token as Tokens.Text).tokens
        if (inner !== undefined) for (const one of inner) visit(one)
        else
          for (const [mark] of decodeEntities(token.raw).replace(OWN_SIGNS, ' ').matchAll(MARKS))
            alive.push(`mark ${mark}`)
        return
      }
      case 'list_item':
        // A checklist of this action begins each item with the name of a bucket, in a code span or a link.
        if (token.task === true && !/^- \[[ x]\] \[?`[a-z0-9.-]+`/.test(token.raw)) alive.push(`task ${token.raw}`)
        break
      case 'checkbox':
        break
      case 'table':
        for (const { tokens } of [...token.header, ...token.rows.flat()]) for (const inner of tokens) visit(inner)
        return
      case 'list':
        for (const item of token.items) visit(item)
        return
      case 'heading':
      case 'paragraph':
      case 'strong':
      case 'br':
      case 'hr':
      case 'space':
        break
      default:
        // image, code, blockquote, em, del, def and whatever marked may learn
        alive.push(`${token.type} ${token.raw.trim()}`)
        return
    }
    if ('tokens' in token) for (const inner of token.tokens ?? []) visit(inner)
  }
  for (const token of tokens) visit(token)
  return alive
}

function outlineToken(token: Token): readonly string[] {
  switch (token.type) {
    case 'space':
      return []
    case 'heading':
      return [`h${token.depth}`]
    case 'table':
      return [`table ${token.header.length}`, ...token.rows.map((row: readonly unknown[]) => `row ${row.length}`)]
    case 'list':
      return [
        `list ${token.ordered ? 'ordered' : 'bullets'}`,
        ...token.items.flatMap((item: Tokens.ListItem) => ['item', ...item.tokens.flatMap(outlineToken)]),
      ]
    default:
      return [token.type]
  }
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  commat: '@',
  num: '#',
}

/** Entities are decoded before GitHub looks for mentions and references. Names that are not known stay as they are. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED_ENTITIES[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
