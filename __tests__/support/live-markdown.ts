// Knows what of a Markdown text would be alive on GitHub: links, images, raw HTML, mentions, references, emoji, formulas.

import { lexer, type Token } from 'marked'

/** Everything in the text that does more than stand there, as `kind text`; code spans are dead, and so left out. */
export function findLiveMarkdown(markdown: string): readonly string[] {
  return lexer(markdown, { gfm: true }).flatMap(findLive)
}

function findLive(token: Token): readonly string[] {
  if (token.type === 'link' || token.type === 'image') return [`${token.type} ${token.href}`]
  if (token.type === 'html') return [`html ${token.raw.trim()}`]
  if (token.type === 'code') return [`code block ${token.text}`]
  const inner = listInner(token)
  if (inner.length > 0 || token.type !== 'text') return inner.flatMap(findLive)
  return [...token.raw.matchAll(MARK)].map(([mark]) => `mark ${mark}`)
}

const MARK = /@\w+|#\d+|GH-\d+|:\w+:|\$[^$]+\$|https?:\/\/\S+/g

function listInner(token: Token): readonly Token[] {
  if (token.type === 'table') return [...token.header, ...token.rows.flat()].flatMap(({ tokens }) => tokens)
  if (token.type === 'list') return token.items
  return 'tokens' in token ? (token.tokens ?? []) : []
}

/** The HTML this action itself writes, as `findLiveMarkdown` tells it. */
export const OWN_HTML =
  /^html (?:<\/?(?:details|sub|br)>|<summary>[^<@#]*<\/summary>|<!-- s3-encryption-compliance:[\w=.%/-]+ -->|\s)+$/
