// HTML as far as the page needs it. HTML has its own type, so that plain text cannot enter the page without being escaped.

import { decodeKey, type EncodedKey } from '../../words/object-key.ts'
import { type Inline, show } from '../markdown.ts'

export type Html = { readonly html: string }

/** What the page can contain: strings are escaped. */
export type Piece = Html | string | number

/** Composes HTML: our own markup unchanged, every interpolated value escaped. */
export function html(markup: TemplateStringsArray, ...values: readonly (Piece | readonly Piece[])[]): Html {
  const texts = values.map((value) => (Array.isArray(value) ? value.map(put).join('') : put(value as Piece)))
  return { html: String.raw({ raw: markup }, ...texts) }
}

const put = (piece: Piece): string => (typeof piece === 'object' ? piece.html : escapeHtml(String(piece)))

export const NO_HTML: Html = { html: '' }

/** Turns our own Markdown of one line into HTML, without keys where they may not be shown. */
export type Say = (inline: Inline) => Html

function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`)
}

/** A link that is opened by a person only; the text alone unless the address is https or http. */
export function anchor(address: string | undefined, text: Piece): Html {
  const url = address !== undefined && URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) return html`${text}`
  return html`<a href="${url.href}" rel="noreferrer noopener">${text}</a>`
}

/** Code spans, bold, links, line ends and entities: all that our own inline Markdown has. */
const TOKENS = /`([^`]*)`|\*\*|\[((?:`[^`]*`|[^\]`])*)\]\(<([^>]*)>\)|<br>|&nbsp;|&#\d{1,6};/g

/**
 * Our own Markdown of one line as HTML, so that summary and page use the same words. `filter` sees the Markdown first.
 * What is not one of the few signs we write is escaped.
 */
export function fromMarkdown(inline: Inline, filter: (markdown: string) => string = (text) => text): Html {
  return { html: convert(filter(show(inline))) }
}

function convert(markdown: string): string {
  let isBold = false
  let out = ''
  let at = 0
  for (const match of markdown.matchAll(TOKENS)) {
    const [token, code, label, address] = match
    out += escapeHtml(markdown.slice(at, match.index))
    at = match.index + token.length
    if (code !== undefined) out += `<code>${escapeHtml(code)}</code>`
    else if (label !== undefined) out += anchor(address, { html: convert(label) }).html
    else if (token === '**') {
      isBold = !isBold
      out += isBold ? '<strong>' : '</strong>'
    } else out += token
  }
  return out + escapeHtml(markdown.slice(at)) + (isBold ? '</strong>' : '')
}

/** What nobody can see, or what would turn the text around it: stays encoded. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\ufffd]|(?<=^)\p{M}|[^\S ]/gu
const MAX_KEY_CHARS = 200

/** An encoded key as people wrote it, in a direction of its own; what cannot be seen stays encoded. */
export function readableKey(key: EncodedKey): Html {
  const characters = [...decodeKey(key).replace(HIDDEN, encodeURIComponent)]
  const shown =
    characters.length <= MAX_KEY_CHARS ? characters.join('') : `${characters.slice(0, MAX_KEY_CHARS).join('')}…`
  return html`<bdi class="key">${shown}</bdi>`
}
